"""The envelope around each payload: one line of the transcript to an Event and back."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from wargame.events import PAYLOADS, Event, Payload
from wargame.events.canonical import canonical
from wargame.events.payloads import Unknown

FORMAT = "wargame-transcript"
VERSION = 1
NO_HASH = "0" * 64
"""`prev` of the first line."""

LARGE_DIGITS = 16
"""Canonical JSON holds integers below 2**53 only, so a number this long may have been a float."""

FIELDS: dict[str, type] = {
    "seq": int,
    "at": str,
    "turn": int,
    "kind": str,
    "data": dict,
    "prev": str,
    "hash": str,
}


class DamageError(ValueError):
    """A line that is not what was once written."""


class ForeignError(DamageError):
    """A first line that is not that of a transcript which this program reads."""


def seal(fields: dict[str, Any]) -> tuple[bytes, str]:
    """The line (without its line feed) and the hash of an envelope given without `hash`.

    Raises ValueError for a value that canonical JSON cannot hold.
    """
    parts = {key: canonical(fields[key]) for key in sorted(FIELDS) if key != "hash"}
    digest = hashlib.sha256(_object(parts)).hexdigest()
    return _object({**parts, "hash": canonical(digest)}), digest


def _object(parts: dict[str, bytes]) -> bytes:
    return b"{" + b",".join(b'"%s":%s' % (key.encode(), parts[key]) for key in sorted(parts)) + b"}"


def parse_json(line: bytes) -> dict[str, Any]:
    """The JSON object of one line. Raises DamageError."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise DamageError(f"byte {problem.start + 1} is not UTF-8 text") from None
    try:
        fields = json.loads(text, parse_int=_whole_number)
    except (ValueError, RecursionError):
        raise DamageError(_why_not_json(text)) from None
    if not isinstance(fields, dict):
        raise DamageError("not a JSON object")
    return fields


def _whole_number(digits: str) -> int | float:
    """Canonical JSON writes a large float without a point; what no float holds exactly as an integer was a float."""
    return int(digits) if len(digits) < LARGE_DIGITS else float(digits)


def _why_not_json(text: str) -> str:
    if text.startswith("{") and not text.rstrip().endswith("}"):
        return "the line is cut off or was edited: its JSON does not end"
    return "the line is not valid JSON"


def check_envelope(line: bytes, fields: dict[str, Any]) -> None:
    """Refuse other keys or types, an edited line and bytes that are not canonical. Raises DamageError."""
    for key, kind in FIELDS.items():
        if type(fields.get(key)) is not kind:
            raise DamageError(f"the line was edited: `{key}` should be there as {kind.__name__}")
    if extra := sorted(set(fields) - set(FIELDS)):
        raise DamageError(f"the line was edited: `{extra[0]}` does not belong there")
    try:
        expected, digest = seal(fields)
    except (ValueError, RecursionError) as problem:
        raise DamageError(f"the line was edited: {problem}") from None
    if digest != fields["hash"]:
        raise DamageError("the line was edited: its hash does not fit what it says")
    if expected != line:
        raise DamageError("the line was rewritten: its bytes are not in canonical form")


def parse_payload(kind: str, data: dict[str, Any]) -> Payload:
    """The typed payload; a kind that this program does not know becomes Unknown. Raises DamageError."""
    try:
        return PAYLOADS.get(kind, Unknown).model_validate(data)
    except ValidationError as problems:
        first = problems.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in ("data", *first["loc"]))
        raise DamageError(f"{kind}: `{place}`: {first['msg']}") from None


def event(fields: dict[str, Any]) -> Event:
    """The event of an envelope that was checked. Raises DamageError for a payload that does not fit its kind."""
    return Event(
        seq=fields["seq"],
        at=fields["at"],
        turn=fields["turn"],
        kind=fields["kind"],
        data=parse_payload(fields["kind"], fields["data"]),
        prev=fields["prev"],
        hash=fields["hash"],
    )
