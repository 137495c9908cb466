"""The steps of a turn at the table: what the graph drives, and what each step records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from wargame import referee
from wargame.events import Talk
from wargame.events.payloads import (
    AgreementOffered,
    AgreementSigned,
    BriefGiven,
    ChanceDrawn,
    MessageSent,
    ObservationAdded,
    RulingReleased,
    SeatChanged,
)
from wargame.facilitator.asking import EXCHANGE, Asking
from wargame.facilitator.chance import draws
from wargame.facilitator.drafts import Drafts
from wargame.facilitator.pace import Pace
from wargame.facilitator.recorder import FACILITATOR, Recorder
from wargame.facilitator.review import Review
from wargame.facilitator.talk import objections
from wargame.views import SeatView, recording, view

if TYPE_CHECKING:
    from wargame.graph import Ask
    from wargame.seats import Player

Stage = Literal["between", "open", "ruling"]


class Table:
    """One game at one table: implements the graph's `Steps`. All state is the fold; nothing else outlives a step.

    `stage`: held between turns, open for news and orders, or with the referee. `before_turn` is called before each
    turn; `reviewed` says whether a ruling waits for the facilitator.
    """

    def __init__(self, recorder: Recorder, asking: Asking, pace: Pace, review: Review, drafts: Drafts) -> None:
        self._recorder = recorder
        self._game = recorder.game
        self._asking = asking
        self._pace = pace
        self._views: dict[str, SeatView] = {}
        self._talk: dict[str, Talk] = {}
        self._review = review
        self._drafts = drafts
        self._handed: list[tuple[SeatChanged, Player]] = []
        self.stage: Stage = "between"
        self.before_turn: Callable[[], None] = lambda: None
        self.reviewed: Callable[[], bool] = lambda: False

    @property
    def turn(self) -> int:
        """The turn in play, or the next while the game is held before it."""
        return self._game.closed + 1

    @property
    def next_turn(self) -> int:
        """The first turn that has not begun."""
        return self.turn if self.stage == "between" else self.turn + 1

    def hand_over(self, change: SeatChanged, player: Player) -> None:
        """Give a seat to another player before the next turn: at once where none is in play."""
        self._handed.append((change, player))
        if self.stage == "between":
            self._seat_anew()

    def forget_drafts(self) -> None:
        """Drop all drafts: nobody will be asked any more."""
        self._drafts.forget(self._game.turns)

    def seats(self) -> Sequence[str]:
        """Seats in the order of the pack."""
        return [seat.id for seat in self._game.pack.seats]

    async def open_turn(self, turn: int) -> bool:
        """Wait for the pace; False once the game was stopped."""
        self._seat_anew()
        self._drafts.forget(turn - 1)
        self.before_turn()
        if not await self._pace.next_turn():
            return False
        self.stage = "open"
        return True

    async def release_injects(self, turn: int) -> None:
        """Draw the turn's chance and release what is due."""
        pack, state = self._game.pack, self._state_before(turn)
        self._recorder.emit(turn, ChanceDrawn(draws=draws(self._game.seed, turn, referee.hazards(pack))))
        by_hand = self._game.inputs(turn).released_by_hand
        due = referee.injects_due(pack, state, turn, self._game.history[turn].draws, by_hand)
        alone = {inject: by for inject, by in due.items() if inject not in by_hand}
        for payload in recording.news(self._game, alone):
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
            self.stage = "ruling"
            self._recorder.settle()
        else:
            for seat in self.seats():
                self._put(turn, EXCHANGE[ask], seat, self._talk[seat])
        await self._recorder.sync()

    async def adjudicate(self, turn: int) -> None:
        """Let the referee propose a ruling."""
        await self._review.propose(turn)

    async def review(self, turn: int) -> None:
        """Let the facilitator look at the ruling; what stands is safe on disk before it is released."""
        await self._recorder.sync()
        if self.reviewed() and not self._recorder.expects(RulingReleased.kind):
            await self._review.hold(turn)

    async def release(self, turn: int) -> None:
        """Release the ruling and close the turn."""
        assert self._review.ruling is not None, "a ruling is proposed before it is released"
        for payload in recording.release(self._game, self._review.ruling):
            self._recorder.emit(turn, payload)
        self.stage = "between"
        await self._recorder.sync()

    def _seat_anew(self) -> None:
        handed, self._handed = self._handed, []
        for change, player in handed:
            self._recorder.append(self.turn, change)
            self._asking.seat(change.seat, player)

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
