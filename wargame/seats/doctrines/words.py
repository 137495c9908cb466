"""What a scripted seat says: templates filled with what it sees, never the same sentence twice."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from wargame.seats.doctrines.expression import NotKnown
from wargame.seats.doctrines.situation import Situation


def fill(text: str, situation: Situation, extra: Mapping[str, Any]) -> str:
    """A template with its figures; NotKnown where one does not exist here."""
    return text.format_map(ChainMap(dict(extra), situation))  # type: ignore[arg-type]  # only read, never written


def choose(
    texts: Sequence[str], situation: Situation, extra: Mapping[str, Any], said: Collection[str], first: int = 0
) -> str:
    """The first text from number `first` on that can be filled and was not said before; empty where there is none."""
    for step in range(len(texts)):
        try:
            filled = fill(texts[(first + step) % len(texts)], situation, extra)
        except NotKnown:
            continue
        if not any(filled in before for before in said):
            return filled
    return ""


def joined(parts: Sequence[str], limit: int) -> str:
    """Whole sentences one after the other, as many as fit into `limit` characters."""
    text = ""
    for part in parts:
        longer = f"{text} {part}".strip()
        if part and len(longer) <= limit:
            text = longer
    return text
