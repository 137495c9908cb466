"""Plays the games of a plan side by side: models in this process, scripts in worker processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Literal

from wargame import facilitator, transcript
from wargame.endpoints import Endpoint, cost_of
from wargame.events import Stop
from wargame.events.payloads import ReplyReceived, TurnClosed
from wargame.facilitator import EndpointsDownError, LiveSession, Setup, SetupError
from wargame.scenario import ScenarioError
from wargame.seats import PersonaError, SeatError
from wargame.tournament.checking import is_unattended
from wargame.tournament.design import Match
from wargame.tournament.folder import Folder
from wargame.tournament.plan import Plan
from wargame.tournament.pool import cores, workers
from wargame.tournament.results import TournamentError, spent
from wargame.transcript import TranscriptError
from wargame.views import GameError

FEW = 3
"""Games that ask nobody are played here up to this many: by then worker processes would not have started."""

Ending = Literal["finished", "budget"]


@dataclass(frozen=True)
class Options:
    """How the games are played. `hosts`: trusted though only the plan names them; `at_once`: games with models."""

    endpoints: Mapping[str, Endpoint] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    answer_seconds: float = facilitator.ANSWER_SECONDS
    at_once: int = 16
    budget_usd: float | None = None


class Runner:
    """Plays what is left of a tournament; `tell` hears how it goes, line by line."""

    def __init__(self, plan: Plan, matches: Sequence[Match], folder: Folder, options: Options) -> None:
        self._plan = plan
        self._matches = matches
        self._folder = folder
        self._options = options
        self._tell: Callable[[str], None] = lambda line: None
        self._sessions: set[LiveSession] = set()
        self._spent: dict[str, float] = {}
        self._over: set[str] = set()
        self._over_budget = False
        self._failure: Exception | None = None

    @property
    def spent(self) -> float:
        """USD spent in all games so far, as far as prices are known."""
        return sum(self._spent.values())

    @property
    def over(self) -> int:
        """Games played to their end."""
        return len(self._over)

    async def run(self, tell: Callable[[str], None]) -> Ending:
        """Play every game that is not over.

        Once the budget is used up, or an endpoint or the disk fails, games in play stop before their next turn and can
        be resumed; then EndpointsDownError, TranscriptError or TournamentError is raised for a failure.
        """
        self._tell = tell
        self._over = {match.name for match in self._matches if self._folder.is_over(match)}
        self._count_spent()
        left = [match for match in self._matches if match.name not in self._over]
        tell(f"{len(self._matches)} games, {self.over} of them over{self._bill()}")
        await self._check_budget()
        scripted = [match for match in left if _asks_nobody(match)]
        apart = scripted if len(scripted) > FEW else []
        await asyncio.gather(self._play_apart(apart), self._play_here([match for match in left if match not in apart]))
        if self._failure is not None:
            raise self._failure
        return "budget" if self._over_budget else "finished"

    @property
    def _stopped(self) -> bool:
        return self._over_budget or self._failure is not None

    async def _play_apart(self, matches: Sequence[Match]) -> None:
        if not matches:
            return
        with workers(len(matches)) as pool:
            gate = asyncio.Semaphore(2 * cores())
            await asyncio.gather(*(self._play_in(pool, gate, match) for match in matches))

    async def _play_in(self, pool: Executor, gate: asyncio.Semaphore, match: Match) -> None:
        async with gate:
            if self._stopped:
                return
            begun = self._folder.is_begun(match)
            problem = await asyncio.get_running_loop().run_in_executor(
                pool, play_scripted, setup_of(self._plan, self._folder, match), begun
            )
        if problem:
            await self._fail(TournamentError(f"game {match.name}: {problem}"))
        else:
            self._finish(match)

    async def _play_here(self, matches: Sequence[Match]) -> None:
        gate = asyncio.Semaphore(self._options.at_once)
        await asyncio.gather(*(self._play_one(gate, match) for match in matches))

    async def _play_one(self, gate: asyncio.Semaphore, match: Match) -> None:
        async with gate:
            if self._stopped:
                return
            try:
                session = self._open(match)
                await self._follow(match, session)
            except (EndpointsDownError, TranscriptError) as failure:
                await self._fail(failure)
            else:
                if session.over:
                    self._finish(match)

    def _open(self, match: Match) -> LiveSession:
        options, path = self._options, self._folder.transcript(match)
        terms = facilitator.Terms(answer_seconds=options.answer_seconds, attended=False)
        if self._folder.is_begun(match):
            return facilitator.resume(path, options.endpoints, options.hosts, terms)
        return facilitator.new(setup_of(self._plan, self._folder, match), options.endpoints, terms)

    async def _follow(self, match: Match, session: LiveSession) -> None:
        """Play a game and keep its bill."""
        self._sessions.add(session)
        watching = asyncio.create_task(self._watch(match, session, session.game.closed))
        try:
            await session.run()
        finally:
            self._sessions.discard(session)
            await watching

    async def _watch(self, match: Match, session: LiveSession, closed: int) -> None:
        self._spent[match.name] = 0.0
        async for event in session.events():
            if isinstance(event.data, ReplyReceived):
                self._spent[match.name] += cost_of(event.data) or 0.0
                await self._check_budget()
            elif isinstance(event.data, TurnClosed) and event.turn > closed:
                self._tell(f"  game {match.name}: turn {event.turn} of {session.game.turns}{self._bill()}")

    def _count_spent(self) -> None:
        for match in self._matches:
            if not _asks_nobody(match) and self._folder.is_begun(match):
                self._spent[match.name] = spent(transcript.read(self._folder.transcript(match)).events)

    async def _check_budget(self) -> None:
        budget = self._options.budget_usd
        if budget is not None and self.spent >= budget and not self._over_budget:
            self._over_budget = True
            await self._stop()

    async def _fail(self, failure: Exception) -> None:
        self._failure = self._failure or failure
        await self._stop()

    async def _stop(self) -> None:
        """Let games in play come to the end of their turn; what they have asked for is paid and must be recorded."""
        for session in list(self._sessions):
            await session.command(Stop())

    def _finish(self, match: Match) -> None:
        self._over.add(match.name)
        self._tell(f"game {match.name} is over, {self.over} of {len(self._matches)}{self._bill()}")

    def _bill(self) -> str:
        return f", USD {self.spent:.2f} spent" if self.spent else ""


def play_scripted(setup: Setup, begun: bool) -> str:
    """Play a game that asks nobody to its end, in a worker process; what was wrong, empty where nothing was."""
    assert setup.out is not None, "a game of a tournament has its place"
    try:
        session = facilitator.resume(setup.out) if begun else facilitator.new(setup)
        asyncio.run(session.run())
    except (GameError, PersonaError, ScenarioError, SeatError, SetupError, TranscriptError) as problem:
        return str(problem)
    return ""


def setup_of(plan: Plan, folder: Folder, match: Match) -> Setup:
    """What a game is set up with."""
    return Setup(
        scenario=plan.scenario,
        thesis=match.thesis,
        seats=match.players,
        turns=plan.turns,
        seed=match.seed,
        out=folder.transcript(match),
    )


def _asks_nobody(match: Match) -> bool:
    return all(is_unattended(player) for player in match.players.values())
