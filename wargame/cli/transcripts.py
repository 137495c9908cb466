"""Transcripts that a command reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wargame.cli.output import tell

if TYPE_CHECKING:
    from wargame.events import Event
    from wargame.views import Game


def read_game(path: Path) -> tuple[list[Event], Game]:
    """The events of a transcript and the game they make; a torn last line is told and left out.

    Raises TranscriptError and GameError.
    """
    from wargame import transcript, views

    reading = transcript.read(path)
    if reading.torn:
        tell(f"wargame: {path}: the last line is cut off and left out; `wargame resume` would carry on before it")
    return reading.events, views.fold(reading.events)
