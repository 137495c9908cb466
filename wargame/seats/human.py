"""A person as a player: the answer is awaited from whatever screen shows the question."""

from __future__ import annotations

from typing import Protocol

from wargame.events import Order, Talk
from wargame.seats.player import Desk
from wargame.views import SeatView

HUMAN = "human"


class Room(Protocol):
    """Where people are asked."""

    async def talk(self, view: SeatView, exchange: int, seconds: float) -> Talk:
        """What the person in the view's seat says; what cannot stand was sent back before."""
        ...

    async def order(self, view: SeatView, seconds: float) -> Order:
        """The person's order; what is not legal was sent back before."""
        ...


class HumanPlayer:
    """Asks in a room."""

    name = HUMAN

    def __init__(self, room: Room) -> None:
        self._room = room

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """What the person says."""
        return await self._room.talk(view, exchange, desk.deadline)

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """What the person orders."""
        return await self._room.order(view, desk.deadline)
