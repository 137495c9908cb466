"""The key bar: what every key does; where it does not fit, the help has the rest."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.content import Content
from textual.widget import Widget

KEYS = (
    ("space", "step", "screen.step", 0),
    ("p", "play", "screen.play", 0),
    ("←→", "turn", "screen.turn(1)", 0),
    ("+ -", "speed", "screen.speed(1)", 3),
    ("enter", "why", "screen.why", 0),
    ("o", "row", "screen.open_row", 1),
    ("c", "col", "screen.open_column", 1),
    ("tab", "focus", "app.focus_next", 2),
    ("b", "boards", "screen.place", 1),
    ("/", "search", "screen.search", 2),
    ("t", "theme", "app.next_theme", 3),
    ("^p", "palette", "app.command_palette", 3),
    ("?", "help", "screen.help", 0),
    ("q", "quit", "app.quit", 1),
)
"""Key, word, action and how soon it gives way on a narrow screen (0 never)."""


class KeyBar(Widget):
    """One line of keys; a click does what the key does."""

    def shown(self) -> list[tuple[str, str, str]]:
        """The keys that fit, in order; those of a low rank come first into what room there is."""
        room, kept = self.content_size.width, set()
        for entry in sorted(KEYS, key=lambda entry: entry[3]):
            if _width(entry) <= room:
                room -= _width(entry)
                kept.add(entry)
        return [entry[:3] for entry in KEYS if entry in kept]

    def render(self) -> Content:
        """The line at the widget's width."""
        parts: list[tuple[str, str]] = []
        for key, word, _ in self.shown():
            parts += [(f" {key}", "bold $primary"), (f" {word} ", "$quiet")]
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the key under the pointer."""
        at = 0
        for key, word, action in self.shown():
            at += _width((key, word))
            if event.x < at:
                await self.run_action(action)
                return


def _width(entry: tuple[Any, ...]) -> int:
    return len(entry[0]) + len(entry[1]) + 3
