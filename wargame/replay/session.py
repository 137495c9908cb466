"""A transcript as a session: every event is there, and any question about it may be asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from wargame.events import Command, Event, Why, WhyQuestion
from wargame.replay.why import explain
from wargame.views import Game, fold


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
        """Nothing that is asked of a live game has a meaning here."""

    async def why(self, question: WhyQuestion) -> Why:
        """Explain a rent shift; computed in a worker thread. Raises ValueError for an unknown turn, seat or layer."""
        return await asyncio.to_thread(self._explain, question)

    def _explain(self, question: WhyQuestion) -> Why:
        if self._game is None:
            self._game = fold(self._events)
        return explain(self._game, question)
