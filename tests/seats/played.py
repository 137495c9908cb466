"""What seats saw in a recorded game, and how to ask a player about it."""

import asyncio
from dataclasses import dataclass
from typing import cast

from wargame import seats
from wargame.events import Event, Order, Talk
from wargame.events.payloads import BriefGiven, OrderGiven
from wargame.seats import Context, Desk, Player
from wargame.views import Game, SeatView, view

NO_DESK = cast(Desk, None)
"""Scripted players record nothing through their desk."""


@dataclass(frozen=True)
class Seen:
    """A view and when the seat had it: in the `first` exchange or `later`, when offers lay on the table."""

    later: bool
    view: SeatView


def seen(events: list[Event]) -> list[Seen]:
    """The views of every seat in every turn, before any talk and before any order."""
    game, found = Game(), []
    briefed, ordered = -1, -1
    for event in events:
        if isinstance(event.data, OrderGiven) and ordered != event.turn:
            ordered = event.turn
            found += [Seen(True, view(game, seat)) for seat in game.seats]
        game.apply(event)
        if isinstance(event.data, BriefGiven) and briefed != event.turn:
            briefed = event.turn
            found += [Seen(False, view(game, seat)) for seat in game.seats]
    return found


def player(text: str, seat: str) -> Player:
    """The player of a PLAYER text in a seat with its own persona."""
    return seats.make(text, seat, seats.personas()[seat], Context())


def order(text: str, seen_view: SeatView) -> Order:
    """What a player orders on a view."""
    return asyncio.run(player(text, seen_view.seat).order(seen_view, NO_DESK))


def talk(text: str, seen_view: SeatView, exchange: int) -> Talk:
    """What a player says on a view."""
    return asyncio.run(player(text, seen_view.seat).talk(seen_view, exchange, NO_DESK))
