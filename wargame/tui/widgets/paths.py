"""Rent paths: one small chart for each bloc, all on one scale, from the start to the turn shown."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from wargame.tui.map_grid import Cell, Line, grid
from wargame.tui.table import Table
from wargame.tui.text import amount, clip, column, shift, tone
from wargame.tui.themes import bloc_style

LABEL = 16
MOST_LINES = 6


class Paths(Widget):
    """Draws what room allows: at least one line for each bloc."""

    table: reactive[Table | None] = reactive(None)

    def on_mount(self) -> None:
        """Name the charts."""
        self.border_title = "Rent paths of the blocs, one scale"

    def render(self) -> Content:
        """The charts at the widget's size."""
        if self.table is None:
            return Content("")
        shown = grid(self.table, (), ())
        blocs = [(row, cells[-1]) for row, cells in zip(shown.rows[:-1], shown.cells[:-1], strict=True)]
        height = min(max(self.content_size.height // max(len(blocs), 1), 1), MOST_LINES)
        full = max(max(total.path) for _, total in blocs)
        charts = [self._chart(row, total, full, height, self.table.turns + 1) for row, total in blocs]
        return Content("\n").join(line for chart in charts for line in chart)

    def _chart(self, row: Line, total: Cell, full: float, height: int, turns: int) -> list[Content]:
        """Name and value on the left of the lowest lines, then a column for each turn."""
        wide = max((self.content_size.width - LABEL) // turns, 1)
        drawn = max(height - 1, 1)
        columns = [column(value, full, drawn) for value in total.path]
        value = Content.assemble((amount(total.value), "bold"), (shift(total.change), tone(total.change)))
        name = Content.styled(clip(row.name, LABEL - 1), f"bold {bloc_style(row.bloc)}")
        labels = [Content("")] * (drawn - 2) + [name, value] if drawn > 1 else [name]
        lines = []
        for at in range(drawn):
            label = Content.assemble(" ", labels[at], " " * (LABEL - 1 - labels[at].cell_length))
            bars = "".join(cells[at] * (wide - 1) + (" " if wide > 1 else cells[at]) for cells in columns)
            lines.append(Content.assemble(label, (bars, bloc_style(row.bloc))))
        return lines + [Content("")] * (height - drawn)
