"""Writes each event once: what a half-played turn left on disk is taken up instead of being written again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Literal, TypeAlias

from wargame.events import Event, Payload
from wargame.events.payloads import InjectReleased, OrderGiven, Phase, RequestKey
from wargame.facilitator.feed import Feed
from wargame.transcript import Writer
from wargame.views import Game

FACILITATOR: Final[Literal["facilitator"]] = "facilitator"
"""Who acts where the facilitator does, in the record."""

Key: TypeAlias = tuple[str | int, ...]

IDENTITY: dict[str, tuple[str, ...]] = {
    "inject_released": ("inject",),
    "brief_given": ("seat",),
    "message_sent": ("seat", "exchange"),
    "agreement_offered": ("seat",),
    "agreement_signed": ("seat", "agreement"),
    "agreement_broken": ("seat", "agreement", "clause"),
    "order_given": ("seat",),
    "order_refused": ("seat", "move_index"),
    "fallback_used": ("seat", "phase", "exchange"),
    "observation_added": ("by", "text"),
}
"""What, besides kind and turn, tells an event from others; events with the same key follow each other in order."""

RULING = {"order_refused", "agreement_broken", "ruling_proposed", "ruling_released", "turn_closed"}
"""Kinds that come after the orders of a turn are settled."""


def key_of(turn: int, payload: Payload) -> Key:
    """The key under which an event is known when its turn is played again after a kill."""
    return (payload.kind, turn, *(getattr(payload, field) for field in IDENTITY.get(payload.kind, ())))


class Recorder:
    """Joins transcript, fold and feed. `left_over`: events of the half-played turn, in order of the file."""

    def __init__(self, writer: Writer, game: Game, feed: Feed[Event], left_over: Iterable[Event] = ()) -> None:
        self.game = game
        self._writer = writer
        self._feed = feed
        self._left = list(left_over)

    def emit(self, turn: int, payload: Payload) -> Event:
        """Record an event, or take it up from the disk if it was recorded before; what is on disk stands."""
        event = self.take(*key_of(turn, payload))
        return self.append(turn, payload) if event is None else event

    def append(self, turn: int, payload: Payload) -> Event:
        """Record an event that is new whatever the disk holds."""
        event = self._writer.append(turn, payload)
        self._feed.add(event)
        self.game.apply(event)
        return event

    def take(self, *key: str | int) -> Event | None:
        """Take up the first event left over with this key; None where there is none."""
        for event in self._left:
            if key_of(event.turn, event.data) == key:
                self._left.remove(event)
                self.game.apply(event)
                return event
        return None

    def take_requests(self, turn: int, phase: Phase, exchange: int, seat: str) -> list[Event]:
        """Take up all requests and replies left over from one answer of a seat."""
        wanted = (turn, phase, exchange, seat)

        def belongs(event: Event) -> bool:
            data = event.data
            return isinstance(data, RequestKey) and (event.turn, data.phase, data.exchange, data.seat) == wanted

        return self._take_all(belongs)

    def take_by_hand(self) -> None:
        """Take up what the facilitator did in the half-played turn: it stands before anybody is asked again."""
        self._take_all(
            lambda event: isinstance(event.data, InjectReleased | OrderGiven) and event.data.by == FACILITATOR
        )

    def take_kind(self, kind: str) -> list[Event]:
        """Take up everything of a kind that is left over."""
        return self._take_all(lambda event: event.kind == kind)

    def expects(self, kind: str) -> bool:
        """True where an event of this kind is left over."""
        return any(event.kind == kind for event in self._left)

    def settle(self) -> None:
        """Take up all that is left over from before the ruling, so that fold and disk agree when the referee rules."""
        self._take_all(lambda event: event.kind not in RULING)

    async def sync(self) -> None:
        """Return once everything recorded is on disk."""
        await self._writer.sync()

    def _take_all(self, wanted: Callable[[Event], bool]) -> list[Event]:
        taken = [event for event in self._left if wanted(event)]
        self._left = [event for event in self._left if not wanted(event)]
        for event in taken:
            self.game.apply(event)
        return taken
