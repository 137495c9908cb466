"""Asks one seat, waits no longer than allowed, and records the answer or the default that stands in for it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from wargame.events import Order, Talk
from wargame.events.payloads import FallbackUsed, OrderGiven, Phase
from wargame.facilitator.clocks import Clocks
from wargame.facilitator.desk import AnswerDesk
from wargame.facilitator.errors import EndpointsDownError
from wargame.facilitator.recorder import Recorder
from wargame.facilitator.room import ask_id
from wargame.facilitator.terms import Terms
from wargame.seats.human import HUMAN
from wargame.seats.player import Player, PlayerFailed
from wargame.transcript import TranscriptError

if TYPE_CHECKING:
    from wargame.graph import Ask
    from wargame.views import SeatView

SILENT_ASKS = 3
"""Asks in a row, one turn's worth, after which endpoints that give nothing are taken to be gone."""

EXCHANGE: dict[Ask, int] = {"talk": 1, "reply": 2, "order": 0}
DEFAULTS: dict[Phase, str] = {"talk": "says nothing", "order": "holds"}

Answer = TypeVar("Answer", Talk, Order)


@dataclass(frozen=True)
class Question:
    """What a seat is asked: the key of its answer."""

    turn: int
    phase: Phase
    exchange: int
    seat: str

    @property
    def id(self) -> str:
        """How people and clocks know it."""
        return ask_id(self.turn, self.phase, self.exchange, self.seat)


class Asking:
    """The players of a game and how long each may take.

    `answered`: players whose endpoint has ever replied in this game.
    """

    def __init__(self, recorder: Recorder, players: dict[str, Player], answered: Iterable[str], terms: Terms) -> None:
        self._recorder = recorder
        self._players = players
        self._terms = terms
        self.clocks = Clocks()
        self._coming: dict[Question, asyncio.Task[Any]] = {}
        self._displaced: set[Question] = set()
        self._answered = set(answered)
        self._silent: Counter[str] = Counter()
        self._models: set[str] = set()
        self._failed: dict[Question, str] = {}

    async def talk(self, turn: int, exchange: int, seen: SeatView) -> Talk:
        """The seat's part in an exchange; nothing where it fails."""
        question = Question(turn, "talk", exchange, seen.seat)
        desk = self._desk(question)
        if self._fell_back(question):
            self._no_more(question, desk)
            return Talk()
        said = await self._answer(question, desk, self._players[seen.seat].talk(seen, exchange, desk))
        return said or Talk()

    async def order(self, turn: int, seen: SeatView) -> None:
        """Record the seat's order; none, which holds, where it fails. One that the facilitator gave stands."""
        question = Question(turn, "order", 0, seen.seat)
        desk = self._desk(question)
        if self._fell_back(question) or self._recorder.take(OrderGiven.kind, turn, seen.seat):
            return self._no_more(question, desk)
        if self.ordered(turn, seen.seat):
            return self._no_more(question, desk)
        player = self._players[seen.seat]
        order = await self._answer(question, desk, player.order(seen, desk))
        if order is not None and not self.ordered(turn, seen.seat):
            self._recorder.emit(turn, OrderGiven(seat=seen.seat, order=order, by=player.name))

    def seat(self, seat: str, player: Player) -> None:
        """Put another player into a seat."""
        self._players[seat] = player
        self._models.discard(seat)
        self._silent.pop(seat, None)

    def ordered(self, turn: int, seat: str) -> bool:
        """True once the seat's order of the turn stands."""
        history = self._recorder.game.history
        return turn < len(history) and seat in history[turn].orders

    def displace(self, turn: int, seat: str) -> None:
        """Ask the seat for its order no longer: somebody else gave it."""
        question = Question(turn, "order", 0, seat)
        coming = self._coming.get(question)
        if coming is not None:
            self._displaced.add(question)
            coming.cancel()

    def settle(self) -> None:
        """Record the defaults of seats whose endpoint failed in this round.

        Raises EndpointsDownError, and records none, where an endpoint has never replied in this game or none of them
        replied for a whole turn: resumed, the game asks those seats again.
        """
        failed, self._failed = self._failed, {}
        never = [reason for question, reason in failed.items() if self._player(question) not in self._answered]
        gone = failed and all(self._silent[seat] >= SILENT_ASKS for seat in self._models)
        if never or gone:
            raise EndpointsDownError(never[0] if never else next(iter(failed.values())))
        for question, reason in failed.items():
            self._fall_back(question, reason)

    def _desk(self, question: Question) -> AnswerDesk:
        key = (question.phase, question.exchange, question.seat)
        return AnswerDesk(self._recorder, question.turn, key, self.clocks.start(question.id, self._allowed(question)))

    def _allowed(self, question: Question) -> float:
        """Seconds that the seat's player may take."""
        terms = self._terms
        return terms.person_seconds if self._player(question) == HUMAN else terms.answer_seconds

    def _no_more(self, question: Question, desk: AnswerDesk) -> None:
        """An answer is there before it was asked for."""
        self.clocks.stop(question.id)
        desk.close()

    def _player(self, question: Question) -> str:
        return self._players[question.seat].name

    def _fell_back(self, question: Question) -> bool:
        """True where the record already has the default for this answer."""
        key = (question.turn, question.seat, question.phase, question.exchange)
        return self._recorder.take(FallbackUsed.kind, *key) is not None

    async def _answer(self, question: Question, desk: AnswerDesk, coming: Coroutine[Any, Any, Answer]) -> Answer | None:
        """The answer, or None with the reason noted."""
        try:
            async with desk.clock.limit():
                task = asyncio.create_task(coming)
                self._coming[question] = task
                return await task
        except asyncio.CancelledError:
            if question not in self._displaced:
                raise
        except PlayerFailed as failure:
            if desk.down:
                self._failed[question] = desk.down
            else:
                self._fall_back(question, failure.reason)
        except TimeoutError:
            self._fall_back(question, f"no answer within {self._allowed(question):g} s")
        except TranscriptError:
            raise
        except Exception as fault:  # noqa: BLE001 - a player that breaks must not end the game for the others
            self._fall_back(question, f"the player broke: {type(fault).__name__}: {fault}")
        finally:
            self._coming.pop(question, None)
            self.clocks.stop(question.id)
            self._note(question, desk)
        return None

    def _note(self, question: Question, desk: AnswerDesk) -> None:
        """Who has replied, who is silent; requests without a reply are given up."""
        if desk.requested:
            self._models.add(question.seat)
        if desk.replied:
            self._answered.add(self._player(question))
            self._silent[question.seat] = 0
        if question in self._failed:
            self._silent[question.seat] += 1
        desk.close()

    def _fall_back(self, question: Question, reason: str) -> None:
        default = DEFAULTS[question.phase]
        payload = FallbackUsed(
            seat=question.seat, phase=question.phase, exchange=question.exchange, reason=reason, default=default
        )
        self._recorder.emit(question.turn, payload)
