"""What answers for a seat: one small protocol for models, scripts, recordings and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wargame.events import Order, Talk
    from wargame.events.payloads import ReplyReceived, RequestSent
    from wargame.views import SeatView


class PlayerFailed(Exception):  # noqa: N818 - an outcome the game goes on from, not a fault of the program
    """A player gave no usable answer; `reason` is what the record says about the fallback that stands in."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Desk(Protocol):
    """What one answer is recorded through: replies on disk, and what must be written before anything acts on it."""

    @property
    def deadline(self) -> float:
        """Seconds left for this answer."""
        ...

    def recorded(self, attempt: int) -> ReplyReceived | None:
        """The reply already on disk for this turn, phase, exchange, seat and `attempt` (from 1), if there is one."""
        ...

    async def request(self, sent: RequestSent) -> None:
        """Record a request; returns once it is synced to disk."""
        ...

    async def reply(self, got: ReplyReceived) -> None:
        """Record a reply; returns once it is synced to disk."""
        ...


class Player(Protocol):
    """What answers for a seat; `name` is the PLAYER text of the command line."""

    @property
    def name(self) -> str:
        """The PLAYER text, such as `scripted:greedy`."""
        ...

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """Speak in exchange 1 (messages, offers) or 2 (replies, signatures). Raises PlayerFailed."""
        ...

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """Give the turn's order. Raises PlayerFailed."""
        ...
