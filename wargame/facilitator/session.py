"""A live game: played through the graph, watched and steered by front ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wargame import replay
from wargame.endpoints import Endpoint, Pool
from wargame.events import Command, Event, Why, WhyQuestion
from wargame.events.payloads import GameEnded, ReplyReceived, SeatChanged, TurnClosed
from wargame.facilitator.asking import ANSWER_SECONDS, Asking
from wargame.facilitator.feed import Feed
from wargame.facilitator.pace import Pace
from wargame.facilitator.players import asked_endpoints, keys, seat_players
from wargame.facilitator.reach import check_reachable
from wargame.facilitator.recorder import Recorder
from wargame.facilitator.table import Table
from wargame.views import Game, fold
from wargame.views.game import leader

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.transcript import Writer

COMPLETED = "completed"


class LiveSession:
    """Implements `events.Session` for a game that is being played; `run` it once, in the event loop of its readers.

    `events` is what stands in the transcript already, `endpoints` what the local endpoints file names.
    """

    def __init__(
        self,
        writer: Writer,
        events: Sequence[Event],
        endpoints: Mapping[str, Endpoint],
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Raises SetupError for a player that cannot be seated and GameError for events that are no game."""
        whole = _whole_turns(events)
        self.path: Path = writer.path
        self.game: Game = fold(events[:whole])
        self._writer = writer
        self._feed = Feed(events)
        self._pace = Pace()
        self._pool = Pool()
        recorder = Recorder(writer, self.game, self._feed, events[whole:])
        players = seat_players(self.game, self._pool, endpoints)
        self._asked = asked_endpoints(self.game, endpoints)
        writer.mask(keys(endpoints))
        asking = Asking(recorder, players, {players[seat].name for seat in _replied(events)}, answer_seconds)
        self._recorder = recorder
        self._table = Table(recorder, asking, self._pace)

    @property
    def live(self) -> bool:
        """True: events still come into being."""
        return True

    @property
    def over(self) -> bool:
        """True once the game was played to its end."""
        return self.game.ended is not None

    def events(self) -> AsyncIterator[Event]:
        """Every event from the first; ends when `run` does."""
        return self._feed.read()

    async def command(self, command: Command) -> None:
        """Pause, play, step or stop; takes effect before the next turn."""
        self._pace.obey(command)

    async def why(self, question: WhyQuestion) -> Why:
        """Explain a rent shift. Raises ValueError for an unknown turn, seat or layer."""
        return await asyncio.to_thread(replay.explain, self.game, question)

    async def run(self) -> None:
        """Play to the end, or until stopped. The transcript is closed and safe whatever happens.

        Raises EndpointsDownError and TranscriptError.
        """
        try:
            async with self._pool:
                await self._play()
        finally:
            self.close()

    def close(self) -> None:
        """Release the transcript and end the stream of events; `run` does so by itself."""
        self._writer.close()
        self._feed.close()

    async def _play(self) -> None:
        if self.game.closed < self.game.turns:
            await check_reachable(self._asked)
        # The graph library takes over half a second to import: mistakes in a set-up are told before that.
        from wargame import graph

        await self._recorder.sync()
        await graph.play(self._table, self.game.closed + 1, self.game.turns)
        if self.game.closed == self.game.turns:
            self._recorder.emit(self.game.turns, _ending(self.game))
            await self._recorder.sync()


def _whole_turns(events: Sequence[Event]) -> int:
    """How many events come before the half-played turn; seats change hands before a turn begins."""
    whole = max((index for index, event in enumerate(events) if isinstance(event.data, TurnClosed)), default=0) + 1
    while whole < len(events) and isinstance(events[whole].data, SeatChanged):
        whole += 1
    return whole


def _replied(events: Sequence[Event]) -> set[str]:
    """Seats whose present player has replied to a request."""
    seats: set[str] = set()
    for event in events:
        if isinstance(event.data, ReplyReceived):
            seats.add(event.data.seat)
        elif isinstance(event.data, SeatChanged):
            seats.discard(event.data.seat)
    return seats


def _ending(game: Game) -> GameEnded:
    scores = game.boards(game.closed)
    final_hash = game.history[game.closed].state_hash
    return GameEnded(reason=COMPLETED, final_hash=final_hash, scores=scores, first=leader(scores))
