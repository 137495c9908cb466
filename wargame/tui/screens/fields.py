"""A few lines to fill in and send; what is refused is said under them, and what it would do, if that is known."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from wargame.events import CommandRefused
from wargame.events.orders import MAX_LINE
from wargame.tui.text import plain

Values = Mapping[str, str]
Send = Callable[[Values], Awaitable[None]]
Tell = Callable[[Values], Awaitable[Content]]


@dataclass(frozen=True)
class Field:
    """A line: its key, what it is called, what stands in it at first; empty lines are not sent."""

    key: str
    label: str
    value: str = ""


class FieldsScreen(ModalScreen[bool]):
    """Sends the values by `send`, which raises CommandRefused or ValueError with the reason where they cannot stand;
    `tell` says what they would do, anew with every key. Gives True once sent."""

    CSS_PATH = "forms.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "back", id="fields.back")]

    def __init__(
        self, title: str, fields: Sequence[Field], send: Send, *, hint: str = "", tell: Tell | None = None
    ) -> None:
        super().__init__()
        self._title, self._fields, self._send, self._hint, self._tell = title, fields, send, hint, tell

    def compose(self) -> ComposeResult:
        """The lines in a frame."""
        with VerticalScroll(classes="box", can_focus=False):
            if self._hint:
                yield Static(Content.styled(self._hint, "$quiet"))
            for field in self._fields:
                yield Static(Content.styled(field.label, "$secondary"))
                yield Input(field.value, id=field.key, classes="line", max_length=MAX_LINE, compact=True)
            yield Static(id="tells")
            yield Static(id="said")

    def on_mount(self) -> None:
        """Start in the first line."""
        box = self.query_one(VerticalScroll)
        box.border_title = Content(self._title)
        box.border_subtitle = "tab next · enter send · esc back"
        self.query_one(f"#{self._fields[0].key}").focus()
        self._foresee()

    def _values(self) -> dict[str, str]:
        return {field.key: self.query_one(f"#{field.key}", Input).value.strip() for field in self._fields}

    @on(Input.Changed)
    def _changed(self) -> None:
        self._foresee()

    @work(group="ruling", exclusive=True)
    async def _foresee(self) -> None:
        if self._tell is None:
            return
        try:
            told = await self._tell(self._values())
        except (CommandRefused, ValueError) as error:
            told = Content.styled(plain(str(error)), "$alert")
        self.query_one("#tells", Static).update(told)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        values = self._values()
        empty = [field for field in self._fields if not values[field.key]]
        if empty:
            self.query_one(f"#{empty[0].key}").focus()
            self._say(f"{empty[0].label}: required")
        else:
            self._deliver(values)

    @work(group="desk", exclusive=True)
    async def _deliver(self, values: Values) -> None:
        try:
            await self._send(values)
        except (CommandRefused, ValueError) as error:
            self._say(f"Not done: {error}")
        else:
            self.dismiss(True)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content.styled(plain(text), "$alert bold"))
