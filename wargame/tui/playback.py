"""The events of a game and a cursor over them: what has been shown so far, and how to get anywhere else."""

from __future__ import annotations

from datetime import datetime

from wargame.events import Event, payloads
from wargame.tui.entries import Entry, Names, entry
from wargame.tui.marks import Marks
from wargame.tui.shown import Shown
from wargame.tui.table import Table
from wargame.views import Game

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
        return entry(event, self._shown.names)

    def entries(self) -> list[Entry]:
        """The record up to the cursor."""
        return [line for line in self._entries[: self.cursor] if line is not None]

    def table(self, now: datetime | None = None) -> Table | None:
        """What the screen shows; `now` lets the clocks of a live game run on while nothing happens."""
        if self.cursor == 0:
            return None
        marks = self.marks.all(self.turn if self.live else None)
        return self._shown.table(self._game, self.events[: self.cursor], marks, self.live, now)
