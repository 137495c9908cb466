"""The key bar: what every key does; where it does not fit, the help has the rest."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget

KEYS = (
    ("space", "step", "screen.step", 0),
    ("p", "play", "screen.play", 0),
    ("←→", "turn", "screen.turn(1)", 0),
    ("+ -", "speed", "screen.speed(1)", 2),
    ("enter", "why", "screen.why", 0),
    ("o", "row", "screen.map('open_row')", 1),
    ("c", "column", "screen.map('open_column')", 1),
    ("tab", "focus", "app.focus_next", 2),
    ("/", "search", "screen.search", 1),
    ("t", "theme", "app.next_theme", 3),
    ("^p", "palette", "app.command_palette", 3),
    ("?", "help", "screen.help", 0),
    ("q", "quit", "app.quit", 1),
)
"""Key, word, action and how soon it gives way on a narrow screen (0 never)."""


class KeyBar(Widget):
    """One line of keys; a click does what the key does."""

    def shown(self) -> list[tuple[str, str, str]]:
        """The keys that fit, in order."""
        for least in (4, 3, 2, 1, 0):
            keys = [(key, word, action) for key, word, action, rank in KEYS if rank < least or rank == 0]
            if sum(len(key) + len(word) + 3 for key, word, _ in keys) <= self.content_size.width:
                return keys
        return keys

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
            at += len(key) + len(word) + 3
            if event.x < at:
                await self.run_action(action)
                return
