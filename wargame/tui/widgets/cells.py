"""A widget whose figures can be walked: a cursor over rows and columns with the same keys everywhere."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widget import Widget


class Cells(Widget, can_focus=True):
    """Base of the map and the boards: `row` and `column` are the cursor, `bounds` says how far it may go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", "up", id="cells.up", show=False, tooltip="Figure above"),
        Binding("down,j", "move(1, 0)", "down", id="cells.down", show=False, tooltip="Figure below"),
        Binding("shift+left,h", "move(0, -1)", "left", id="cells.left", show=False, tooltip="Figure to the left"),
        Binding("shift+right,l", "move(0, 1)", "right", id="cells.right", show=False, tooltip="Figure to the right"),
        Binding("enter", "why", "why", id="cells.why", tooltip="Why the figure under the cursor moved"),
    ]

    row: reactive[int] = reactive(0)
    column: reactive[int] = reactive(0)

    def bounds(self) -> tuple[int, int, int]:
        """First row, last row and last column of the cursor."""
        raise NotImplementedError

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor as far as it may go."""
        first, last, columns = self.bounds()
        self.row = min(max(self.row + down, first), last)
        self.column = min(max(self.column + right, 0), columns)

    def action_why(self) -> None:
        """Ask why the figure under the cursor moved."""
        raise NotImplementedError

    @property
    def cursor_style(self) -> str:
        """How the cursor is marked; without colour, in reverse."""
        return "reverse" if self.app.no_color else "bold on $cursor"
