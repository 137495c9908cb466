"""What is wrong with a transcript, and where."""

from __future__ import annotations

from pathlib import Path


class TranscriptError(Exception):
    """A transcript that cannot be read or written: its path, the line (from 1; 0 for the file as a whole) and why.

    `damaged`: it is a transcript of a version that can be read, and not as it was written.
    """

    def __init__(self, path: Path, line: int, message: str, *, damaged: bool = False) -> None:
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {message}")
        self.path = path
        self.line = line
        self.message = message
        self.damaged = damaged
