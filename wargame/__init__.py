"""Play out the contest over AI."""

__version__ = "0.1.0"
