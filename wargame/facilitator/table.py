"""The steps of a turn at the table: what the graph drives, and what each step records."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame import referee
from wargame.events import Talk
from wargame.events.payloads import (
    AgreementOffered,
    AgreementSigned,
    BriefGiven,
    ChanceDrawn,
    MessageSent,
    ObservationAdded,
)
from wargame.facilitator.asking import EXCHANGE, Asking
from wargame.facilitator.chance import draws
from wargame.facilitator.pace import Pace
from wargame.facilitator.recorder import Recorder
from wargame.facilitator.talk import objections
from wargame.views import SeatView, recording, view

if TYPE_CHECKING:
    from wargame.graph import Ask

FACILITATOR = "facilitator"


class Table:
    """One game at one table: implements the graph's `Steps`. All state is the fold; nothing else outlives a step."""

    def __init__(self, recorder: Recorder, asking: Asking, pace: Pace) -> None:
        self._recorder = recorder
        self._game = recorder.game
        self._asking = asking
        self._pace = pace
        self._views: dict[str, SeatView] = {}
        self._talk: dict[str, Talk] = {}
        self._ruling: referee.Adjudication | None = None

    def seats(self) -> Sequence[str]:
        """Seats in the order of the pack."""
        return [seat.id for seat in self._game.pack.seats]

    async def open_turn(self, turn: int) -> bool:
        """Wait for the pace; False once the game was stopped."""
        return await self._pace.next_turn()

    async def release_injects(self, turn: int) -> None:
        """Draw the turn's chance and release what is due."""
        pack, state = self._game.pack, self._state_before(turn)
        self._recorder.emit(turn, ChanceDrawn(draws=draws(self._game.seed, turn, referee.hazards(pack))))
        due = referee.injects_due(pack, state, turn, self._game.history[turn].draws)
        for payload in recording.news(self._game, due):
            self._recorder.emit(turn, payload)

    async def brief(self, turn: int, ask: Ask) -> None:
        """Make every seat's view from the same fold, before any seat answers."""
        self._views = {seat: view(self._game, seat) for seat in self.seats()}
        for seat, seen in self._views.items():
            self._recorder.emit(turn, BriefGiven(seat=seat, digest=seen.digest))

    async def ask(self, turn: int, ask: Ask, seat: str) -> None:
        """Get the seat's talk or order; a seat that fails says nothing or holds."""
        if ask == "order":
            await self._asking.order(turn, self._views[seat])
        else:
            self._talk[seat] = await self._asking.talk(turn, EXCHANGE[ask], self._views[seat])

    async def settle(self, turn: int, ask: Ask) -> None:
        """Put what all seats said on the table, in the order of the pack."""
        self._asking.settle()
        if ask == "order":
            self._recorder.settle()
        else:
            for seat in self.seats():
                self._put(turn, EXCHANGE[ask], seat, self._talk[seat])
        await self._recorder.sync()

    async def adjudicate(self, turn: int) -> None:
        """Let the referee rule, in a worker thread."""
        pack, state, inputs = self._game.pack, self._state_before(turn), self._game.inputs(turn)
        self._ruling = await asyncio.to_thread(referee.adjudicate, pack, state, inputs)
        for payload in recording.proposal(self._game, turn, self._ruling):
            self._recorder.emit(turn, payload)

    async def review(self, turn: int) -> None:
        """The ruling stands as proposed; it is safe on disk before it is released."""
        await self._recorder.sync()

    async def release(self, turn: int) -> None:
        """Release the ruling and close the turn."""
        assert self._ruling is not None, "a ruling is proposed before it is released"
        for payload in recording.release(self._game, self._ruling):
            self._recorder.emit(turn, payload)
        await self._recorder.sync()

    def _state_before(self, turn: int) -> referee.State:
        state = self._game.history[turn - 1].state
        assert state is not None, "a turn opens after the one before is closed"
        return state

    def _put(self, turn: int, exchange: int, seat: str, said: Talk) -> None:
        talk, problems = objections(self._game, seat, exchange, said)
        for message in talk.messages:
            self._recorder.emit(turn, MessageSent(seat=seat, exchange=exchange, message=message))
        for offer in talk.offers:
            agreement = f"A{len(self._game.agreements) + 1}"
            self._recorder.emit(turn, AgreementOffered(seat=seat, agreement=agreement, offer=offer))
        for agreement in talk.signs:
            record = self._game.agreement(agreement)
            in_force = set(record.offer.parties) <= {*record.signed_by, seat}
            self._recorder.emit(turn, AgreementSigned(seat=seat, agreement=agreement, in_force=in_force))
        for problem in problems:
            self._recorder.emit(turn, ObservationAdded(by=FACILITATOR, text=problem))
