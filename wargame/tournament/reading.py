"""Reads the folder of a tournament back: its plan, and the result of each game of it that was begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wargame import transcript, views
from wargame.tournament.design import Match, design
from wargame.tournament.plan import PLAN, Plan, load
from wargame.tournament.pool import workers
from wargame.tournament.results import GAMES, Result, TournamentError, is_begun, read, transcript_path
from wargame.transcript import TranscriptError
from wargame.views import GameError

ALONE = 16
"""Games up to which one process reads them faster than several would start."""


@dataclass(frozen=True)
class Played:
    """A plan, all seats of its scenario in order, and results in the order of the design."""

    plan: Plan
    seats: tuple[str, ...]
    results: tuple[Result, ...]


def read_folder(folder: Path) -> Played:
    """What a tournament's folder holds. Raises PlanError, TranscriptError, GameError or TournamentError."""
    plan = load(folder / PLAN).plan
    begun = [path for path in sorted((folder / GAMES).glob("*.jsonl")) if is_begun(path)]
    if not begun:
        return Played(plan, tuple(plan.seats), ())
    seats = _seats(begun[0])
    matches = [match for match in design(plan, seats) if transcript_path(folder, match) in begun]
    return Played(plan, tuple(seats), tuple(_results(folder, matches, plan.turns)))


def _seats(path: Path) -> list[str]:
    """Seats in the order of the pack that a transcript holds: the scenario need not be installed."""
    return list(views.fold(transcript.read(path).events[:1]).seats)


def _results(folder: Path, matches: Sequence[Match], turns: int | None) -> list[Result]:
    tasks = [(transcript_path(folder, match), match, turns) for match in matches]
    if len(tasks) <= ALONE:
        return [read(*task) for task in tasks]
    with workers(len(tasks)) as pool:
        found = [future.result() for future in [pool.submit(_read, *task) for task in tasks]]
    # Read again here, a faulty one tells what is wrong with it.
    return [result or read(*task) for result, task in zip(found, tasks, strict=True)]


def _read(path: Path, match: Match, turns: int | None) -> Result | None:
    """The result, or None where it cannot be told: not every error finds its way out of a process."""
    try:
        return read(path, match, turns)
    except (TranscriptError, GameError, TournamentError):
        return None
