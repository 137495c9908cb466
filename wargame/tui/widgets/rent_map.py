"""The rent map: who holds which layer's rent, what this turn shifted, and the path so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from wargame.tui.map_drawing import HEAD_LINES, Cursor, column_at, draw
from wargame.tui.map_grid import TOTAL, WORLD, Grid, grid
from wargame.tui.table import Figures, Table
from wargame.tui.text import amount
from wargame.tui.widgets.cells import Cells


class RentMap(Cells):
    """Draws the map of the table it is given; posts `Asked` when somebody wants the why of a figure."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o", "open_row", "open row", id="map.open-row", tooltip="Open or close the bloc: its firms and the rest"
        ),
        Binding("c", "open_column", "column", id="map.open-column", tooltip="Open or close the column: its layers"),
    ]

    @dataclass
    class Asked(Message):
        """Somebody asks why: of holders and layers (indices into the table), under the name the map gives them."""

        name: str
        row: str
        column: str
        holders: tuple[int, ...]
        layers: tuple[int, ...]

    table: reactive[Table | None] = reactive(None)
    open_rows: reactive[frozenset[str]] = reactive(frozenset(), layout=True)
    open_columns: reactive[frozenset[str]] = reactive(frozenset())

    @property
    def grid(self) -> Grid | None:
        """The figures on show."""
        return grid(self.table, self.open_rows, self.open_columns) if self.table else None

    def render(self) -> Content:
        """The map at the widget's width."""
        shown = self.grid
        if shown is None or self.table is None:
            return Content("waiting for the game to start")
        self._entitle(self.table.shown, shown.full)
        cursor = Cursor(self.row, self.column, self.cursor_style) if self.has_focus else None
        return draw(shown, self.table.shown, self.content_size.width, cursor)

    def _entitle(self, figures: Figures, full: float) -> None:
        when = f"after turn {figures.turn} ({figures.label})" if figures.turn else "at the start"
        self.border_title = f"Rents {when}, USD bn a year" + ("   ▲▼ shift of the turn" if figures.turn else "")
        self.border_subtitle = f"a full bar is {amount(full)} bn"

    def get_content_height(self, *_: object) -> int:
        """One line for the header and for each row, the commons and the binding layers."""
        shown = self.grid
        if shown is None or self.table is None:
            return 3
        return HEAD_LINES + len(shown.rows) + 1 + bool(self.table.shown.binding)

    def bounds(self) -> tuple[int, int, int]:
        """The header is the row above the first."""
        shown = self.grid
        return (-1, len(shown.rows) - 1, len(shown.columns) - 1) if shown else (0, 0, 0)

    def action_open_row(self) -> None:
        """Open or close the bloc the cursor is in."""
        shown = self.grid
        if shown is None or self.table is None or self.row < 0 or shown.rows[self.row].key == WORLD:
            return
        bloc = self.table.blocs[shown.rows[self.row].bloc].id
        self.open_rows = self.open_rows ^ {bloc}
        after = [line.key for line in self.grid.rows] if self.grid else []
        self.row = after.index(bloc)

    def action_open_column(self) -> None:
        """Open or close the column the cursor is in."""
        shown = self.grid
        if shown is None or self.table is None or shown.columns[self.column].key == TOTAL:
            return
        group = self.table.layers[shown.columns[self.column].members[0]].column
        self.open_columns = self.open_columns ^ {group}
        after = [line.key for line in self.grid.columns] if self.grid else []
        self.column = after.index(group)

    def action_why(self) -> None:
        """Ask why the figure under the cursor moved; on the header, the whole world's."""
        shown = self.grid
        if shown is None:
            return
        row = shown.rows[self.row if self.row >= 0 else -1]
        column = shown.columns[self.column]
        name = f"{row.name}, {'all layers' if column.key == TOTAL else column.name}"
        self.post_message(self.Asked(name, row.key, column.key, row.members, column.members))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second one asks why; a click on a name opens its row or column."""
        shown = self.grid
        at = event.get_content_offset(self)
        if shown is None or at is None:
            return
        row = at.y - HEAD_LINES
        column = column_at(shown, self.content_size.width, self.column, at.x)
        if row >= len(shown.rows):
            return
        self.row, self.column = row, max(column, 0)
        if column < 0:
            self.action_open_row()
        elif row < 0:
            self.action_open_column()
        elif event.chain == 2:
            self.action_why()
