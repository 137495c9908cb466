"""The Textual app: themes, palette, and a session that runs beside the screen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

from wargame.events import Session, Stop
from wargame.tui.commands import TableCommands
from wargame.tui.messages import SessionFailed
from wargame.tui.screens.table import TableScreen
from wargame.tui.themes import THEMES

Drive = Callable[[], Coroutine[Any, Any, Any]]
SECONDS_TO_STOP = 5.0


class TableApp(App[None]):
    """One screen over a session; `drive` plays a live one while the app runs, and `failure` keeps what it raised."""

    TITLE = "wargame"
    COMMANDS: ClassVar[Any] = {TableCommands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "focus", id="app.focus", show=False, tooltip="To the next part of the screen"),
        Binding("t", "next_theme", "theme", id="app.theme", tooltip="The other theme: dark or light"),
        Binding(
            "ctrl+p", "command_palette", "palette", id="app.palette", show=False, tooltip="All commands, searchable"
        ),
        Binding("q,ctrl+q", "quit", "quit", id="app.quit", tooltip="Leave; what is recorded stays"),
    ]

    def __init__(
        self, session: Session, *, drive: Drive | None = None, playing: bool = True, speed: float = 1.0
    ) -> None:
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.failure: BaseException | None = None
        self._session = session
        self._drive = drive
        self._start = (playing, speed)
        self._driving: asyncio.Task[Any] | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        """Show the table and let the game run."""
        self.push_screen(self.table_screen())
        if self._drive is not None:
            self._run_session(self._drive)

    def table_screen(self) -> TableScreen:
        """The screen to begin with."""
        playing, speed = self._start
        return TableScreen(self._session, playing=playing, speed=speed)

    @work(group="drive", exit_on_error=False)
    async def _run_session(self, drive: Drive) -> None:
        self._driving = asyncio.ensure_future(drive())
        try:
            await self._driving
        except Exception as error:  # noqa: BLE001 - kept for the caller, who knows what it means
            self.failure = error
            self.screen.post_message(SessionFailed(error))

    def action_next_theme(self) -> None:
        """Change between the themes."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    async def action_quit(self) -> None:
        """Stop the session, give it a moment to write what it holds, and leave."""
        if self._session.live:
            await self._session.command(Stop())
        if self._driving is not None and not self._driving.done():
            with suppress(asyncio.TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(self._driving, SECONDS_TO_STOP)
        self.exit()


def run(session: Session, *, drive: Drive | None = None, playing: bool = True, speed: float = 1.0) -> None:
    """Show a session until the person leaves. `drive` plays a live session beside the screen, in the same event loop;
    what it raises is raised here once the terminal is restored."""
    app = TableApp(session, drive=drive, playing=playing, speed=speed)
    app.run()
    if app.failure is not None:
        raise app.failure
