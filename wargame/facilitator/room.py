"""Where people are asked: each question waits for one answer that can stand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import TypeVar

from wargame import moves, referee
from wargame.events import CommandRefused, HumanAsk, Message, Option, Order, Talk
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.events.payloads import Phase
from wargame.events.sanitise import clean
from wargame.facilitator.drafts import Drafts
from wargame.facilitator.feed import Feed
from wargame.facilitator.talk import objections
from wargame.views import Game, SeatView
from wargame.views.taking import as_moves

PREVIEW_TURNS = 3
"""Turns that a preview looks ahead: most moves take longer than one to pay."""

Answer = TypeVar("Answer", Talk, Order)


@dataclass(frozen=True)
class Waiting:
    """A question and the answer to come."""

    ask: HumanAsk
    answer: asyncio.Future[Talk | Order]


def ask_id(turn: int, phase: Phase, exchange: int, seat: str) -> str:
    """The id of a question within its game."""
    return f"{turn}-{phase}-{exchange}-{seat}"


class PeopleRoom:
    """Asks people for the seats they sit in: implements `seats.human.Room`."""

    def __init__(self, game: Game, drafts: Drafts) -> None:
        self._game = game
        self._drafts = drafts
        self._asks: Feed[HumanAsk] = Feed()
        self._waiting: dict[str, Waiting] = {}

    async def talk(self, view: SeatView, exchange: int, seconds: float) -> Talk:
        """What the person says."""
        ask = HumanAsk(ask_id(view.turn, "talk", exchange, view.seat), view.seat, "talk", exchange, view, seconds)
        return await self._ask(ask, Talk)

    async def order(self, view: SeatView, seconds: float) -> Order:
        """What the person orders."""
        name = ask_id(view.turn, "order", 0, view.seat)
        ask = HumanAsk(name, view.seat, "order", 0, view, seconds, options=options(view))
        return await self._ask(ask, Order)

    async def _ask(self, ask: HumanAsk, kind: type[Answer]) -> Answer:
        given = self._drafts.given(ask.id)
        if isinstance(given, kind) and not self._faults(ask, given):
            return given
        asked = replace(ask, draft=self._drafts.draft(ask.id))
        waiting = Waiting(asked, asyncio.get_running_loop().create_future())
        self._waiting[ask.id] = waiting
        self._asks.add(asked)
        try:
            answer = await waiting.answer
        finally:
            self._waiting.pop(ask.id, None)
        assert isinstance(answer, kind), "an answer is checked before it is taken"
        return answer

    async def asks(self) -> AsyncIterator[HumanAsk]:
        """What waits, as it comes up."""
        async for ask in self._asks.read():
            if ask.id in self._waiting:
                yield ask

    def waiting(self, name: str) -> bool:
        """True while the question waits."""
        return name in self._waiting and not self._waiting[name].answer.done()

    def anybody(self) -> bool:
        """True while any question waits."""
        return bool(self._waiting)

    async def draft(self, name: str, answer: Talk | Order) -> None:
        """Keep an unfinished answer. Raises CommandRefused."""
        _right_kind(self._open(name), answer)
        await asyncio.to_thread(self._drafts.keep, name, answer)

    async def answer(self, name: str, answer: Talk | Order) -> None:
        """Take an answer; returns once it is on disk. Raises CommandRefused with all that cannot stand."""
        ask = self._open(name)
        _right_kind(ask, answer)
        cleaned = cleaned_order(answer) if isinstance(answer, Order) else _cleaned_talk(answer)
        faults = self._faults(ask, cleaned)
        if faults:
            raise CommandRefused("\n".join(faults))
        await asyncio.to_thread(self._drafts.keep, name, cleaned, given=True)
        self._open(name)  # time may have run out, or a second answer come, while the first was written
        self._waiting[name].answer.set_result(cleaned)

    async def preview(self, name: str, order: Order) -> dict[str, float]:
        """What the seat may expect of an order. Raises CommandRefused for illegal parts."""
        ask = self._open(name)
        _right_kind(ask, order)
        faults = self._faults(ask, order)
        if faults:
            raise CommandRefused("\n".join(faults))
        return await asyncio.to_thread(expected, ask.view, order)

    def close(self) -> None:
        """Say that nobody will be asked any more."""
        self._asks.close()

    def _open(self, name: str) -> HumanAsk:
        if not self.waiting(name):
            raise CommandRefused(
                "this question does not wait for an answer: it was answered, its time ran out, or it was never asked"
            )
        return self._waiting[name].ask

    def _faults(self, ask: HumanAsk, answer: Talk | Order) -> list[str]:
        if isinstance(answer, Order):
            return order_faults(self._game, ask.seat, answer, ask.view.turn)
        return objections(self._game, ask.seat, ask.exchange, answer)[1]


def order_faults(game: Game, seat: str, order: Order, turn: int) -> list[str]:
    """What the referee would refuse of an order, part by part, in words."""
    before, agreements = game.state(turn - 1), game.agreements_in_force(turn)
    _, refusals = referee.check(game.pack, before, seat, as_moves(order.moves), agreements, turn)
    return [
        f"move {refusal.move_index + 1} ({moves.describe_move(game.pack, order.moves[refusal.move_index])}): "
        f"{refusal.reason}"
        for refusal in refusals
    ]


def options(view: SeatView) -> tuple[Option, ...]:
    """Every legal move with its arguments, for a form."""
    pack = view.belief_pack
    found = moves.legal(pack, view.belief, view.seat, view.in_force, view.turn)
    return tuple(
        Option(
            id=":".join((one.move, one.target, one.industry)), layer=pack.moves[one.move].layer, **vars(one)
        )
        for one in found
    )  # fmt: skip


def expected(view: SeatView, order: Order) -> dict[str, float]:
    """Goal, and rent with and without the order, after PREVIEW_TURNS in the believed world without news or chance."""
    pack = replace(view.belief_pack, injects_per_turn=0)
    calm = dict.fromkeys(referee.hazards(pack), 1.0)
    inputs = referee.TurnInputs(view.turn, {view.seat: as_moves(order.moves)}, calm, view.in_force)
    acted = referee.adjudicate(pack, view.belief, inputs).state
    acted = referee.hold(pack, acted, [calm] * (PREVIEW_TURNS - 1), view.turn + 1)
    held = referee.hold(pack, view.belief, [calm] * PREVIEW_TURNS, view.turn)
    mine, otherwise = referee.boards(pack, acted, held)[view.seat], referee.boards(pack, held, held)[view.seat]
    return {
        "goal": mine["goal"], "rent": mine["rent"], "hold_rent": otherwise["rent"], "turns": float(PREVIEW_TURNS)
    }  # fmt: skip


def cleaned_order(order: Order) -> Order:
    """The order with its texts fit for the record."""
    texts = {"intent": MAX_LINE, "statement": MAX_LINE, "memo": MAX_TEXT}
    return order.model_copy(update={name: clean(getattr(order, name), limit) for name, limit in texts.items()})


def _cleaned_talk(talk: Talk) -> Talk:
    messages = tuple(Message(to=said.to, text=clean(said.text, MAX_TEXT)) for said in talk.messages)
    offers = tuple(offer.model_copy(update={"text": clean(offer.text, MAX_LINE)}) for offer in talk.offers)
    return talk.model_copy(update={"messages": messages, "offers": offers})


def _right_kind(ask: HumanAsk, answer: Talk | Order) -> None:
    if isinstance(answer, Order) != (ask.phase == "order"):
        wanted = "an order" if ask.phase == "order" else "what the seat says"
        raise CommandRefused(f"this question asks for {wanted}")
