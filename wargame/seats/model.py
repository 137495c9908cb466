"""A player that is a model: asks an endpoint, reads replies strictly, asks again with the reason, gives up in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from wargame.endpoints import Completion, Endpoint, EndpointError, Pool
from wargame.events import Order, Talk
from wargame.events.canonical import digest
from wargame.events.payloads import Phase, ReplyReceived, RequestSent
from wargame.events.sanitise import clean
from wargame.seats import prompts
from wargame.seats.answers import Choices, Schema, order_schema, talk_schema
from wargame.seats.player import Desk, PlayerFailed
from wargame.seats.prompts import Messages
from wargame.seats.replies import Answer, Outcome, read_order, read_talk
from wargame.views import SeatView

ATTEMPTS = 3
SPARE_SECONDS = 0.25
"""Kept back from the deadline, so that the reason for a failure is recorded before time is up."""
PROBLEM_LENGTH = 400
ECHO_LENGTH = 1500
FAILED = "no_reply"
"""`finish` of a reply that never came; its `problem` says why."""
WHY_NOT = {
    "length": "it was cut off at its length limit",
    "content_filter": "the endpoint's content filter held it back",
    "refusal": "you declined, though this is an exercise among adults who study policy",
    "empty": "it is empty",
}


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """What a seat is asked: key of the answer, prompt, schema, and how its reply is read."""

    phase: Phase
    exchange: int
    seat: str
    messages: Messages
    schema: Schema
    read: Callable[[str], Outcome[Answer]]

    def key(self, attempt: int) -> dict[str, Any]:
        """The key fields of a request and of its reply."""
        return {"phase": self.phase, "exchange": self.exchange, "seat": self.seat, "attempt": attempt}


class ModelPlayer:
    """Answers for a seat through an endpoint. `name` is the PLAYER text of the command line."""

    def __init__(self, name: str, endpoint: Endpoint, pool: Pool) -> None:
        """Raises BadEndpoint where the endpoint's key is not set."""
        endpoint.key()
        self.name = name
        self._endpoint = endpoint
        self._pool = pool

    async def talk(self, view: SeatView, exchange: int, desk: Desk) -> Talk:
        """Speak in exchange 1 or 2. Raises PlayerFailed."""
        choices = Choices(view)
        question = Question(
            "talk",
            exchange,
            view.seat,
            prompts.talk(view, choices, exchange),
            talk_schema(choices, exchange),
            lambda raw: read_talk(raw, choices, exchange),
        )
        return await self._answer(question, desk)

    async def order(self, view: SeatView, desk: Desk) -> Order:
        """Give the turn's order. Raises PlayerFailed."""
        choices = Choices(view)
        question = Question(
            "order",
            0,
            view.seat,
            prompts.order(view, choices),
            order_schema(choices),
            lambda raw: read_order(raw, choices),
        )
        return await self._answer(question, desk)

    async def _answer(self, question: Question[Answer], desk: Desk) -> Answer:
        messages = question.messages
        problem = ""
        for attempt in range(1, ATTEMPTS + 1):
            got = desk.recorded(attempt)
            if got is None:
                outcome, got = await self._ask(question, attempt, messages, desk)
            else:
                outcome = _read(question, got.raw, got.finish)
            if got.finish == FAILED:
                raise PlayerFailed(got.problem)
            if outcome.answer is not None:
                return outcome.answer
            problem = outcome.problem
            messages = (*question.messages, *prompts.again(got.raw[:ECHO_LENGTH], problem))
        raise PlayerFailed(f"no usable answer in {ATTEMPTS} attempts: {problem}")

    async def _ask(
        self, question: Question[Answer], attempt: int, messages: Messages, desk: Desk
    ) -> tuple[Outcome[Answer], ReplyReceived]:
        """Record the request, send it, record the reply or the failure."""
        client = self._pool.client(self._endpoint)
        await desk.request(
            RequestSent(
                **question.key(attempt),
                endpoint=self._endpoint.base_url,
                model=self._endpoint.model,
                messages=messages,
                settings=client.settings,
                prompt_hash=digest(messages),
            )
        )
        try:
            left = desk.deadline - SPARE_SECONDS
            completion = await client.complete(messages, question.schema, question.phase, left)
        except EndpointError as error:
            outcome: Outcome[Answer] = Outcome(None, "no", str(error))
            completion = Completion("", FAILED, {}, 0.0, client.settings)
        else:
            outcome = _read(question, completion.raw, completion.finish)
        got = _reply(question.key(attempt), completion, outcome)
        await desk.reply(got)
        return outcome, got


def _read(question: Question[Answer], raw: str, finish: str) -> Outcome[Answer]:
    """What a reply amounts to; the same for the same reply, also when it comes from the record."""
    if finish == "refusal":
        return Outcome(None, "no", WHY_NOT[finish])
    outcome = question.read(raw)
    if outcome.answer is None and outcome.parsed == "no" and finish in WHY_NOT:
        return Outcome(None, "no", WHY_NOT[finish])
    return outcome


def _reply(key: dict[str, Any], completion: Completion, outcome: Outcome[Answer]) -> ReplyReceived:
    return ReplyReceived(
        **key,
        raw=completion.raw,
        finish=completion.finish,
        settings=completion.settings,
        usage=completion.usage,
        latency_ms=completion.latency_ms,
        parsed=outcome.parsed,
        problem=clean(outcome.problem, PROBLEM_LENGTH),
    )
