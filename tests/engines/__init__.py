"""Real open-weight inference engines, run with generated weights."""
