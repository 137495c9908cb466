"""The events of a game and a cursor over them: what has been shown so far, and how to get anywhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from wargame.events import Event, payloads
from wargame.tui.entries import Entry, Names, entry
from wargame.tui.marks import Marks
from wargame.tui.shown import Shown
from wargame.tui.table import SeatLine, Table
from wargame.tui.text import plain
from wargame.views import Game
from wargame.views.seeing import HIDDEN_BOARDS

WHOLE, PUBLIC = "", "public"
"""Lenses: everything there is, or what everyone may know; any other is the id of a seat."""

HUMAN = "human"

PACE = {
    payloads.GameStarted: 0.6,
    payloads.InjectReleased: 0.8,
    payloads.BriefGiven: 0.02,
    payloads.MessageSent: 0.3,
    payloads.AgreementOffered: 0.5,
    payloads.AgreementSigned: 0.4,
    payloads.AgreementBroken: 0.8,
    payloads.RequestSent: 0.02,
    payloads.OrderGiven: 0.3,
    payloads.OrderRefused: 0.3,
    payloads.FallbackUsed: 0.6,
    payloads.RulingAdjusted: 0.6,
    payloads.TurnClosed: 1.6,
}
"""Seconds that an event stays the last one shown, at speed 1; kinds not named here pass at once."""


class Playback:
    """Events as they arrive, and the fold of those before the cursor. `live` hides what lies beyond it."""

    def __init__(self, live: bool) -> None:
        self.live = live
        self.events: list[Event] = []
        self.cursor = 0
        self.lens = WHOLE
        self.marks = Marks()
        self._game = Game()
        self._shown = Shown()
        self._entries: list[Entry | None] = []

    def arrive(self, event: Event) -> None:
        """Take in one more event; it is shown once the cursor passes it."""
        self.events.append(event)
        self.marks.note(event)

    @property
    def names(self) -> Names:
        """What ids are called."""
        return self._shown.names

    @property
    def at_end(self) -> bool:
        """Whether every event so far has been shown."""
        return self.cursor == len(self.events)

    @property
    def finished(self) -> bool:
        """Whether the end of the game has been shown."""
        return self.at_end and bool(self.events) and self.events[-1].kind == payloads.GameEnded.kind

    @property
    def last(self) -> Event | None:
        """The event shown last."""
        return self.events[self.cursor - 1] if self.cursor else None

    @property
    def turn(self) -> int:
        """The turn of the event shown last."""
        return self.last.turn if self.last else 0

    @property
    def turn_is_over(self) -> bool:
        """Whether the turn shown is closed (turn 0 is, from its first event)."""
        return self.last is not None and self.cursor >= self._end_of(self.turn)

    def pace(self) -> float:
        """Seconds the event shown last stays before the next one, at speed 1."""
        return PACE.get(type(self.last.data), 0.0) if self.last else 0.0

    def advance(self) -> bool:
        """Show one more event; False where there is none yet."""
        if self.at_end:
            return False
        self._fold(self.cursor + 1)
        return True

    def to_turn(self, turn: int) -> None:
        """Go to the end of a turn, forwards or backwards, as far as events reach."""
        last = max((event.turn for event in self.events), default=0)
        self._fold(self._end_of(min(max(turn, 0), last)))

    def to_end(self) -> None:
        """Show everything there is."""
        self._fold(len(self.events))

    def _end_of(self, turn: int) -> int:
        """Number of events up to the end of a turn: its close or, where there is none, its last event."""
        for at, event in enumerate(self.events):
            if event.turn == turn and isinstance(event.data, payloads.TurnClosed | payloads.GameStarted):
                return at + 1
        return next((at for at, event in enumerate(self.events) if event.turn > turn), len(self.events))

    def _fold(self, count: int) -> None:
        if count < self.cursor:
            self._game, self.cursor = Game(), 0
        while self.cursor < count:
            event = self.events[self.cursor]
            self._game.apply(event)
            self.cursor += 1
            self._shown.follow(self._game, event)
            if len(self._entries) < self.cursor:
                self._entries.append(self._entry(event))

    def _entry(self, event: Event) -> Entry | None:
        if isinstance(event.data, payloads.TurnClosed):
            return self._shown.ruling(event)
        return entry(event, self._shown.names, self._parties(event))

    def _parties(self, event: Event) -> tuple[str, ...]:
        """Who may know of an event about a private agreement."""
        id_ = getattr(event.data, "agreement", "")
        found = next((record.offer for record in self._game.agreements if id_ and record.id == id_), None)
        return found.parties if found is not None and not found.public else ()

    def entries(self) -> list[Entry]:
        """The record up to the cursor, as far as the one who looks may know it."""
        shown = [line for line in self._entries[: self.cursor] if line is not None]
        return shown if self.lens == WHOLE else [line for line in shown if self._seen(line)]

    def _seen(self, line: Entry) -> bool:
        if not line.among or self.lens in line.among:
            return True
        return line.sealed and self._game.history[line.turn].proposed

    def lenses(self) -> list[str]:
        """Ways to look that make sense now: all see the whole and the public part; a replay, any seat's part too."""
        seats = [] if self.live or not self.cursor else list(self._game.seats)
        return [WHOLE, PUBLIC, *seats]

    @property
    def game(self) -> Game:
        """The fold up to the cursor; read it, never change it."""
        return self._game

    def table(self, now: datetime | None = None) -> Table | None:
        """What the screen shows; `now` lets the clocks of a live game run on while nothing happens."""
        if self.cursor == 0:
            return None
        marks = self.marks.all(self.turn if self.live else None)
        table = self._shown.table(self._game, self.events[: self.cursor], marks, self.live, now)
        return table if self.lens == WHOLE else self._narrowed(table)

    def _narrowed(self, table: Table) -> Table:
        """Without the thesis, the goals that would tell it, and orders that are not public yet."""
        open_turn = bool(self._game.turn) and not self._game.history[self._game.turn].proposed
        seats = tuple(
            replace(seat, did=(), said=self._said_before(seat)) if open_turn and seat.id != self.lens else seat
            for seat in table.seats
        )
        figures = tuple(
            replace(turn, boards={seat: {board: value for board, value in scores.items() if board not in HIDDEN_BOARDS}
                                  for seat, scores in turn.boards.items()})
            for turn in table.figures
        )  # fmt: skip
        lens = self.names.thing(self.lens) if self.lens != PUBLIC else PUBLIC
        return replace(table, thesis="hidden", seats=seats, figures=figures, first="", lens=lens)

    def _said_before(self, seat: SeatLine) -> str:
        past = [record for record in self._game.history if record.proposed and seat.id in record.orders]
        said = [record.orders[seat.id].statement for record in past]
        return next((plain(text) for text in reversed(said) if text), "")
