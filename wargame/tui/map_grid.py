"""The rent map as numbers: rows of holders, columns of layers, each of which may be open; no drawing here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from wargame.tui.table import Table

WORLD = "world"
TOTAL = "total"


@dataclass(frozen=True)
class Line:
    """A row or column: the holders or layers (indices) it sums; `part` of another, or one that `opens`."""

    key: str
    name: str
    members: tuple[int, ...]
    part: bool = False
    opens: bool = False
    opened: bool = False
    bloc: int = -1


@dataclass(frozen=True)
class Cell:
    """A figure of the map, USD bn a year: its path from the start, the last value being the one shown."""

    path: tuple[float, ...]

    @property
    def value(self) -> float:
        """The rent in the turn shown."""
        return self.path[-1]

    @property
    def change(self) -> float | None:
        """What the turn changed; None at the start, where there is no turn before."""
        return self.path[-1] - self.path[-2] if len(self.path) > 1 else None


@dataclass(frozen=True)
class Grid:
    """All rows and columns on show, with every figure."""

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[Cell, ...], ...]
    full: float

    def cell(self, row: int, column: int) -> Cell:
        """The figure where a row and a column meet."""
        return self.cells[row][column]


def rows(table: Table, opened: Collection[str]) -> tuple[Line, ...]:
    """Blocs with, where open, their holders; then the world."""
    lines: list[Line] = []
    for index, bloc in enumerate(table.blocs):
        members = [(at, holder) for at, holder in enumerate(table.holders) if holder.bloc == bloc.id]
        opens = len(members) > 1
        is_open = opens and bloc.id in opened
        lines.append(Line(bloc.id, bloc.name, tuple(at for at, _ in members), False, opens, is_open, index))
        if is_open:
            lines += [Line(holder.id, holder.name, (at,), part=True, bloc=index) for at, holder in members]
    return (*lines, Line(WORLD, "World", tuple(range(len(table.holders)))))


def columns(table: Table, opened: Collection[str]) -> tuple[Line, ...]:
    """Columns in the order of the layers with, where open, their layers; then the total."""
    groups = list(dict.fromkeys(layer.column for layer in table.layers))
    lines: list[Line] = []
    for group in groups:
        members = [(at, layer) for at, layer in enumerate(table.layers) if layer.column == group]
        opens = len(members) > 1
        is_open = opens and group in opened
        lines.append(Line(group, group, tuple(at for at, _ in members), False, opens, is_open))
        if is_open:
            lines += [Line(layer.id, layer.name, (at,), part=True) for at, layer in members]
    return (*lines, Line(TOTAL, "total", tuple(range(len(table.layers)))))


def grid(table: Table, open_rows: Collection[str], open_columns: Collection[str]) -> Grid:
    """The map of the turn shown; `full` is the largest cell of a bloc so far, the end of the one scale of all bars."""
    lines, heads = rows(table, open_rows), columns(table, open_columns)
    rents = np.stack([figures.rents for figures in table.figures])

    def cell(row: Line, column: Line) -> Cell:
        path = rents[:, list(row.members)][:, :, list(column.members)].sum(axis=(1, 2))
        return Cell(tuple(float(value) for value in path))

    cells = tuple(tuple(cell(row, column) for column in heads) for row in lines)
    scaled = [max(cell(row, column).path) for row in rows(table, ()) for column in columns(table, ())[:-1]
              if row.key != WORLD]  # fmt: skip
    return Grid(lines, heads, cells, max(scaled, default=1.0))
