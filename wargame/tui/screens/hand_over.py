"""Between two people at one terminal: nothing of the seat before is left to see until the next one sits down."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class HandOverScreen(Screen[bool]):
    """Covers everything; True once the person of the seat sits there or its time is up, False to go to the table."""

    CSS_PATH = "forms.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "sit down", id="hand-over.sit", tooltip="The person of the seat sits here"),
        Binding("escape", "dismiss(False)", "table", id="hand-over.table", tooltip="Back to the shared table"),
    ]

    def __init__(self, seat: str, what: str, waits: Callable[[], bool]) -> None:
        super().__init__()
        self._seat, self._what, self._waits = seat, what, waits

    def on_mount(self) -> None:
        """Go when the time is up."""
        self.set_interval(1.0, lambda: None if self._waits() else self.dismiss(True))

    def compose(self) -> ComposeResult:
        """Who is to sit down, for what, and how."""
        text = Content("\n").join(
            [
                Content.styled(self._seat, "bold $primary"),
                Content(f"is asked for {self._what}"),
                Content(""),
                Content.assemble("Press ", ("enter", "bold"), f" when {self._seat} sits here."),
                Content("Everyone else looks away."),
                Content(""),
                Content.styled("esc  back to the shared table", "$quiet"),
            ]
        )
        with Vertical(id="hand-over"):
            yield Static(text)
