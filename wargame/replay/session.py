"""A transcript as a session: every event is there, and any question about it may be asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from wargame.events import (
    Command,
    CommandRefused,
    Event,
    HumanAsk,
    Order,
    Pause,
    Play,
    Step,
    Stop,
    Talk,
    Why,
    WhyQuestion,
)
from wargame.replay.why import explain
from wargame.views import Game, fold

PACE = (Pause, Play, Step, Stop)
REFUSAL = "this is a replay: nothing can be changed in it"


class ReplaySession:
    """A finished or interrupted game, to be watched."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = list(events)
        self._game: Game | None = None

    @property
    def live(self) -> bool:
        """False: no more events come into being."""
        return False

    async def events(self) -> AsyncIterator[Event]:
        """Every event from the first."""
        for event in self._events:
            yield event

    async def command(self, command: Command) -> None:
        """Ignore what sets the pace of a live game. Raises CommandRefused for all else."""
        if not isinstance(command, PACE):
            raise CommandRefused(REFUSAL)

    async def asks(self) -> AsyncIterator[HumanAsk]:
        """Nobody is asked here."""
        nobody: tuple[HumanAsk, ...] = ()
        for ask in nobody:
            yield ask

    def waiting(self, ask_id: str) -> bool:
        """False: nothing waits."""
        return False

    def time_left(self, ask_id: str) -> float:
        """0: nothing waits."""
        return 0.0

    async def draft(self, ask_id: str, answer: Talk | Order) -> None:
        """Raises CommandRefused."""
        raise CommandRefused(REFUSAL)

    async def answer(self, ask_id: str, answer: Talk | Order) -> None:
        """Raises CommandRefused."""
        raise CommandRefused(REFUSAL)

    async def preview(self, ask_id: str, order: Order) -> dict[str, float]:
        """Raises CommandRefused."""
        raise CommandRefused(REFUSAL)

    async def ruling_preview(self, adjustments: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
        """Raises CommandRefused."""
        raise CommandRefused(REFUSAL)

    async def why(self, question: WhyQuestion) -> Why:
        """Explain a rent shift; computed in a worker thread. Raises ValueError for an unknown turn, seat or layer."""
        return await asyncio.to_thread(self._explain, question)

    def _explain(self, question: WhyQuestion) -> Why:
        if self._game is None:
            self._game = fold(self._events)
        return explain(self._game, question)
