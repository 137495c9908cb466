"""A list to choose one or several things from, with a line to find them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

FIND_FROM = 9
"""Lists this long get a line to find things by."""


class ChoiceScreen(ModalScreen[tuple[str, ...]]):
    """Gives the ids chosen (with `many`: those marked by space, then enter); nothing where the person leaves."""

    CSS_PATH = "forms.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(())", "back", id="choice.back"),
        Binding("slash", "find", "find", id="choice.find"),
        Binding("space", "mark", "mark", id="choice.mark"),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], *, many: bool = False) -> None:
        super().__init__()
        self._title, self._choices, self._many = title, choices, many
        self._marked: list[str] = []

    def compose(self) -> ComposeResult:
        """The list in a frame."""
        with Vertical(classes="box"):
            yield Input(placeholder="type to find, enter to go to the list", id="find", compact=True)
            yield OptionList(id="choices", markup=False, compact=True)

    def on_mount(self) -> None:
        """Fill the list."""
        box = self.query_one(Vertical)
        box.border_title = Content(self._title)
        keys = "space mark · enter done · esc back" if self._many else "enter choose · esc back"
        long = len(self._choices) >= FIND_FROM
        box.border_subtitle = keys + (" · / find" if long else "")
        self.query_one("#find").display = False
        self._fill("")
        self.query_one(OptionList).focus()

    def _fill(self, words: str) -> None:
        shown = self.query_one(OptionList)
        shown.clear_options()
        found = [(id_, name) for id_, name in self._choices if words.casefold() in name.casefold()]
        shown.add_options(Option(self._line(id_, name), id=id_) for id_, name in found)
        shown.highlighted = 0 if found else None

    def _line(self, id_: str, name: str) -> Content:
        mark = ("■ " if id_ in self._marked else "· ") if self._many else ""
        return Content(mark + name)

    def action_find(self) -> None:
        """Open the line to find by."""
        find = self.query_one("#find", Input)
        find.display = True
        find.focus()

    def action_mark(self) -> None:
        """Mark what is under the cursor, or not any more."""
        shown = self.query_one(OptionList)
        option = shown.highlighted_option
        if self._many and option is not None and option.id is not None:
            id_ = option.id
            self._marked = [kept for kept in self._marked if kept != id_] + ([] if id_ in self._marked else [id_])
            shown.replace_option_prompt(id_, self._line(id_, dict(self._choices)[id_]))

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(tuple(self._marked) if self._many else (event.option_id or "",))
