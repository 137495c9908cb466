"""Help: every key, written from the bindings themselves, and how to read the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

SIDE_BY_SIDE = 110

READING = (
    (
        "map",
        "USD bn a year of rent. ▲ up, ▼ down, = unchanged in the turn; a dot is next to nothing. All bars, one scale.",
    ),
    (
        "columns",
        "compute is chips and cloud; models count the interface; execution counts edge silicon. c opens a column.",
    ),
    ("rows", "a bloc is all who are domiciled there. o opens it to its firms and the rest."),
    ("commons", "share of a layer's demand that open supply serves: rent to nobody."),
    ("boards", "100 is the start. goal is the gain over a game in which everybody holds; ★ leads on it."),
    ("timeline", "◆ inject   ▲ another bloc takes the lead   ✗ agreement broken   ! fallback   ✎ ruling adjusted"),
    ("seats", "✓ ready   … thinking   ! no valid answer in time, so the stated default stands in"),
)


class HelpScreen(ModalScreen[None]):
    """Lists the keys given and explains the marks."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "close", id="help.close", tooltip="Back to the table"),
    ]

    def __init__(self, bindings: Iterable[Binding]) -> None:
        super().__init__()
        self._keys_given = list(bindings)

    def compose(self) -> ComposeResult:
        """Keys, then how to read the table."""
        with VerticalScroll(id="help"), Horizontal(id="columns"):
            yield Static(Content("\n").join(self._keys()), id="keys")
            yield Static(Content("\n").join(_reading()), id="reading")

    def on_mount(self) -> None:
        """Name it."""
        self.query_one("#help").border_title = "Keys, and how to read the table"
        self.query_one("#help").border_subtitle = "esc back"

    def on_resize(self, event: events.Resize) -> None:
        """Put one under the other where they do not fit side by side."""
        self.set_class(event.size.width < SIDE_BY_SIDE, "narrow")

    def _keys(self) -> list[Content]:
        lines: dict[str, str] = {}
        for binding in self._keys_given:
            lines.setdefault(binding.tooltip or binding.description, ", ".join(map(_key, binding.key.split(","))))
        width = max(len(keys) for keys in lines.values())
        return [Content.assemble((keys.rjust(width), "bold $primary"), "  ", does) for does, keys in lines.items()]


def _reading() -> list[Content]:
    return [Content.assemble((word, "bold $secondary"), "  ", text, "\n") for word, text in READING]


def _key(key: str) -> str:
    names = {
        "left": "←", "right": "→", "up": "↑", "down": "↓", "plus": "+", "equals_sign": "=", "minus": "-", "slash": "/",
        "question_mark": "?", "shift+left": "shift ←", "shift+right": "shift →", "ctrl+p": "^p",
    }  # fmt: skip
    return names.get(key, key)
