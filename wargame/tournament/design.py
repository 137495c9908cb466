"""Who plays which seat in which game, so that seats, chance and theses fall on all players alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from wargame.facilitator.setup import DEFAULT_PLAYER
from wargame.tournament.plan import Plan

Seating: TypeAlias = dict[str, str]

SEED_BITS = 48


@dataclass(frozen=True)
class Match:
    """A game to be played. Games of one `group` (a rotation set) share seed and thesis.

    `seating`: player's name by compared seat, empty for a baseline's game. `players`: PLAYER by seat.
    """

    name: str
    group: int
    seed: int
    thesis: str
    seating: Seating
    players: Seating
    baseline: bool = False


def design(plan: Plan, seats: Sequence[str]) -> list[Match]:
    """All games of a plan, rotation set by rotation set, baselines first.

    `seats` are all seats of the scenario, in its order. In each set the compared seats stand in an order drawn anew;
    game r of k seats player (place + r) mod k: a Latin square, so that each player plays each seat once and keeps
    changing neighbours.
    """
    groups = plan.games // plan.set_size
    return [match for group in range(groups) for match in _rotation_set(plan, seats, group)]


def compared(plan: Plan, seats: Sequence[str]) -> list[str]:
    """The seats that players rotate through, in the order of the scenario."""
    return [seat for seat in seats if seat in plan.seats] if plan.seats else list(seats)


def _rotation_set(plan: Plan, seats: Sequence[str], group: int) -> list[Match]:
    chosen = compared(plan, seats)
    seed, thesis = _number(f"{plan.seed}/{group}"), plan.theses[group % len(plan.theses)]
    shuffled = sorted(chosen, key=lambda seat: _number(f"{plan.seed}/{group}/{seat}"))
    names = list(plan.players)
    matches = []
    for index, baseline in enumerate(plan.baselines):
        players = {seat: baseline if seat in chosen else DEFAULT_PLAYER for seat in seats}
        name = f"{group + 1:04}-baseline-{index + 1}"
        matches.append(Match(name, group, seed, thesis, {}, players, baseline=True))
    for rotation in range(plan.set_size):
        seating = {seat: names[(shuffled.index(seat) + rotation) % len(names)] for seat in chosen}
        players = {seat: plan.players[seating[seat]] if seat in seating else DEFAULT_PLAYER for seat in seats}
        matches.append(Match(f"{group + 1:04}-{rotation + 1}", group, seed, thesis, seating, players))
    return matches


def _number(text: str) -> int:
    """A whole number below 2**48 that follows from a text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[: SEED_BITS // 8], "big")
