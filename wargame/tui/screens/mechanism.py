"""One mechanism at work: its equation, what went in and came out, its parameters with range and source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from wargame.events import Firing
from wargame.tui.text import plain


class MechanismScreen(ModalScreen[None]):
    """Shows a firing of a rule in full."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", "close", id="mechanism.close", tooltip="Back to the why"),
    ]

    def __init__(self, firing: Firing) -> None:
        super().__init__()
        self._firing = firing

    def compose(self) -> ComposeResult:
        """Everything the referee recorded about it."""
        with VerticalScroll(id="mechanism"):
            yield Static(self._text())

    def on_mount(self) -> None:
        """Name it."""
        self.query_one(
            "#mechanism"
        ).border_title = f"{plain(self._firing.mechanism)} {plain(self._firing.rule)}".replace("[", "(")
        self.query_one("#mechanism").border_subtitle = "esc back"

    def _text(self) -> Content:
        firing = self._firing
        blocks = [Content.styled(plain(firing.text), "bold"), _block("equation", [("", plain(firing.equation))])]
        blocks.append(_block("inputs", _numbers(firing.inputs)))
        blocks.append(_block("outputs", _numbers(firing.outputs)))
        blocks += [_parameter(parameter) for parameter in firing.parameters]
        if firing.causes:
            blocks.append(_block("set in motion by", [("", plain(cause)) for cause in firing.causes]))
        return Content("\n\n").join(blocks)


def _numbers(values: Mapping[str, float]) -> list[tuple[str, str]]:
    return [(plain(name), f"{value:.6g}") for name, value in values.items()]


def _block(title: str, lines: list[tuple[str, str]]) -> Content:
    width = max([len(name) for name, _ in lines], default=0)
    rows = [
        Content.assemble(("  " + name.ljust(width), "$quiet"), ("  " if width else "", ""), text)
        for name, text in lines
    ]
    return Content("\n").join(
        [Content.styled(title, "$secondary bold"), *(rows or [Content.styled("  none", "$quiet")])]
    )


def _parameter(parameter: Mapping[str, Any]) -> Content:
    known = dict(parameter)
    name = known.pop("id", known.pop("name", "parameter"))
    low, high = known.pop("low", None), known.pop("high", None)
    lines = [(plain(key), _value(value)) for key, value in known.items()]
    if low is not None and high is not None:
        lines.insert(1, ("range", f"{_value(low)} to {_value(high)}"))
    return _block(f"parameter {plain(str(name))}", lines)


def _value(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else plain(str(value))
