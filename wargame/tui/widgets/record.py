"""The record: events as they come, in sentences; what went wrong stands out; searchable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from wargame.tui.entries import Entry
from wargame.tui.themes import bloc_style

STYLES = {
    "quiet": ("$quiet", "$quiet"),
    "news": ("$accent bold", "$foreground"),
    "talk": ("$secondary bold", "$foreground 80%"),
    "deal": ("$success bold", "$foreground"),
    "order": ("bold", "$foreground 80%"),
    "alert": ("$alert bold", "$alert"),
    "ruling": ("reverse bold", "bold"),
}
"""Style of the opening name and of the text, by tone."""

COLOURED = ("talk", "deal", "order")
"""Tones in which a name takes the colour of its bloc."""

TIME = 6
MARK = 2
TIMES_FROM = 50
"""Below this width the times are left out."""


class Record(ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolls through entries; follows the last one until somebody scrolls up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "up", id="record.up", show=False, tooltip="Scroll the record up"),
        Binding("down,j", "scroll_down", "down", id="record.down", show=False, tooltip="Scroll the record down"),
        Binding("pageup", "page_up", "page up", id="record.page-up", show=False, tooltip="A page up"),
        Binding("pagedown", "page_down", "page down", id="record.page-down", show=False, tooltip="A page down"),
    ]

    words: reactive[str] = reactive("", init=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._entries: tuple[Entry, ...] = ()
        self._lines: list[Content] = []

    def on_mount(self) -> None:
        """Name the record."""
        self.border_title = "Record"

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these entries; what is already there stays as it is."""
        new = tuple(entries)
        if new == self._entries:
            return
        known = len(self._entries)
        if new[:known] == self._entries:
            self._entries = new
            self._write(new[known:])
        else:
            self._entries = new
            self._rewrite()

    @property
    def shown(self) -> list[Entry]:
        """Entries that the search lets through."""
        return [entry for entry in self._entries if entry.holds(self.words)]

    def watch_words(self) -> None:
        """Show what the search finds."""
        self.border_subtitle = f"/ {self.words.replace('[', '(')}: {len(self.shown)} found" if self.words else ""
        self._rewrite()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew."""
        self._rewrite()

    def _rewrite(self) -> None:
        self._lines = []
        self._write(self._entries, follow=True)

    def _write(self, entries: Sequence[Entry], follow: bool | None = None) -> None:
        follow = self.is_vertical_scroll_end if follow is None else follow
        width = self.scrollable_content_region.width
        for entry in entries:
            if entry.holds(self.words):
                self._lines += _wrapped(entry, width)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()
        if follow:
            self.scroll_end(animate=False)

    def render_line(self, y: int) -> Strip:
        """The line at a height of the widget."""
        at = self.scroll_offset.y + y
        width = self.size.width
        base = self.visual_style
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        drawn = [
            (text, style)
            for text, style in self._lines[at].render(base, end="", parse_style=self.app.stylesheet.parse_style)
        ]
        return Strip([Segment(text, (base + style).rich_style) for text, style in drawn]).adjust_cell_length(
            width, self.rich_style
        )


def _wrapped(entry: Entry, width: int) -> list[Content]:
    name, text = STYLES[entry.tone]
    if entry.bloc >= 0 and entry.tone in COLOURED:
        name = f"{bloc_style(entry.bloc)} bold"
    opening = f" {entry.who} " if entry.tone == "ruling" else entry.who
    said = Content.assemble((opening, name), ("  ", ""), (entry.text, text))
    time = Content.styled(entry.time.ljust(TIME), "$quiet") if width >= TIMES_FROM else Content("")
    head = Content.assemble(time, (entry.mark.ljust(MARK), name.replace("reverse ", "")))
    body = said.wrap(max(width - head.cell_length - 1, 10))
    return [Content.assemble(head if at == 0 else " " * head.cell_length, line) for at, line in enumerate(body)]
