"""A new transcript that begins with events which are known already."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from wargame.events import Event
from wargame.transcript.errors import TranscriptError
from wargame.transcript.writer import Writer, sync_folder


def found(path: Path, events: Sequence[Event], masked: Iterable[str] = ()) -> None:
    """Write the events with a chain of their own into a new file, all or none: a part of them would be another game.

    An empty `at` stands for now; `masked` are key values that must not reach the file. Raises TranscriptError if the
    file exists or cannot be written; then nothing is left behind.
    """
    Writer.create(path).close()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with Writer.create(part) as writer:
            writer.mask(masked)
            for event in events:
                writer.append(event.turn, event.data, event.kind, event.at)
        _rename(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _rename(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except OSError as problem:
        raise TranscriptError(path, 0, f"cannot be created: {problem.strerror}") from problem
