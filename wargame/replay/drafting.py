"""Puts the opening of a fork together, event by event, and keeps the fold of it up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from wargame import referee
from wargame.events import Event, Payload
from wargame.events import payloads as happened
from wargame.replay.order_file import read_order
from wargame.views import Game, TurnRecord, recording

BY_HAND = "facilitator"
BY_FORK = "fork"
"""Who gave an order that came with the fork."""

RULED = (
    happened.OrderRefused,
    happened.AgreementBroken,
    happened.RulingProposed,
    happened.RulingReleased,
    happened.TurnClosed,
)
"""What the referee makes of the orders of a turn."""

ANSWERS = (happened.RequestKey, happened.FallbackUsed)


class Draft:
    """The first events of a fork without hashes; `at` is empty for what happens only now."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._game = Game()

    def add(self, turn: int, data: Payload, at: str = "", kind: str = "") -> None:
        """Append an event. Raises GameError for one that cannot happen in this game."""
        self.events.append(Event(len(self.events), at, turn, kind or data.kind, data, "", ""))
        self._game.apply(self.events[-1])

    def copy(self, events: Iterable[Event]) -> None:
        """Append events of the parent."""
        for event in events:
            self.add(event.turn, event.data, event.at, event.kind)

    def rule_anew(self, record: TurnRecord) -> None:
        """Append a turn of the parent with what follows from talk, orders, chance and facilitator in this game."""
        turn, game, closed = record.turn, self._game, record.events[-1].at
        by_hand = [inject.inject for inject in record.injects if inject.by == BY_HAND]
        due = referee.injects_due(game.pack, game.state(turn - 1), turn, record.draws, by_hand)
        for event in record.events:
            if _stands(event.data, due):
                self.copy([event])
            if isinstance(event.data, happened.ChanceDrawn):
                alone = {inject: by for inject, by in due.items() if inject not in by_hand}
                for news in recording.news(game, alone):
                    self.add(turn, news, event.at)
        outcome = referee.adjudicate(game.pack, game.state(turn - 1), game.inputs(turn))
        for payload in (*recording.proposal(game, turn, outcome), *recording.release(game, outcome)):
            self.add(turn, payload, closed)

    def copy_orders(self, events: Iterable[Event], turn: int, files: Mapping[str, Path]) -> None:
        """Append a turn up to its ruling, with the orders in `files` (by seat) in the place of those seats' own.

        Raises OrderFileError.
        """
        given: set[str] = set()
        for event in events:
            seat = _ordering(event.data)
            if seat not in files:
                self.copy([event])
            elif seat not in given:
                self.give_order(turn, seat, files[seat], event.at)
                given.add(seat)
        for seat in files:
            if seat not in given:
                self.give_order(turn, seat, files[seat])

    def give_order(self, turn: int, seat: str, file: Path, at: str = "") -> None:
        """Append the order in a file. Raises OrderFileError."""
        order = read_order(file, self._game, seat, turn)
        self.add(turn, happened.OrderGiven(seat=seat, order=order, by=BY_FORK), at)


def _stands(data: Payload, due: Collection[str]) -> bool:
    """True for what the referee has no part in, and for news released by hand that had not come by themselves."""
    if isinstance(data, happened.InjectReleased):
        return data.by == BY_HAND and data.inject in due
    return not isinstance(data, RULED)


def _ordering(data: Payload) -> str:
    """The seat whose order an event belongs to; empty for another event."""
    if isinstance(data, happened.OrderGiven):
        return data.seat
    return data.seat if isinstance(data, ANSWERS) and data.phase == "order" else ""
