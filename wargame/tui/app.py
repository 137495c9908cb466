"""The Textual app: themes, palette, and a session that runs beside the screen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import Binding, BindingType

from wargame.events import CommandRefused, HumanAsk, Session, Stop
from wargame.tui.attending import WHAT, Attendance
from wargame.tui.commands import TableCommands
from wargame.tui.desk import Desk
from wargame.tui.messages import RulingMade, SessionFailed, TableFree
from wargame.tui.screens.hand_over import HandOverScreen
from wargame.tui.screens.order_form import OrderForm
from wargame.tui.screens.review import ReviewScreen
from wargame.tui.screens.table import TableScreen
from wargame.tui.screens.talk_form import TalkForm
from wargame.tui.tasks import asked
from wargame.tui.text import plain
from wargame.tui.themes import THEMES
from wargame.views import Game, fold

Drive = Callable[[], Coroutine[Any, Any, Any]]
SECONDS_TO_STOP = 5.0
LOOKS, SECONDS_TO_LOOK = 5, 0.1


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
        Binding(
            "ctrl+c", "quit", "quit", id="app.break", show=False, priority=True, tooltip="Leave; what is recorded stays"
        ),
    ]

    def __init__(
        self, session: Session, *, drive: Drive | None = None, playing: bool = True, speed: float = 1.0
    ) -> None:
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.failure: BaseException | None = None
        self._session = session
        self._drive = drive
        self._start = (playing, speed)
        self.attendance = Attendance(session)
        self._sitting = False
        self._driving: asyncio.Task[Any] | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        """Show the table and let the game run."""
        self.push_screen(self.table_screen())
        if self._drive is not None:
            self._run_session(self._drive)
        self._gather()

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

    # People at this screen

    @work(group="asks", exit_on_error=False)
    async def _gather(self) -> None:
        async for ask in self._session.asks():
            self.attendance.arrive(ask)
            self._sit()

    @on(TableFree)
    def _attend(self, message: TableFree) -> None:
        if message.asked:
            self.attendance.away = False
        self._sit()

    @work(group="sitting", exit_on_error=False)
    async def _sit(self) -> None:
        """Open what waits for a person, one after the other, as long as nothing else covers the table."""
        if self._sitting:
            return
        self._sitting = True
        try:
            while isinstance(self.screen, TableScreen) and not self.attendance.away:
                if self.attendance.review:
                    self.attendance.away = not await self._review()
                elif (ask := self.attendance.next()) is not None:
                    await self._open(ask)
                else:
                    break
        finally:
            self._sitting = False

    async def _review(self) -> bool:
        """True once the ruling does not wait any more."""
        try:
            rents = await self._session.ruling_preview(())
        except CommandRefused:
            self.attendance.review = False
            return True
        accepted = await self.push_screen_wait(ReviewScreen(self._session, self._fold, rents))
        self.attendance.review = self.attendance.review and not accepted
        return accepted

    @on(RulingMade)
    @work(group="ruling", exclusive=True, exit_on_error=False)
    async def _look_for_review(self, message: RulingMade) -> None:
        """See whether a ruling waits: a game without a review goes on at once."""
        self.attendance.review = False
        for _ in range(0 if message.released else LOOKS):
            await asyncio.sleep(SECONDS_TO_LOOK)
            with suppress(CommandRefused):
                await self._session.ruling_preview(())
                self.attendance.review = True
                self._sit()
                return

    @work(group="menu", exclusive=True, exit_on_error=False)
    async def action_desk(self) -> None:
        """Open the facilitator's desk."""
        if isinstance(self.screen, TableScreen) and self.screen.playback.events:
            if not self._session.live:
                self.notify("This is a replay: there is nothing to facilitate", markup=False)
                return
            self.attendance.seated = ""
            await Desk(self, self._session, self._fold).open()

    def _fold(self) -> Game:
        """The game as far as its events have come."""
        table = next(screen for screen in self.screen_stack if isinstance(screen, TableScreen))
        return fold(table.playback.events)

    async def _open(self, ask: HumanAsk) -> None:
        there = self.attendance
        if ask.seat != there.seated:
            hand_over = HandOverScreen(plain(ask.view.name), WHAT[ask.phase], lambda: self._session.waiting(ask.id))
            there.seated = ""
            there.away = not await self.push_screen_wait(hand_over)
        if there.away or not self._session.waiting(ask.id):
            return
        there.seated = ask.seat
        talks = ask.phase == "talk"
        form = TalkForm(self._session, ask) if talks else OrderForm(asked(self._session, ask))
        if not await self.push_screen_wait(form):
            there.keep(replace(ask, draft=form.answer()))
            there.away = True

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
