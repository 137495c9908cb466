"""Small games for tests: lively, quick, and the same each time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wargame import facilitator, transcript
from wargame.events import Event

SEATS = ("us_government", "china_state", "global_south", "frontier_lab", "chip_cloud", "open_lab", "integrator")


def everyone(doctrine: str, **others: str) -> dict[str, str]:
    """A player for each seat: `scripted:doctrine`, or what is named for the seat."""
    return {seat: others.get(seat, f"scripted:{doctrine}") for seat in SEATS}


def play(path: Path, seats: Mapping[str, str] | None = None, **setup: Any) -> facilitator.LiveSession:
    """Play a game to its end into `path`."""
    chosen = {"seed": 7, "turns": 1, **setup}
    session = facilitator.new(facilitator.Setup(seats=seats or everyone("random"), out=path, **chosen))
    asyncio.run(session.run())
    return session


def resume(path: Path, **options: Any) -> facilitator.LiveSession:
    """Carry on the game in `path` to its end."""
    session = facilitator.resume(path, **options)
    asyncio.run(session.run())
    return session


def events(path: Path) -> list[Event]:
    """What stands in a transcript."""
    return transcript.read(path).events


def final_hash(session: facilitator.LiveSession) -> str:
    """The final hash of a game that ended."""
    assert session.game.ended is not None
    return session.game.ended.final_hash


def cut(path: Path, lines: int, to: Path) -> Path:
    """The first lines of a transcript as a file of its own: what a kill after that event leaves."""
    to.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]))
    return to
