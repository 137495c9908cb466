"""Reads a transcript back, and names every kind of damage by its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wargame.events import Event
from wargame.transcript.envelope import (
    FORMAT,
    NO_HASH,
    VERSION,
    DamageError,
    ForeignError,
    check_envelope,
    event,
    parse_json,
)
from wargame.transcript.errors import TranscriptError

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; no event comes near it, so a longer line is not one."""


BEGINNING = b'{"at":"'
"""How every line begins in canonical form."""


@dataclass(frozen=True)
class Reading:
    """What a transcript holds; `torn`: its last line was cut off and is left out; `size`: bytes up to there."""

    events: list[Event]
    torn: bool
    size: int


def read(path: Path | str) -> Reading:
    """Read and check a whole transcript: chain, order, version, kinds. Raises TranscriptError with the damaged line."""
    path = Path(path)
    events: list[Event] = []
    size, number = 0, 0
    try:
        for number, line in enumerate(_lines(path), start=1):  # noqa: B007
            if _is_torn(line):
                return _reading(path, events, torn=True, size=size)
            events.append(_next_event(events, line))
            size += len(line)
    except DamageError as damage:
        raise TranscriptError(path, number, str(damage), damaged=not isinstance(damage, ForeignError)) from None
    except OSError as problem:
        raise TranscriptError(path, 0, f"cannot be read: {problem.strerror or problem}") from problem
    return _reading(path, events, torn=False, size=size)


def _reading(path: Path, events: list[Event], *, torn: bool, size: int) -> Reading:
    if not events:
        why = "its only line is cut off" if torn else "the file is empty"
        raise TranscriptError(path, 1, f"{why}: nothing was recorded")
    return Reading(events, torn, size)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE + 1):
            yield line


def _is_torn(line: bytes) -> bool:
    """True for the unfinished beginning of a line; one that only lacks its line feed is whole."""
    if (
        line.endswith(b"\n")
        or len(line) > LONGEST_LINE
        or not (line.startswith(BEGINNING[: len(line)]) or not line.strip(b"\0"))
    ):
        return False
    try:
        json.JSONDecoder().raw_decode(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return True
    return False


def _next_event(before: list[Event], line: bytes) -> Event:
    if len(line) > LONGEST_LINE:
        raise DamageError(f"longer than any event (more than {LONGEST_LINE >> 20} MiB)")
    line = line.removesuffix(b"\n")
    if not before:
        fields = _first_fields(line)
        _check_format(fields)
    else:
        fields = parse_json(line)
    check_envelope(line, fields)
    _check_place(before, fields)
    return event(fields)


def _first_fields(line: bytes) -> dict[str, Any]:
    try:
        return parse_json(line)
    except DamageError as damage:
        if line.startswith(BEGINNING):
            raise
        raise ForeignError(f"not a wargame transcript: {damage}") from None


def _check_format(fields: dict[str, Any]) -> None:
    data = fields.get("data")
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ForeignError(f"not a wargame transcript: the first line should be game_started with format {FORMAT!r}")
    version = data.get("version")
    if type(version) is int and version > VERSION:
        raise ForeignError(f"written in format version {version} by a later wargame; this one reads version {VERSION}")
    if version != VERSION or fields.get("kind") != "game_started":
        raise DamageError(f"the line was edited: it should be game_started of format version {VERSION}")


def _check_place(before: list[Event], fields: dict[str, Any]) -> None:
    seq, wanted = fields["seq"], len(before)
    if seq > wanted:
        raise DamageError(f"event {seq} stands where event {wanted} should be: a line is missing or out of order")
    if seq < wanted:
        raise DamageError(f"event {seq} stands where event {wanted} should be: a line is doubled or out of order")
    if fields["prev"] != (before[-1].hash if before else NO_HASH):
        raise DamageError("does not follow the line before it: that line was replaced or comes from another game")
    if before and fields["kind"] == "game_started":
        raise DamageError("a second game_started: two transcripts were joined")
    if fields["turn"] < (before[-1].turn if before else 0):
        raise DamageError(f"turn {fields['turn']} after turn {before[-1].turn if before else 0}")
