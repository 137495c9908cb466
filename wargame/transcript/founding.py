"""A new transcript that begins with events which are known already."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from wargame.events import Event
from wargame.transcript.errors import TranscriptError
from wargame.transcript.writer import Writer, sync_folder


def found(path: Path, events: Iterable[Event], masked: Iterable[str] = ()) -> None:
    """Write the events with a chain of their own into a new file, all or none: a part of them would be another game.

    An empty `at` stands for now; `masked` are key values that must not reach the file. Raises TranscriptError if the
    file exists or cannot be written; then nothing is left behind.
    """
    Writer.create(path).close()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _fill(part, events, masked)
        part.replace(path)
    except BaseException as problem:
        part.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        if isinstance(problem, TranscriptError | OSError):
            why = problem.strerror if isinstance(problem, OSError) else problem.message.partition(";")[0]
            raise TranscriptError(path, 0, f"cannot be written: {why}") from problem
        raise
    sync_folder(path.parent)


def _fill(part: Path, events: Iterable[Event], masked: Iterable[str]) -> None:
    with Writer.create(part) as writer:
        writer.mask(masked)
        for event in events:
            writer.append(event.turn, event.data, event.kind, event.at)
