"""The seat rail: who sits where, what answers for them, and how they stand in this turn."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from wargame.tui.table import SeatLine, Table
from wargame.tui.text import clip, seconds
from wargame.tui.themes import bloc_style

ROOMY = 4
"""Lines a seat may take before its moves and last statement are shown too."""

STRIP_CELL = 19
NAME = 18


def status(seat: SeatLine) -> tuple[str, str]:
    """Mark, word and time of a seat, and the style that repeats it."""
    if seat.status == "idle":
        return "·", "$quiet"
    if seat.status == "thinking":
        return "… " + seconds(seat.waited), "$secondary"
    if seat.status == "held":
        return "! held", "$alert bold"
    return "✓ ready", "$success"


class SeatRail(Widget):
    """Draws one block for each seat, as roomy as its height allows; on a narrow screen, a strip of short cells."""

    table: reactive[Table | None] = reactive(None, layout=True)

    def on_mount(self) -> None:
        """Name the rail."""
        self.border_title = "Seats"

    def render(self) -> Content:
        """The seats at the widget's size."""
        if self.table is None:
            return Content("")
        if self.has_class("strip"):
            return self._strip(self.table)
        each = self.content_size.height // max(len(self.table.seats), 1)
        if each < 2:
            return Content("\n").join(self._line(self.table, seat) for seat in self.table.seats)
        blocks = [self._block(self.table, seat, each) for seat in self.table.seats]
        return Content("\n").join(blocks)

    def get_content_height(self, *_: object) -> int:
        """In a strip, the lines it takes."""
        if self.table is None or not self.has_class("strip"):
            return self.size.height or 1
        across = max((self.screen.size.width - 2) // STRIP_CELL, 1)
        return -(-len(self.table.seats) // across)

    def _bloc(self, table: Table, seat: SeatLine) -> str:
        return bloc_style(next((at for at, bloc in enumerate(table.blocs) if bloc.id == seat.bloc), -1))

    def _strip(self, table: Table) -> Content:
        across = max(self.content_size.width // STRIP_CELL, 1)
        cells = []
        for seat in table.seats:
            text, style = status(seat)
            mark = "!" if seat.fallbacks and seat.status != "held" else text[0]
            name = clip(seat.name, STRIP_CELL - 3).ljust(STRIP_CELL - 2)
            cells.append(
                Content.assemble((mark + " ", "$alert" if mark == "!" else style), (name, self._bloc(table, seat)))
            )
        lines = [Content("").join(cells[at : at + across]) for at in range(0, len(cells), across)]
        return Content("\n").join(lines)

    def _line(self, table: Table, seat: SeatLine) -> Content:
        text, style = status(seat)
        text += f", fallbacks {seat.fallbacks}" if seat.fallbacks else ""
        room = self.content_size.width - NAME - len(text) - 3
        doing = f"{seat.player}  → {'; '.join(seat.did)}" if seat.did else seat.player
        return Content.assemble(
            ("▌", self._bloc(table, seat)),
            (clip(seat.name, NAME - 1).ljust(NAME), "bold"),
            (clip(doing, room).ljust(room + 1), "$quiet"),
            (text, style),
        )

    def _block(self, table: Table, seat: SeatLine, each: int) -> Content:
        width = self.content_size.width
        text, style = status(seat)
        name = clip(seat.name, width - len(text) - 3)
        gap = " " * (width - len(name) - len(text) - 2)
        lines = [Content.assemble(("▌", self._bloc(table, seat)), (name, "bold"), gap, (text, style), " ")]
        fallbacks = f"fallbacks {seat.fallbacks}" if seat.fallbacks else ""
        player = clip(seat.player, width - len(fallbacks) - 3)
        gap = " " * (width - len(player) - len(fallbacks) - 2)
        lines.append(Content.assemble(" ", (player, "$quiet"), gap, (fallbacks, "$alert"), " "))
        if each >= ROOMY:
            lines += self._more(seat, width, each - 3)
        lines += [Content("")] * (1 if each >= 3 else 0)
        return Content("\n").join(lines)

    def _more(self, seat: SeatLine, width: int, room: int) -> list[Content]:
        moves = [Content.styled(" → " + clip(move, width - 4), "$foreground 85%") for move in seat.did][:room]
        left = room - len(moves)
        if not seat.said or left < 1:
            return moves
        wrapped = Content(f"“{seat.said}”").wrap(width - 3)
        said = [line.plain for line in wrapped]
        if len(said) > left:
            said = [*said[: left - 1], clip(said[left - 1], width - 5).rstrip("…") + "…"]
        return moves + [Content.styled(" " + line, "$quiet italic") for line in said]
