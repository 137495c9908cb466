"""A game to measure with: played once per run of the benchmark, with the persona's own doctrine in every seat."""

import functools
import subprocess
import sys
import tempfile
from pathlib import Path

from wargame import transcript, views

TURNS = 8
SEED = 7


@functools.cache
def played_game() -> Path:
    """Return the transcript of a whole scripted game of eight turns."""
    path = Path(tempfile.mkdtemp(prefix="wargame-bench-")) / "game.jsonl"
    options = ["--turns", str(TURNS), "--seed", str(SEED), "--out", str(path)]
    subprocess.run([sys.executable, "-m", "wargame", "run", *options], check=True, capture_output=True)
    return path


@functools.cache
def folded_game() -> views.Game:
    """Return the same game as a fold over its events."""
    return views.fold(transcript.read(played_game()).events)
