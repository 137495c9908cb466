"""Scripted players: doctrines that turn a view into talk and an order, always the same for the same view."""

from __future__ import annotations

from wargame.seats.doctrines.tables import names as table_names

GENERAL = ("hold", "random", "greedy")
PERSONA = "persona"
"""Stands for the doctrine that the seat's persona names."""


def names() -> tuple[str, ...]:
    """Every doctrine that `scripted:` takes, besides `persona`."""
    return (*GENERAL, *table_names())


__all__ = ["GENERAL", "PERSONA", "names"]
