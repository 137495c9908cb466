"""Where one answer of a seat is recorded: requests before they are sent, replies before anything acts on them."""

from __future__ import annotations

from wargame.events.payloads import Phase, ReplyReceived, RequestAbandoned, RequestKey, RequestSent
from wargame.facilitator.clocks import Clock
from wargame.facilitator.recorder import Recorder
from wargame.seats.model import FAILED


class AnswerDesk:
    """The desk of one seat for one answer; replies on disk from before a kill are found here."""

    def __init__(self, recorder: Recorder, turn: int, key: tuple[Phase, int, str], clock: Clock) -> None:
        self.turn = turn
        self._recorder = recorder
        self.clock = clock
        self._replies: dict[int, ReplyReceived] = {}
        self._open: dict[int, RequestSent] = {}
        self._down = ""
        for event in recorder.take_requests(turn, *key):
            self._note(event.data)

    @property
    def deadline(self) -> float:
        """Seconds left for this answer."""
        return self.clock.left

    @property
    def requested(self) -> bool:
        """True once a model was asked."""
        return bool(self._open or self._replies or self._down)

    @property
    def replied(self) -> bool:
        """True once a model has replied."""
        return bool(self._replies)

    @property
    def down(self) -> str:
        """Why the endpoint gave no reply to the last request; empty where it gave one."""
        return self._down

    def recorded(self, attempt: int) -> ReplyReceived | None:
        """The reply on disk for an attempt, if there is one; an endpoint's failure is none, and may be asked again."""
        return self._replies.get(attempt)

    async def request(self, sent: RequestSent) -> None:
        """Record a request; one that a kill left open is given up first."""
        self._abandon(sent.attempt)
        self._write(sent)
        await self._recorder.sync()

    async def reply(self, got: ReplyReceived) -> None:
        """Record a reply."""
        self._write(got)
        await self._recorder.sync()

    def close(self) -> None:
        """Give up requests that got no reply."""
        for attempt in sorted(self._open):
            self._abandon(attempt)

    def _abandon(self, attempt: int) -> None:
        lost = self._open.pop(attempt, None)
        if lost is not None:
            key = {field: getattr(lost, field) for field in RequestKey.model_fields}
            self._recorder.append(self.turn, RequestAbandoned(**key))

    def _write(self, payload: RequestSent | ReplyReceived) -> None:
        self._recorder.append(self.turn, payload)
        self._note(payload)

    def _note(self, payload: object) -> None:
        match payload:
            case RequestSent():
                self._open[payload.attempt] = payload
            case ReplyReceived():
                self._open.pop(payload.attempt, None)
                self._down = payload.problem if payload.finish == FAILED else ""
                if not self._down:
                    self._replies[payload.attempt] = payload
            case RequestAbandoned():
                self._open.pop(payload.attempt, None)
