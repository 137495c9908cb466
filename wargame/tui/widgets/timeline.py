"""The timeline: turns as ticks, with what happened in each; the playback stands on one of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from wargame.tui.table import Table, TurnMarks


class Timeline(Widget):
    """Two lines: marks above, turns below. A click asks for a turn."""

    @dataclass
    class Chosen(Message):
        """Somebody wants to see a turn."""

        turn: int

    table: reactive[Table | None] = reactive(None)

    def _slots(self) -> list[tuple[int, int]]:
        """First column and width of each turn, 0 included."""
        if self.table is None:
            return []
        count, width = self.table.turns + 1, max(self.content_size.width - 2, self.table.turns + 1)
        edges = [1 + round(at * width / count) for at in range(count + 1)]
        return [(start, end - start) for start, end in pairwise(edges)]

    def render(self) -> Content:
        """The timeline at the widget's width."""
        if self.table is None:
            return Content("")
        marks = {mark.turn: mark for mark in self.table.marks}
        closed = self.table.shown.turn
        above, below = [Content(" ")], [Content(" ")]
        for turn, (_, width) in enumerate(self._slots()):
            above.append(_signs(marks.get(turn, TurnMarks(turn)), width))
            name = _name(turn, width)
            here = turn == self.table.turn
            style = "reverse bold" if here else "" if turn <= closed else "$quiet"
            line = "─" if turn <= closed else "┈"
            fill = line * max(width - len(name), 0)
            below.append(Content.assemble((name, style), (fill, "$primary" if turn < self.table.turn else "$faint")))
        return Content("\n").join([Content("").join(above), Content("").join(below)])

    def on_click(self, event: events.Click) -> None:
        """Ask for the turn under the pointer."""
        for turn, (start, width) in enumerate(self._slots()):
            if start <= event.x < start + width:
                self.post_message(self.Chosen(turn))


def _name(turn: int, width: int) -> str:
    """The longest name of a turn that fits; a dot where no number does."""
    names = ([" start "] if turn == 0 and width > 8 else []) + [f" {turn} ", f" {turn}", str(turn)]
    return next((name for name in names if len(name) <= width), "·"[:width])


def _signs(mark: TurnMarks, width: int) -> Content:
    signs = [
        ("◆" * min(mark.injects, 4), "$accent"),
        ("▲" if mark.turning_point else "", "$primary bold"),
        ("✗" * min(mark.breaches, 2), "$alert bold"),
        ("!" * min(mark.fallbacks, 3), "$alert bold"),
        ("✎" if mark.adjusted else "", "$secondary"),
    ]
    drawn = Content.assemble(" ", *signs)
    if mark.turning_point and width - drawn.cell_length > 12:
        drawn = Content.assemble(drawn, " ", (_short(mark.turning_point, width - drawn.cell_length - 2), "$quiet"))
    return drawn[:width].pad_right(max(width - drawn.cell_length, 0))


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
