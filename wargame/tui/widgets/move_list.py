"""The legal moves of a seat grouped by layer, with cost; picked ones carry their intensity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from wargame.tui.order_draft import OrderDraft, Rules


class MoveList(OptionList):
    """Space or enter picks a move, + and - or 1 to 3 set how hard it is pushed; posts `Changed` and `Pointed`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "pick", id="moves.pick", tooltip="Pick the move under the cursor, or not any more"),
        Binding("j", "cursor_down", "down", id="moves.down", show=False),
        Binding("k", "cursor_up", "up", id="moves.up", show=False),
        Binding("plus,equals_sign", "push(1)", "harder", id="moves.harder", tooltip="Push the move harder, up to ×3"),
        Binding("minus", "push(-1)", "softer", id="moves.softer", tooltip="Push the move less hard"),
        *(Binding(str(at), f"intensity({at})", f"×{at}", id=f"moves.at-{at}", show=False, tooltip="Intensity 1 to 3")
          for at in (1, 2, 3)),
    ]  # fmt: skip

    @dataclass
    class Changed(Message):
        """The order is another one now."""

        draft: OrderDraft

    @dataclass
    class Pointed(Message):
        """The cursor stands on another move (its option id)."""

        option: str

    def __init__(self, draft: OrderDraft) -> None:
        super().__init__(id="moves", markup=False)
        self.draft = draft

    def on_mount(self) -> None:
        """List the moves."""
        self.border_title = "Moves open to you"
        self.fill()

    def fill(self, words: str = "") -> None:
        """List the moves whose names, target or layer hold some words."""
        rules, lines = self.draft.rules, list[Line | None]()
        for layer, options in rules.groups():
            found = [option for option in options if _holds(rules, layer, option.id, words)]
            if found:
                lines.append(Line(Content.styled(layer, "$secondary bold"), disabled=True))
                lines += [Line(self._line(option.id), id=option.id) for option in found]
        self.clear_options()
        self.add_options(lines or [Line("no move holds these words", disabled=True)])
        self.highlighted = 1 if lines else None

    @property
    def pointed(self) -> str | None:
        """Option id of the move under the cursor."""
        return self.highlighted_option.id if self.highlighted_option is not None else None

    def action_push(self, by: int) -> None:
        """Push the move under the cursor harder or less hard; less than 1 lets it go."""
        if (id_ := self.pointed) is not None:
            now = self.draft.picked.get(id_, 0)
            self._change(
                id_, self.draft.toggled(id_) if now and now + by < 1 else self.draft.at_intensity(id_, now + by)
            )

    def action_intensity(self, intensity: int) -> None:
        """Pick the move under the cursor at an intensity."""
        if (id_ := self.pointed) is not None:
            self._change(id_, self.draft.at_intensity(id_, intensity))

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self._change(event.option_id, self.draft.toggled(event.option_id))

    @on(OptionList.OptionHighlighted)
    def _point(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Pointed(event.option_id))

    def _change(self, id_: str, draft: OrderDraft) -> None:
        self.draft = draft
        self.replace_option_prompt(id_, self._line(id_))
        self.post_message(self.Changed(draft))

    def _line(self, id_: str) -> Content:
        option = next(option for option in self.draft.rules.options if option.id == id_)
        intensity = self.draft.picked.get(id_, 0)
        mark = ("■×" + str(intensity), "bold $primary") if intensity else (" · ", "$quiet")
        cost = option.cost * max(intensity, 1)
        return Content.assemble(
            mark, (f"{cost:>3} pt  ", "$accent"), (self.draft.rules.label(option), "bold" * bool(intensity))
        )


def _holds(rules: Rules, layer: str, id_: str, words: str) -> bool:
    option = next(option for option in rules.options if option.id == id_)
    return words.casefold() in f"{layer} {rules.label(option)}".casefold()
