"""The scripted players by doctrine: each method is a pure function of the view."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.events import Order, Talk
from wargame.seats.doctrines import chance, greedy, ordering, talking
from wargame.seats.doctrines.situation import Situation
from wargame.seats.doctrines.tables import doctrine
from wargame.seats.player import Desk, Player
from wargame.views import SeatView

HOLD_INTENT = "Hold: no move this turn."


@dataclass(frozen=True)
class HoldPlayer:
    """Says nothing and orders nothing."""

    name: str

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """Say nothing."""
        return Talk()

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """Order nothing."""
        return Order(intent=HOLD_INTENT)


@dataclass(frozen=True)
class RandomPlayer:
    """Orders legal moves by chance, and talks by chance; chance is drawn from the view."""

    name: str

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """Say, offer and sign something by chance."""
        return chance.talk(view, exchange)

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """Order up to the limit by chance."""
        return chance.order(view)


@dataclass(frozen=True)
class GreedyPlayer:
    """Adds its best move until the limit, judged by roll-outs of the world that it believes in."""

    name: str

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """Sign what pays; works in a thread, for the roll-outs take a while."""
        return await asyncio.to_thread(greedy.talk, view, exchange)

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """Order what pays; works in a thread, for the roll-outs take a while."""
        return await asyncio.to_thread(greedy.order, view)


@dataclass(frozen=True)
class TablePlayer:
    """Plays the rules of a persona's doctrine with the persona's parameters."""

    name: str
    table: str
    parameters: Mapping[str, float] = field(default_factory=dict)

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """Speak and offer in exchange 1, answer and sign in exchange 2."""
        rules = doctrine(self.table)
        situation = Situation(view, rules.facts, self.parameters)
        return talking.speak(rules, situation) if exchange == 1 else talking.answer(rules, situation)

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """Order by the rules."""
        rules = doctrine(self.table)
        return ordering.order(rules, Situation(view, rules.facts, self.parameters))


def scripted(name: str, doctrine_name: str, parameters: Mapping[str, float]) -> Player:
    """The player of a doctrine; `parameters` are the persona's."""
    match doctrine_name:
        case "hold":
            return HoldPlayer(name)
        case "random":
            return RandomPlayer(name)
        case "greedy":
            return GreedyPlayer(name)
        case _:
            return TablePlayer(name, doctrine_name, parameters)
