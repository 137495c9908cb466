"""A live game: played through the graph, watched and steered by front ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wargame import replay
from wargame.endpoints import Endpoint, Pool, cost_of
from wargame.events import (
    Command,
    CommandRefused,
    EndGame,
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
from wargame.events.orders import MAX_LINE
from wargame.events.payloads import GameEnded, ObservationAdded, ReplyReceived, SeatChanged, TurnClosed
from wargame.events.sanitise import clean
from wargame.facilitator.asking import Asking
from wargame.facilitator.chair import Chair
from wargame.facilitator.drafts import Drafts
from wargame.facilitator.errors import SetupError
from wargame.facilitator.feed import Feed
from wargame.facilitator.pace import Pace
from wargame.facilitator.players import asked_endpoints, keys, seat_players
from wargame.facilitator.reach import check_reachable
from wargame.facilitator.recorder import FACILITATOR, Recorder
from wargame.facilitator.review import Review
from wargame.facilitator.room import PeopleRoom
from wargame.facilitator.table import Table
from wargame.facilitator.terms import Terms
from wargame.seats import Context
from wargame.seats.human import HUMAN
from wargame.views import Game, fold
from wargame.views.game import leader

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.transcript import Writer

COMPLETED = "completed"
ENDED_EARLY = "ended by facilitator"


class LiveSession:
    """Implements `events.Session` for a game that is being played; `run` it once, in the event loop of its readers.

    `events` is what stands in the transcript already, `endpoints` what the local endpoints file names. `over_budget`
    is true once the budget of the terms is spent.
    """

    def __init__(
        self, writer: Writer, events: Sequence[Event], endpoints: Mapping[str, Endpoint], terms: Terms
    ) -> None:
        """Raises SetupError for a player that cannot be seated and GameError for events that are no game."""
        folded, left_over = _split(events)
        self.path: Path = writer.path
        self.game: Game = fold(folded)
        self.over_budget = False
        self._writer = writer
        self._terms = terms
        self._endpoints = endpoints
        self._feed: Feed[Event] = Feed(events)
        self._pace = Pace()
        self._pool = Pool()
        self._playing: asyncio.Task[None] | None = None
        self._ending = ""
        drafts = Drafts(writer.path, events[0].hash)
        self._room = PeopleRoom(self.game, drafts)
        self._check_attended()
        recorder = Recorder(writer, self.game, self._feed, left_over)
        context = Context(self._pool, endpoints, self._room)
        players = seat_players(self.game, context)
        writer.mask(keys(endpoints))
        asking = Asking(recorder, players, {players[seat].name for seat in _replied(events)}, terms)
        recorder.take_by_hand()
        self._recorder = recorder
        self._asking = asking
        self._review = Review(recorder)
        self._table = Table(recorder, asking, self._pace, self._review, drafts)
        self._table.before_turn, self._table.reviewed = self._mind_budget, self._is_reviewed
        self._chair = Chair(recorder, self._table, asking, self._review, context)

    @property
    def live(self) -> bool:
        """True: events still come into being."""
        return True

    @property
    def over(self) -> bool:
        """True once the game was played to its end."""
        return self.game.ended is not None

    @property
    def reviewing(self) -> bool:
        """True while a proposed ruling waits to be accepted."""
        return self._review.waits

    def events(self) -> AsyncIterator[Event]:
        """Every event from the first; ends when `run` does."""
        return self._feed.read()

    async def command(self, command: Command) -> None:
        """Carry a command out. Raises CommandRefused; then nothing is changed.

        Pause, play, step and stop take effect before the next turn; a stop, at once where the game waits for people.
        """
        match command:
            case Pause() | Play() | Step() | Stop():
                self._pace.obey(command)
                if isinstance(command, Stop) and (self._room.anybody() or self._review.waits):
                    self._cut()
            case EndGame():
                self._end(command.reason)
            case _:
                await self._chair.obey(command)

    def asks(self) -> AsyncIterator[HumanAsk]:
        """What waits for a person, as it comes up; ends when `run` does."""
        return self._room.asks()

    def waiting(self, ask_id: str) -> bool:
        """True while the ask waits for an answer."""
        return self._room.waiting(ask_id)

    def time_left(self, ask_id: str) -> float:
        """Seconds left for an ask, as extended; 0 for one that does not wait."""
        return self._asking.clocks.left(ask_id)

    async def draft(self, ask_id: str, answer: Talk | Order) -> None:
        """Keep an unfinished answer beside the transcript. Raises CommandRefused."""
        await self._room.draft(ask_id, answer)

    async def answer(self, ask_id: str, answer: Talk | Order) -> None:
        """Submit an answer; returns once it is on disk. Raises CommandRefused with all that cannot stand."""
        await self._room.answer(ask_id, answer)

    async def preview(self, ask_id: str, order: Order) -> dict[str, float]:
        """What the seat may expect of an order on the world it believes in. Raises CommandRefused."""
        return await self._room.preview(ask_id, order)

    async def ruling_preview(self, adjustments: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
        """What adjustments would do to the ruling under review. Raises CommandRefused."""
        return await self._review.preview(adjustments)

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
        self._room.close()

    async def _play(self) -> None:
        if self.over:
            return
        if self.game.closed < self.game.turns:
            await check_reachable(asked_endpoints(self._players(), self._endpoints))
        await self._recorder.sync()
        await self._play_turns()
        if self._ending or self.game.closed == self.game.turns:
            turn = self.game.turn if self._ending else self.game.turns
            self._recorder.append(turn, _ending(self.game, self._ending or COMPLETED))
            self._table.forget_drafts()
            await self._recorder.sync()

    async def _play_turns(self) -> None:
        """Play until the last turn is closed, the game is stopped or it is ended early."""
        # The graph library takes over half a second to import: mistakes in a set-up are told before that.
        from wargame import graph

        if self._was_cut():
            return
        self._playing = asyncio.create_task(graph.play(self._table, self.game.closed + 1, self.game.turns))
        try:
            await self._playing
        except asyncio.CancelledError:
            if not self._was_cut():
                raise

    def _was_cut(self) -> bool:
        """True where a command, and nobody else, ended the turn in play."""
        task = asyncio.current_task()
        called_off = task is not None and task.cancelling() > 0
        return bool(self._ending or self._pace.stopped) and not called_off

    def _end(self, reason: str) -> None:
        told = clean(reason, MAX_LINE)
        if not told:
            raise CommandRefused("a reason is required")
        if self.over or self._ending:
            raise CommandRefused("the game is over")
        self._ending = f"{ENDED_EARLY}: {told}"
        self._cut()

    def _cut(self) -> None:
        """Leave the turn in play as it is."""
        if self._playing is not None:
            self._playing.cancel()

    def _players(self) -> set[str]:
        return {status.player for status in self.game.seats.values()}

    def _is_reviewed(self) -> bool:
        return self._terms.attended and (self._terms.review or HUMAN in self._players())

    def _check_attended(self) -> None:
        people = [seat for seat, status in self.game.seats.items() if status.player == HUMAN]
        if people and not self._terms.attended:
            raise SetupError(
                f"seat {people[0]} is played by a person, who needs a screen: use `wargame play` or `wargame resume` "
                f"in a terminal, or give the seat to another player with --seat {people[0]}=PLAYER"
            )

    def _mind_budget(self) -> None:
        """Hold the game once, or end the session where nobody is there, when the budget is spent."""
        budget = self._terms.budget_usd
        if budget is None or self.over_budget:
            return
        replies = (event.data for event in self._feed.items if isinstance(event.data, ReplyReceived))
        cost = sum(cost_of(reply) or 0.0 for reply in replies)
        if cost < budget:
            return
        self.over_budget = True
        text = f"The budget of ${budget:.2f} is spent: models have cost ${cost:.2f}."
        self._recorder.append(self.game.turn, ObservationAdded(by=FACILITATOR, text=text))
        self._pace.obey(Pause() if self._terms.attended else Stop())


def _split(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """What is folded at once, and the half-played turn; seats changed hands before that turn began."""
    if any(isinstance(event.data, GameEnded) for event in events):
        return list(events), []
    whole = max((index for index, event in enumerate(events) if isinstance(event.data, TurnClosed)), default=0) + 1
    half = events[whole:]
    changes = [event for event in half if isinstance(event.data, SeatChanged)]
    return [*events[:whole], *changes], [event for event in half if not isinstance(event.data, SeatChanged)]


def _replied(events: Sequence[Event]) -> set[str]:
    """Seats whose present player has replied to a request."""
    seats: set[str] = set()
    for event in events:
        if isinstance(event.data, ReplyReceived):
            seats.add(event.data.seat)
        elif isinstance(event.data, SeatChanged):
            seats.discard(event.data.seat)
    return seats


def _ending(game: Game, reason: str) -> GameEnded:
    scores = game.boards(game.closed)
    final_hash = game.history[game.closed].state_hash
    return GameEnded(reason=reason, final_hash=final_hash, scores=scores, first=leader(scores))
