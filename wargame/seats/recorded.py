"""A player that does again what a seat did in a recorded game."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wargame.events import Message, Offer, Order, Talk
from wargame.events.payloads import AgreementOffered, AgreementSigned, MessageSent, OrderGiven
from wargame.seats.player import Desk, PlayerFailed
from wargame.transcript import read
from wargame.views import SeatView


@dataclass
class Part:
    """What the seat did in one turn: messages by exchange, offers, the offers it signed, its order."""

    messages: dict[int, list[Message]] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    signed: list[Offer] = field(default_factory=list)
    order: Order | None = None


class RecordedPlayer:
    """Replays the talk and orders of `seat` from the transcript at `path`. Raises TranscriptError for a bad one."""

    def __init__(self, name: str, path: Path, seat: str) -> None:
        self.name = name
        self._path = path
        self._parts = _parts(path, seat)

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """What was said then. A signature goes to the open offer with the same terms, whatever its id is now."""
        part = self._parts.get(view.turn, Part())
        messages = tuple(part.messages.get(exchange, ()))
        if exchange == 1:
            return Talk(messages=messages, offers=tuple(part.offers))
        signs = [pact.id for pact in view.offers if pact.offer in part.signed and view.seat not in pact.signed_by]
        return Talk(messages=messages, signs=tuple(signs))

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """What was ordered then; PlayerFailed where the record has nothing for this turn."""
        order = self._parts.get(view.turn, Part()).order
        if order is None:
            raise PlayerFailed(f"{self._path.name} holds no order of {view.seat} in turn {view.turn}")
        return order


def _parts(path: Path, seat: str) -> dict[int, Part]:
    parts: dict[int, Part] = {}
    offers: dict[str, Offer] = {}
    for event in read(path).events:
        part = parts.setdefault(event.turn, Part())
        match event.data:
            case AgreementOffered() as offered:
                offers[offered.agreement] = offered.offer
                if offered.seat == seat:
                    part.offers.append(offered.offer)
            case AgreementSigned() as signed if signed.seat == seat and signed.agreement in offers:
                part.signed.append(offers[signed.agreement])
            case MessageSent() as sent if sent.seat == seat:
                part.messages.setdefault(sent.exchange, []).append(sent.message)
            case OrderGiven() as given if given.seat == seat:
                part.order = given.order
            case _:
                pass
    return parts
