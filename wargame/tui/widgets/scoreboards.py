"""The scoreboards: every seat on every board, 100 at the start, with the shape of the turn's change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from wargame.tui.table import SeatLine, Table
from wargame.tui.text import clip
from wargame.tui.themes import bloc_style
from wargame.tui.widgets.cells import Cells

GOAL = "goal"

SHORT = {
    "goal": "goal",
    "rent": "rent",
    "rent_share": "shar",
    "welfare": "welf",
    "autonomy": "auto",
    "survival": "surv",
    "benchmark": "best",
}
"""Column heads, in order; a board that is not named here comes last under its own name."""

GOAL_CELL = 8
CELL = 5
WIDE_CELL = 8
LABEL = 17


class Scoreboards(Cells):
    """Draws the boards of the table it is given; posts `Asked` for the why of a figure."""

    @dataclass
    class Asked(Message):
        """Somebody asks why a seat stands where it does on a board."""

        seat: str
        board: str

    table: reactive[Table | None] = reactive(None, layout=True)

    def on_mount(self) -> None:
        """Name the boards."""
        self.border_title = "Scoreboards, 100 = start"

    @property
    def boards(self) -> list[str]:
        """Boards on show, in order: as many as fit beside the names."""
        if self.table is None or not self.table.shown.boards:
            return []
        there = next(iter(self.table.shown.boards.values()))
        named = [*(board for board in SHORT if board in there), *(board for board in there if board not in SHORT)]
        fitting = (self.content_size.width - LABEL - GOAL_CELL) // CELL + 1
        return named[: max(fitting, 1)]

    def bounds(self) -> tuple[int, int, int]:
        """All seats and boards."""
        return (0, max(len(self.table.seats) - 1, 0), max(len(self.boards) - 1, 0)) if self.table else (0, 0, 0)

    def get_content_height(self, *_: object) -> int:
        """A line for the heads and one for each seat."""
        return 1 + len(self.table.seats) if self.table else 1

    def _widths(self) -> list[int]:
        """Width of the names, then of each board."""
        boards, width = self.boards, self.content_size.width
        spare = (width - LABEL - GOAL_CELL - CELL * (len(boards) - 1)) // (len(boards) + 1)
        extra = min(max(spare, 0), WIDE_CELL - CELL)
        cells = [(GOAL_CELL if board == GOAL else CELL) + extra for board in boards]
        return [max(width - sum(cells), 1), *cells]

    def render(self) -> Content:
        """The boards at the widget's width."""
        if self.table is None or not self.boards:
            return Content.styled("no turn is closed yet", "$quiet")
        label, *cells = self._widths()
        heads = "".join(
            clip(SHORT.get(board, board), cell - 1).rjust(cell - 1) + " "
            for board, cell in zip(self.boards, cells, strict=True)
        )
        lines = [Content.styled(" " * label + heads, "$secondary bold")]
        lines += [self._line(at, seat, label, cells) for at, seat in enumerate(self.table.seats)]
        return Content("\n").join(lines)

    def _line(self, at: int, seat: SeatLine, label: int, cells: list[int]) -> Content:
        assert self.table is not None
        bloc = next((index for index, bloc in enumerate(self.table.blocs) if bloc.id == seat.bloc), -1)
        leads = seat.id == self.table.first
        name = clip(f" {seat.name}", label - 1).ljust(label)
        parts = [Content.styled(name, bloc_style(bloc) + (" bold" if leads else ""))]
        for column, (board, cell) in enumerate(zip(self.boards, cells, strict=True)):
            drawn = self._figure(seat.id, board, cell)
            here = self.has_focus and (self.row, self.column) == (at, column)
            parts.append(drawn.stylize(self.cursor_style) if here else drawn)
        return Content("").join(parts)

    def _figure(self, seat: str, board: str, cell: int) -> Content:
        assert self.table is not None
        value = self.table.shown.boards[seat][board]
        before = self.table.figures[-2].boards if len(self.table.figures) > 1 else {}
        text = _number(value, board)
        shape, style = " ", "$quiet"
        if seat in before:
            was = before[seat][board]
            moved = _number(was, board) != text
            shape, style = ("=", "$quiet") if not moved else ("▲", "$gain") if value > was else ("▼", "$loss")
        star = "★" if board == GOAL and seat == self.table.first else ""
        return Content.assemble(
            (star.rjust(cell - 1 - len(text)), "$accent"), (text, "bold" if star else ""), (shape, style)
        )

    def action_why(self) -> None:
        """Ask about the figure under the cursor."""
        if self.table is not None and self.boards:
            self.post_message(self.Asked(self.table.seats[self.row].id, self.boards[self.column]))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second one asks why."""
        at = event.get_content_offset(self)
        if at is None or self.table is None or not 1 <= at.y <= len(self.table.seats):
            return
        edges = accumulate(self._widths())
        past = sum(at.x >= edge for edge in edges)
        self.row, self.column = at.y - 1, min(max(past - 1, 0), max(len(self.boards) - 1, 0))
        if event.chain == 2:
            self.action_why()


def _number(value: float, board: str) -> str:
    return f"{value + 0.0:+.2f}".replace("-0.00", "+0.00") if board == GOAL else f"{value:.0f}"
