"""The top bar: which game, which turn, which phase, how the playback runs."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from wargame.tui.table import Table
from wargame.tui.text import clip, seconds

PHASES = {"injects": "injects", "talk": "talk", "orders": "orders", "adjudication": "ruling"}
"""The phases of a turn as the bar names them, in order."""

WIDE = 112
MIDDLE = 96


class TopBar(Widget):
    """One line; what does not fit is left out from the least important on."""

    table: reactive[Table | None] = reactive(None)
    playing: reactive[bool] = reactive(False)
    speed: reactive[float] = reactive(1.0)
    finished: reactive[bool] = reactive(False)

    def render(self) -> Content:
        """The line at the widget's width."""
        width = self.content_size.width
        if self.table is None:
            return Content(" wargame: waiting for the game to start")
        left = Content.assemble(*self._left(self.table, width))
        right = Content.assemble(*self._right(self.table, width))
        gap = width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(gap, 1), right)

    def _left(self, table: Table, width: int) -> list[tuple[str, str]]:
        turn = f"turn {table.turn} of {table.turns}" if width >= MIDDLE else f"turn {table.turn}/{table.turns}"
        gauge = "■" * min(table.turn, table.turns) + "□" * max(table.turns - table.turn, 0)
        parts = [
            (" " + clip(table.scenario, 24 if width >= MIDDLE else 15) + "  ", "bold"),
            (turn, "bold $primary"),
            (f" {table.label}  ", "$primary"),
        ]
        if width >= MIDDLE and table.turns <= 12:
            parts.append((gauge + "  ", "$primary"))
        parts.append(
            (f"thesis {table.thesis}  " if width >= MIDDLE or table.thesis == "hidden" else f"{table.thesis}  ", "")
        )
        return parts + self._phase(table, width)

    def _phase(self, table: Table, width: int) -> list[tuple[str, str]]:
        over = "ruling" if table.turn else "start"
        now = over if table.phase == "closed" else PHASES.get(table.phase, table.phase)
        if table.phase == "ended" or width < WIDE + 20:
            return [(f" {now.upper()} ", "reverse bold")]
        parts: list[tuple[str, str]] = []
        for phase in PHASES.values():
            here = phase == now
            parts += [(f" {phase.upper() if here else phase} ", "reverse bold" if here else "$quiet")]
        return parts

    def _right(self, table: Table, width: int) -> list[tuple[str, str]]:
        state = "■ end" if self.finished else "▶" if self.playing else "‖ paused"
        speed = f" ×{self.speed:g}" if not self.finished else ""
        parts = [(f"{state}{speed}  ", "bold $accent" if self.playing else "$quiet")]
        if width >= MIDDLE:
            parts.append((seconds(table.elapsed).rjust(5) + "  ", "$quiet"))
        mode = "● rec" if table.live else "↺ replay"
        parts.append((mode, "$alert bold" if table.live else "$quiet"))
        if table.lens:
            parts.insert(0, (f"{clip(table.lens, 16)} view  ", "bold $secondary"))
        if width >= MIDDLE:
            parts.append((f"  seed {table.seed}", "$quiet"))
        return [*parts, (" ", "")]
