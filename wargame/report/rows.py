"""Rent paths and boards as tidy rows: one figure a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields

from wargame.report.words import Names
from wargame.views import Game

FORMULA = ("=", "+", "-", "@")
UNITS = {"rent": "USD bn per year", "rent_share": "share", "welfare": "USD bn per year", "autonomy": "share"}


@dataclass(frozen=True)
class Row:
    """A figure: `rent` of a holder in a layer, or a `board` (or goal) of a seat, after a turn; turn 0 is the start."""

    turn: int
    period: str
    measure: str
    who: str
    name: str
    bloc: str
    item: str
    unit: str
    value: float


def table(game: Game) -> str:
    """All rows as CSV with a head line; full precision."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Row))
    for row in _rows(game, Names(game)):
        writer.writerow(map(_cell, astuple(row)))
    return out.getvalue()


def _cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _rows(game: Game, names: Names) -> Iterator[Row]:
    pack = game.pack
    for turn in range(game.closed + 1):
        period, rents, boards = names.period(turn), game.rents(turn), game.boards(turn)
        for place, holder in enumerate(pack.holders):
            for column, layer in enumerate(pack.layers):
                value = float(rents[place, column])
                name = names.holders[place]
                yield Row(turn, period, "rent", holder.id, name, holder.bloc, layer.id, UNITS["rent"], value)
        for seat in pack.seats:
            for board, value in boards[seat.id].items():
                unit = UNITS.get(board, "index")
                yield Row(turn, period, "board", seat.id, names.thing(seat.id), seat.bloc, board, unit, value)
