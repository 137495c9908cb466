"""A question that is asked once: what is about to happen, enter for yes, escape for no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class ConfirmScreen(ModalScreen[bool]):
    """Shows lines of text under a question; gives True for yes."""

    CSS_PATH = "forms.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "dismiss(True)", "yes", id="confirm.yes"),
        Binding("escape,n", "dismiss(False)", "no", id="confirm.no"),
    ]

    def __init__(self, question: str, lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._question, self._lines = question, lines

    def compose(self) -> ComposeResult:
        """The lines in a frame."""
        with VerticalScroll(classes="box"):
            yield Static(Content("\n").join(Content(line) for line in self._lines), id="lines")

    def on_mount(self) -> None:
        """Name the frame by the question."""
        box = self.query_one(VerticalScroll)
        box.border_title = Content(self._question)
        box.border_subtitle = "enter yes · esc no"
        box.focus()
