"""What a game adds to the calls it makes: the same requests once in games, once bare, to one stub server process.

A game's own figure is the difference of a long and a short one, so that its set-up counts for nothing.
"""

import asyncio
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openai

from bench.common import Figure
from tests.stub import asked, stub_server
from wargame import facilitator, transcript
from wargame.events.payloads import RequestSent

SEATS = ("us_government", "china_state", "global_south", "frontier_lab", "chip_cloud", "open_lab", "integrator")
SHORT, LONG = 1, 4
REPEATS = 5
CPU_LIMIT, WALL_LIMIT, LATENCY = 2.5, 1.15, 0.2
Round = list[dict[str, Any]]


class Cost(NamedTuple):
    """Seconds of processor and wall time."""

    cpu: float
    wall: float


def now() -> Cost:
    return Cost(time.process_time(), time.perf_counter())


def difference(later: Cost, earlier: Cost) -> Cost:
    return Cost(later.cpu - earlier.cpu, later.wall - earlier.wall)


class Games:
    """Plays games in which the stub takes every seat, each in a transcript of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.players = dict.fromkeys(SEATS, f"openai:stub@{url}")
        self.folder = folder
        self.played: list[Path] = []

    def play(self, turns: int) -> Cost:
        begin = now()
        self.played.append(self.folder / f"{len(self.played)}.jsonl")
        setup = facilitator.Setup(seats=self.players, turns=turns, seed=7, out=self.played[-1])
        asyncio.run(facilitator.new(setup).run())
        return difference(now(), begin)

    def cost_of_turns(self) -> Cost:
        """Return what the turns cost by which the long game is longer."""
        short = self.play(SHORT)
        return difference(self.play(LONG), short)


def rounds_of_calls(url: str, path: Path) -> list[Round]:
    """Return what the stub was asked, second attempts too, in the turns by which the long game in `path` is longer."""
    keys = [
        (event.turn, event.data.phase, event.data.exchange, event.data.attempt)
        for event in transcript.read(path).events
        if isinstance(event.data, RequestSent) and event.turn > SHORT
    ]
    bodies = iter(asked(url)[-len(keys) :])
    sizes = Counter(keys).values()
    return [[_without_headers(next(bodies)) for _ in range(size)] for size in sizes]


def _without_headers(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "headers"}


async def ask_bare(url: str, rounds: list[Round]) -> Cost:
    """Return what the same calls cost, a round at once, through the client with aiohttp, once it is warm."""
    async with openai.AsyncOpenAI(
        api_key="none", base_url=url, max_retries=0, http_client=openai.DefaultAioHttpClient()
    ) as client:

        async def ask(requests: Round) -> None:
            await asyncio.gather(*(client.chat.completions.create(**request) for request in requests))

        await ask(rounds[0])
        begin = now()
        for requests in rounds:
            await ask(requests)
        return difference(now(), begin)


class Comparison(NamedTuple):
    """Median costs of the turns played and of their calls made bare, and how many calls in how many rounds."""

    played: Cost
    bare: Cost
    calls: int
    rounds: int


def compare(latency: float) -> Comparison:
    with stub_server(latency) as url, tempfile.TemporaryDirectory() as folder:
        games = Games(url, Path(folder))
        games.play(LONG)
        rounds = rounds_of_calls(url, games.played[-1])
        pairs = [(games.cost_of_turns(), asyncio.run(ask_bare(url, rounds))) for _ in range(REPEATS)]
    played, bare = zip(*pairs, strict=True)
    return Comparison(median(played), median(bare), sum(map(len, rounds)), len(rounds))


def median(costs: tuple[Cost, ...]) -> Cost:
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def measure() -> Iterator[Figure]:
    played, bare, calls, _ = compare(0.0)
    each = 1000 / calls
    detail = f"{each * played.cpu:.2f} ms against {each * bare.cpu:.2f} ms bare, {calls} calls at 0 ms latency"
    yield Figure("CPU per model decision", played.cpu / bare.cpu, CPU_LIMIT, "times", detail)
    played, bare, _, rounds = compare(LATENCY)
    each = 1000 / rounds
    detail = f"{each * played.wall:.0f} ms against {each * bare.wall:.0f} ms bare, at {1000 * LATENCY:.0f} ms latency"
    yield Figure(f"a round of {len(SEATS)} seats", played.wall / bare.wall, WALL_LIMIT, "times", detail)
