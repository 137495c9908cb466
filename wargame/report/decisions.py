"""Decisions: what each seat ordered in a turn, why, what it said, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.events.orders import Order
from wargame.events.payloads import InjectReleased, OrderGiven, SeatChanged
from wargame.report.leading import holders_of
from wargame.report.words import Names, said
from wargame.views import Game, TurnRecord

RELEASES = {
    "scheduled": "on schedule",
    "drawn": "by chance",
    "triggered": "set off by the state of the world",
    "facilitator": "released by the facilitator",
}


@dataclass(frozen=True)
class Decision:
    """A seat's order of a turn; `moves` in words, `remarks` on parts refused, struck or given by another hand.

    `before` and `after`: rent in USD bn a year; `own`: the part of its change that the seat's own orders made, this
    turn's and earlier ones that took effect now; `goal`: the change of its goal.
    """

    seat: str
    moves: tuple[str, ...]
    intent: str
    statement: str
    remarks: tuple[str, ...]
    before: float
    after: float
    own: float
    goal: float


@dataclass(frozen=True)
class News:
    """An inject."""

    turn: int
    name: str
    text: str
    release: str


@dataclass(frozen=True)
class Turn:
    """A closed turn."""

    turn: int
    period: str
    news: tuple[News, ...]
    decisions: tuple[Decision, ...]


def turns(game: Game, names: Names) -> list[Turn]:
    """Every closed turn with its decisions, seats in the order of the pack."""
    hands = _Hands(game, names)
    return [_turn(game, names, hands, game.history[turn]) for turn in range(1, game.closed + 1)]


def news(record: TurnRecord) -> tuple[News, ...]:
    """The injects of a turn."""
    return tuple(_news(record.turn, inject) for inject in record.injects)


def _news(turn: int, inject: InjectReleased) -> News:
    return News(turn, said(inject.name), said(inject.text), RELEASES[inject.by])


class _Hands:
    """Whose hand gave an order: it differs from the seat's player after an entry by proxy."""

    def __init__(self, game: Game, names: Names) -> None:
        self._players = {seat: setup.player for seat, setup in game.started.seats.items()}
        self._names = names

    def remarks(self, record: TurnRecord) -> dict[str, list[str]]:
        """By seat, that it changed hands or that another hand gave its order."""
        found: dict[str, list[str]] = {}
        held = {fallback.seat for fallback in record.fallbacks if fallback.phase == "order"}
        for event in record.events:
            match event.data:
                case SeatChanged(seat=seat, player=player, reason=reason):
                    self._players[seat] = player
                    found.setdefault(seat, []).append(f"Played by {said(player)} from here on: {said(reason)}")
                case OrderGiven(seat=seat, by=by) if by != self._players.get(seat) and seat not in held:
                    found.setdefault(seat, []).append(f"Order given by {said(by)}")
        return found


def _turn(game: Game, names: Names, hands: _Hands, record: TurnRecord) -> Turn:
    remarks = hands.remarks(record)
    for whose, text in _ruled(names, record):
        remarks.setdefault(whose, []).append(text)
    now, before = game.boards(record.turn), game.boards(record.turn - 1)
    causes = game.causes(record.turn)
    decisions = []
    for seat in game.pack.seats:
        order = record.orders.get(seat.id, Order())
        decisions.append(
            Decision(
                seat=said(seat.name),
                moves=tuple(names.move(move) for move in order.moves),
                intent=said(order.intent),
                statement=said(order.statement),
                remarks=tuple(remarks.get(seat.id, ())),
                before=before[seat.id]["rent"],
                after=now[seat.id]["rent"],
                own=float(causes[seat.id][holders_of(game, seat)].sum()),
                goal=now[seat.id]["goal"] - before[seat.id]["goal"],
            )
        )
    return Turn(record.turn, names.period(record.turn), news(record), tuple(decisions))


def _ruled(names: Names, record: TurnRecord) -> Iterator[tuple[str, str]]:
    for fallback in record.fallbacks:
        if fallback.phase == "order":
            yield fallback.seat, f"No valid order, so it {said(fallback.default)}: {said(fallback.reason)}"
    for refusal in record.refusals:
        yield refusal.seat, f"Refused: {names.move(refusal.move)} ({said(refusal.reason)})"
    for breach in record.breaches:
        yield breach.seat, f"Broke agreement {said(breach.agreement)}: {names.clause(breach.promise)}"
