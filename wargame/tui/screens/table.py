"""The table: seats, rent map, record, boards and timeline, at one moment of a game that plays or is played back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from wargame.events import Command, Pause, Play, Session, Step
from wargame.tui.messages import EventArrived, SessionFailed
from wargame.tui.playback import Playback
from wargame.tui.screens.help import HelpScreen
from wargame.tui.screens.why import WhyScreen
from wargame.tui.table import Table
from wargame.tui.text import plain
from wargame.tui.why import Figure, board_figure, map_figure
from wargame.tui.widgets.cells import Cells
from wargame.tui.widgets.key_bar import KeyBar
from wargame.tui.widgets.paths import Paths
from wargame.tui.widgets.record import Record
from wargame.tui.widgets.rent_map import RentMap
from wargame.tui.widgets.scoreboards import Scoreboards
from wargame.tui.widgets.seat_rail import SeatRail
from wargame.tui.widgets.timeline import Timeline
from wargame.tui.widgets.top_bar import TopBar

NARROW = 110
"""Below this width the seats become a strip, and record, boards and seats share one place."""

WIDE = 150
"""From this width on, seats and boards get more room."""

TALL = 42
"""From this height on, the paths of the blocs are drawn."""

ROWS_OPEN_FROM = 32
"""From this height on, blocs start out open."""

FRAME = 1 / 30
"""Seconds; the screen is not drawn more often than this while it plays."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
PLACES = ("record", "boards", "seats")


class TableScreen(Screen[None]):
    """Reads a session, reveals its events at a pace, and opens the why of any figure."""

    CSS_PATH = "table.tcss"
    AUTO_FOCUS = "RentMap"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space", "step", "step", id="table.step", tooltip="Play one turn, then hold; again: go to its end at once"
        ),
        Binding("p", "play", "play", id="table.play", tooltip="Play or pause"),
        Binding("left", "turn(-1)", "turn back", id="table.back", tooltip="The turn before"),
        Binding("right", "turn(1)", "turn on", id="table.on", tooltip="The end of this turn, or the next"),
        Binding("home", "start", "start", id="table.start", tooltip="The start of the game"),
        Binding("end", "finish", "end", id="table.end", tooltip="The last event there is"),
        Binding("plus,equals_sign", "speed(1)", "faster", id="table.faster", tooltip="Play faster"),
        Binding("minus", "speed(-1)", "slower", id="table.slower", tooltip="Play slower"),
        Binding(
            "b", "place", "boards", id="table.place", tooltip="Record, scoreboards or seats, where they share a place"
        ),
        Binding("slash", "search", "search", id="table.search", tooltip="Search the record; escape ends it"),
        Binding(
            "escape", "end_search", "end search", id="table.end-search", show=False, tooltip="Show the whole record"
        ),
        Binding("question_mark", "help", "help", id="table.help", tooltip="Every key, and how to read the table"),
    ]

    playing: reactive[bool] = reactive(False, init=False)
    speed: reactive[float] = reactive(1.0, init=False)
    place: reactive[str] = reactive("record")

    top = query_one(TopBar)
    rail = query_one("#rail", SeatRail)
    seats = query_one("#seats", SeatRail)
    map = query_one(RentMap)
    record = query_one(Record)
    boards = query_one(Scoreboards)
    paths = query_one(Paths)
    timeline = query_one(Timeline)

    def __init__(self, session: Session, *, playing: bool, speed: float, playback: Playback | None = None) -> None:
        super().__init__()
        self.session = session
        self.playback = playback or Playback(session.live)
        self.table: Table | None = None
        self._hold_after: int | None = None
        self._timer: Timer | None = None
        self.set_reactive(TableScreen.playing, playing)
        self.set_reactive(TableScreen.speed, speed)

    def compose(self) -> ComposeResult:
        """The widgets; the style sheet puts them where the width allows."""
        yield TopBar()
        with Horizontal(id="middle"):
            yield SeatRail(id="rail")
            with Vertical(id="main"):
                yield RentMap()
                with Horizontal(id="below"):
                    yield Record()
                    with Vertical(id="right"):
                        yield Scoreboards()
                        yield Paths()
                    yield SeatRail(id="seats")
        yield Input(placeholder="search the record: enter keeps it, escape ends it", id="search", compact=True)
        yield Timeline()
        yield KeyBar()

    def on_mount(self) -> None:
        """Start to read the session."""
        self.query_one("#search").display = False
        self._read()
        if self.session.live:
            self.set_interval(1.0, self._show)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold for the new size."""
        narrow = event.size.width < NARROW
        self.set_class(narrow, "narrow")
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.height >= TALL, "tall")
        self.rail.set_class(narrow, "strip")
        self._show()

    @work(group="session", exit_on_error=False)
    async def _read(self) -> None:
        try:
            async for event in self.session.events():
                self.post_message(EventArrived(event))
        except Exception as error:  # noqa: BLE001 - said on the screen; what is recorded stays
            self.post_message(SessionFailed(error))

    @on(EventArrived)
    def _take_in(self, message: EventArrived) -> None:
        self.playback.arrive(message.event)
        if self.playback.cursor == 0:
            self.playback.advance()
            assert self.playback.table() is not None
            self._open_blocs()
            self._show()
        if self.playing and self._timer is None:
            self._reveal()

    @on(SessionFailed)
    def _say_so(self, message: SessionFailed) -> None:
        text = plain(str(message.error)) or type(message.error).__name__
        self.notify(text, title="The game cannot go on", severity="error", timeout=60, markup=False)

    def _open_blocs(self) -> None:
        table = self.playback.table()
        if table and self.size.height >= ROWS_OPEN_FROM:
            self.map.open_rows = frozenset(bloc.id for bloc in table.blocs)

    def _reveal(self) -> None:
        """Show the next event and those that pass within a frame of it, then wait as long as they take."""
        self._timer = None
        wait = 0.0
        while self.playing and wait < FRAME and not self._held() and self.playback.advance():
            wait += self.playback.pace() / self.speed
        self._show()
        if self._held() or self.playback.finished:
            self.playing = False
        elif self.playing and wait:
            self._timer = self.set_timer(max(wait, FRAME), self._reveal)

    def _held(self) -> bool:
        """Whether the turn to hold after is over."""
        return self._hold_after is not None and self.playback.turn >= self._hold_after and self.playback.turn_is_over

    def _show(self) -> None:
        """Hand the moment at the cursor to every widget."""
        now = datetime.now(UTC) if self.session.live and self.playback.at_end and not self.playback.finished else None
        table = self.table = self.playback.table(now)
        for widget in (self.top, self.rail, self.seats, self.map, self.boards, self.paths, self.timeline):
            widget.table = table
        self.top.playing, self.top.speed, self.top.finished = self.playing, self.speed, self.playback.finished
        self.record.show(self.playback.entries())

    def watch_playing(self) -> None:
        """Start or stop revealing."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.playing:
            self._reveal()
        else:
            self._hold_after = None
            self._show()

    def watch_speed(self) -> None:
        """Show the speed; it holds from the next event on."""
        self.top.speed = self.speed

    def watch_place(self) -> None:
        """Show the one that has the shared place."""
        for place in PLACES:
            self.set_class(place == self.place, f"show-{place}")

    # What a person may do

    def action_step(self) -> None:
        """Play one turn, then hold; while it plays, go to its end at once."""
        if self.playing and self._hold_after is not None:
            self._go_to(self._hold_after)
            return
        self._tell(Step())
        self._hold_after = self.playback.turn + (1 if self.playback.turn_is_over else 0)
        if self.playing:
            self._reveal()
        else:
            self.playing = True

    def action_play(self) -> None:
        """Play on by itself, or pause; a live game holds before its next turn."""
        self._hold_after = None
        if self.playback.finished and not self.playing:
            self.playback.to_turn(0)
        self.playing = not self.playing
        self._tell(Play() if self.playing else Pause())

    def action_turn(self, by: int) -> None:
        """Go to the end of the turn before, of this turn or of the next."""
        at = self.playback
        if by > 0 and at.turn_is_over and at.turn == max((event.turn for event in at.events), default=0):
            self.action_finish()
            return
        self._go_to(at.turn + by if by < 0 or at.turn_is_over else at.turn)

    def action_start(self) -> None:
        """Go to the start of the game."""
        self._go_to(0)

    def action_finish(self) -> None:
        """Go to the last event there is; a live game is followed on from there."""
        follow = self.session.live and self.playing
        self.playback.to_end()
        self.playing = follow and not self.playback.finished
        self._show()

    def _go_to(self, turn: int) -> None:
        self.playing = False
        self.playback.to_turn(turn)
        self._show()

    def action_speed(self, by: int) -> None:
        """Play faster or slower."""
        at = SPEEDS.index(self.speed) if self.speed in SPEEDS else SPEEDS.index(1.0)
        self.speed = SPEEDS[min(max(at + by, 0), len(SPEEDS) - 1)]

    def action_place(self) -> None:
        """Give the shared place to the next one; where nothing is shared, go to the boards."""
        if not self.has_class("narrow"):
            self.boards.focus()
            return
        self.place = PLACES[(PLACES.index(self.place) + 1) % len(PLACES)]
        if self.place == "boards":
            self.boards.focus()
        elif self.place == "record":
            self.record.focus()

    def action_why(self) -> None:
        """Ask about the figure under the cursor of the map or the boards."""
        (self.focused if isinstance(self.focused, Cells) else self.map).action_why()

    def action_open_row(self) -> None:
        """Open or close the bloc under the map's cursor."""
        self.map.action_open_row()

    def action_open_column(self) -> None:
        """Open or close the column under the map's cursor."""
        self.map.action_open_column()

    def action_search(self) -> None:
        """Open the search line."""
        self.place = "record"
        search = self.query_one("#search", Input)
        search.display = True
        search.focus()

    def action_end_search(self) -> None:
        """Show the whole record again."""
        search = self.query_one("#search", Input)
        search.value = ""
        search.display = False
        self.record.focus()

    def action_help(self) -> None:
        """Show every key."""
        widgets = (RentMap, Cells, Record)
        own = [binding for source in (type(self), *widgets, type(self.app)) for binding in source.BINDINGS]
        self.app.push_screen(HelpScreen([binding for binding in own if isinstance(binding, Binding)]))

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        self.record.words = event.value

    @on(Input.Submitted, "#search")
    def _keep_search(self) -> None:
        self.record.focus()

    @on(Timeline.Chosen)
    def _show_turn(self, message: Timeline.Chosen) -> None:
        self._go_to(message.turn)

    @on(RentMap.Asked)
    def _why_on_map(self, message: RentMap.Asked) -> None:
        if self.table:
            self._explain(map_figure(self.table, message.name, message.row, message.holders, message.layers))

    @on(Scoreboards.Asked)
    def _why_on_boards(self, message: Scoreboards.Asked) -> None:
        if self.table:
            self._explain(board_figure(self.table, message.seat, message.board))

    def _explain(self, figure: Figure) -> None:
        if self.playing:
            self.action_play()
        self.app.push_screen(WhyScreen(figure, self.session, self.playback.names.things))

    @work(group="commands")
    async def _tell(self, command: Command) -> None:
        await self.session.command(command)
