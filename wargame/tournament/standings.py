"""What a comparison came to: a fold over the transcripts in its folder, whole rotation sets only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wargame.tournament.design import Match, compared
from wargame.tournament.notes import ALPHA, notes
from wargame.tournament.plan import Plan
from wargame.tournament.reading import Played, read_folder
from wargame.tournament.resampling import Array, Interval, holm, interval, pairs, sign_flip_p
from wargame.tournament.results import Result, Usage

COMPARISON = "comparison of players"
NO_COMPARISON = "not a comparison of players"


@dataclass(frozen=True)
class PlayerStanding:
    """How a player did.

    `score`: mean goal above that of the baselines in the same seats, seeds and theses; `ahead`: its score above the
    mean of the others that are not excluded, in the same seats and seeds. None where no whole set tells. `games`: those
    that count. Answers, tokens and cost are those of all its games; `cost_usd` is None where no reply has a price,
    `unpriced` counts requests of unknown cost.
    """

    name: str
    player: str
    score: float | None
    ci: Interval | None
    ahead: float | None
    ahead_ci: Interval | None
    games: int
    asked: int
    fallbacks: int
    tokens: int
    cost_usd: float | None
    unpriced: int

    @property
    def fallback_rate(self) -> float:
        """Share of answers that a default stood in for."""
        return self.fallbacks / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Contrast:
    """Two players in the same seats with the same chance: `difference` of their scores, a minus b.

    `p_adjusted` allows for all contrasts that were looked at; `better` names a player only where both tell.
    """

    a: str
    b: str
    difference: float
    ci: Interval | None
    p: float
    p_adjusted: float
    better: str


@dataclass(frozen=True)
class Standings:
    """The result of a tournament, whole or so far.

    `games` and `finished` count baselines' games too. `sets`: rotation sets planned, `counted`: those that are whole.
    `limit`: share of fallbacks above which a player is excluded. `settings`: how many scenarios or versions of the
    program the games were played with; more than one is a fault.
    """

    one_seat: bool
    limit: float
    players: tuple[PlayerStanding, ...]
    contrasts: tuple[Contrast, ...]
    excluded: tuple[str, ...]
    games: int
    finished: int
    sets: int
    counted: int
    settings: int

    @property
    def label(self) -> str:
        """What these standings are."""
        return NO_COMPARISON if self.one_seat else COMPARISON

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before believing them."""
        return tuple(notes(self, self.limit))

    @property
    def complete(self) -> bool:
        """True once every game of the plan was played to its end."""
        return self.finished == self.games


def standings(folder: Path) -> Standings:
    """The standings of a tournament's folder.

    Raises PlanError for a folder without a plan, TranscriptError, GameError or TournamentError for a transcript that is
    damaged or of another game.
    """
    return judge(read_folder(folder))


def judge(played: Played) -> Standings:
    """The standings that results give."""
    plan, names = played.plan, list(played.plan.players)
    whole = _whole_sets(played)
    scores = _scores(plan, whole)
    usage = {name: list(_usage(name, played.results)) for name in names}
    excluded = tuple(name for name in names if _rate(usage[name]) > plan.exclude_over_fallback)
    kept = [name for name in names if name not in excluded]
    games = {name: sum(bool(_seats_of(result.match, name)) for found in whole for result in found) for name in names}
    players = tuple(_standing(plan, name, scores, kept, usage[name], games[name]) for name in names)
    one_seat = len(compared(plan, played.seats)) == 1
    contrasts = _contrasts(plan, scores, kept, tells=not one_seat)
    return Standings(
        one_seat=one_seat,
        limit=plan.exclude_over_fallback,
        players=players,
        contrasts=contrasts,
        excluded=excluded,
        games=plan.games + plan.games // plan.set_size * len(plan.baselines),
        finished=sum(result.over for result in played.results),
        sets=plan.games // plan.set_size,
        counted=len(whole),
        settings=len({result.setting for result in played.results}),
    )


def _whole_sets(played: Played) -> list[list[Result]]:
    """Rotation sets of which every game is over; a part of one would favour whoever sat well in it."""
    groups: dict[int, list[Result]] = {}
    for result in played.results:
        groups.setdefault(result.match.group, []).append(result)
    size = played.plan.set_size + len(played.plan.baselines)
    return [found for _, found in sorted(groups.items()) if len(found) == size and all(one.over for one in found)]


def _scores(plan: Plan, whole: Sequence[Sequence[Result]]) -> Array:
    """Mean goal above the baselines [set, player]; each player has every compared seat once in a set."""
    table = np.zeros((len(whole), len(plan.players)))
    for row, games in enumerate(whole):
        base = [result.goals for result in games if result.match.baseline]
        for column, name in enumerate(plan.players):
            table[row, column] = np.mean(
                [
                    result.goals[seat] - np.mean([goals[seat] for goals in base])
                    for result in games
                    for seat in _seats_of(result.match, name)
                ]
            )
    return table


def _seats_of(match: Match, name: str) -> list[str]:
    return [seat for seat, who in match.seating.items() if who == name]


def _usage(name: str, results: Sequence[Result]) -> Iterator[Usage]:
    for result in results:
        for seat in _seats_of(result.match, name):
            yield result.usage[seat]


def _rate(usage: Sequence[Usage]) -> float:
    asked = sum(one.asked for one in usage)
    return sum(one.fallbacks for one in usage) / asked if asked else 0.0


def _standing(
    plan: Plan, name: str, scores: Array, kept: Sequence[str], usage: Sequence[Usage], games: int
) -> PlayerStanding:
    names = list(plan.players)
    mine = scores[:, names.index(name)]
    others = [names.index(other) for other in kept if other != name]
    tells = bool(len(mine)) and name in kept
    ahead = mine - scores[:, others].mean(axis=1) if tells and others else None
    priced = any(one.replies > one.unpriced for one in usage) or not any(one.replies for one in usage)
    return PlayerStanding(
        name=name,
        player=plan.players[name],
        score=float(np.mean(mine)) if tells else None,
        ci=interval(mine, plan.seed) if tells else None,
        ahead=None if ahead is None else float(np.mean(ahead)),
        ahead_ci=None if ahead is None else interval(ahead, plan.seed),
        games=games,
        asked=sum(one.asked for one in usage),
        fallbacks=sum(one.fallbacks for one in usage),
        tokens=sum(one.tokens for one in usage),
        cost_usd=sum(one.cost_usd for one in usage) if priced else None,
        unpriced=sum(one.unpriced for one in usage),
    )


def _contrasts(plan: Plan, scores: Array, kept: Sequence[str], *, tells: bool) -> tuple[Contrast, ...]:
    if not len(scores):
        return ()
    names = list(plan.players)
    found = [(a, b, scores[:, names.index(a)] - scores[:, names.index(b)]) for a, b in pairs(list(kept))]
    ps = [sign_flip_p(differences, plan.seed) for _, _, differences in found]
    return tuple(
        _contrast((a, b), float(np.mean(differences)), interval(differences, plan.seed), (p, adjusted), tells=tells)
        for (a, b, differences), p, adjusted in zip(found, ps, holm(ps), strict=True)
    )


def _contrast(
    names: tuple[str, str], difference: float, ci: Interval | None, ps: tuple[float, float], *, tells: bool
) -> Contrast:
    sure = tells and ps[1] < ALPHA and ci is not None and (ci[0] > 0 or ci[1] < 0)
    better = names[0 if difference > 0 else 1] if sure else ""
    return Contrast(*names, difference, ci, *ps, better)
