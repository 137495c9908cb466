"""What the transcript of one game tells a comparison: goals, fallbacks, tokens and cost, by seat."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wargame import transcript, views
from wargame.endpoints import cost_of
from wargame.events import Event
from wargame.events.canonical import digest
from wargame.events.payloads import GameEnded, GameStarted, ReplyReceived, RequestAbandoned
from wargame.tournament.design import Match

GAMES = "games"
TAIL_BYTES = 65_536


class TournamentError(ValueError):
    """A folder that does not fit its plan; the text says where and what would be right."""


@dataclass(frozen=True)
class Usage:
    """What a seat's answers came to in a game. `unpriced`: requests whose cost is not known."""

    asked: int
    fallbacks: int
    tokens: int
    replies: int
    cost_usd: float
    unpriced: int


@dataclass(frozen=True)
class Result:
    """A game as far as it was played. `goals` by seat, empty until it is over.

    `seats` are all seats in the order of the scenario; `setting` tells scenario and program version from others.
    """

    match: Match
    goals: Mapping[str, float]
    usage: Mapping[str, Usage]
    setting: str

    @property
    def over(self) -> bool:
        """True once the game was played to its end."""
        return bool(self.goals)


def transcript_path(folder: Path, match: Match) -> Path:
    """Where a game's transcript lies in the folder of its tournament."""
    return folder / GAMES / f"{match.name}.jsonl"


def is_begun(path: Path) -> bool:
    """True for a transcript whose first event is whole."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.readline().endswith(b"\n")


def is_over(path: Path) -> bool:
    """True for a transcript whose last line ends the game."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL_BYTES))
        last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
    try:
        fields = json.loads(last)
    except ValueError:
        return False
    return isinstance(fields, dict) and fields.get("kind") == GameEnded.kind


def read(path: Path, match: Match, turns: int | None) -> Result:
    """The result of a game from its transcript.

    Raises TranscriptError and GameError for a damaged one, TournamentError for another game than the plan's.
    """
    events = transcript.read(path).events
    game = views.fold(events)
    _check(path, match, game.started, turns)
    ended = game.ended
    return Result(
        match=match,
        goals={seat: boards["goal"] for seat, boards in ended.scores.items()} if ended else {},
        usage=_usage(game, events),
        setting=digest({"pack": game.started.pack, "versions": game.started.versions}),
    )


def spent(events: Iterable[Event]) -> float:
    """USD that the replies among these events cost, as far as their price is known."""
    return sum(cost_of(event.data) or 0.0 for event in events if isinstance(event.data, ReplyReceived))


def _usage(game: views.Game, events: Iterable[Event]) -> dict[str, Usage]:
    costs = dict.fromkeys(game.seats, 0.0)
    replies: Counter[str] = Counter()
    unpriced: Counter[str] = Counter()
    for event in events:
        if isinstance(event.data, ReplyReceived):
            cost = cost_of(event.data)
            replies[event.data.seat] += 1
            costs[event.data.seat] += cost or 0.0
            unpriced[event.data.seat] += cost is None
        elif isinstance(event.data, RequestAbandoned):
            unpriced[event.data.seat] += 1
    return {
        seat: Usage(status.asked, status.fallbacks, status.tokens, replies[seat], costs[seat], unpriced[seat])
        for seat, status in game.seats.items()
    }


def _check(path: Path, match: Match, started: GameStarted, turns: int | None) -> None:
    players = {seat: setup.player for seat, setup in started.seats.items()}
    planned = {"seed": match.seed, "thesis": match.thesis, "players": match.players, "turns": turns or started.turns}
    recorded = {"seed": started.seed, "thesis": started.thesis, "players": players, "turns": started.turns}
    for key, value in planned.items():
        if recorded[key] != value:
            raise TournamentError(
                f"{path}: is not game {match.name} of this plan: its {key} should be {value!r}, not {recorded[key]!r}"
            )
