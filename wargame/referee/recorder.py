"""The third level of why: one turn run again with a recorder on every rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.referee.arrays import mean_of
from wargame.referee.inputs import Commitment, State, TurnInputs
from wargame.referee.pack import Array, Pack
from wargame.referee.quantities import LEVERS
from wargame.referee.quarter import Quarter, Rule
from wargame.referee.turn import adjudicate, commitments_in_play


@dataclass(frozen=True)
class RuleFiring:
    """What a rule did over a turn.

    inputs: arrays it reads, at the turn's start; before, after: arrays it writes, at both ends of its own
    work; levers: mean rates per
    year of the levers it used; causes: the commitments behind those levers.
    """

    rule: Rule
    inputs: dict[str, Array]
    before: dict[str, Array]
    change: dict[str, Array]
    levers: dict[str, Array]
    causes: tuple[Commitment, ...]


class _Levers(dict[str, Array]):
    """Levers that remember which were read."""

    def __init__(self, levers: dict[str, Array], used: dict[str, list[Array]]) -> None:
        super().__init__(levers)
        self._used = used

    def __getitem__(self, name: str) -> Array:
        value = super().__getitem__(name)
        self._used.setdefault(name, []).append(value)
        return value


def record(pack: Pack, state: State, inputs: TurnInputs) -> tuple[RuleFiring, ...]:
    """Every rule that moved something in this turn, in the order in which rules run."""
    firsts: dict[str, dict[str, Array]] = {}
    changes: dict[str, dict[str, Array]] = {}
    befores: dict[str, dict[str, Array]] = {}
    used: dict[str, dict[str, list[Array]]] = {}
    rules: dict[str, Rule] = {}

    def watch(rule: Rule, quarter: Quarter, written: dict[str, Array]) -> None:
        rules[rule.id] = rule
        firsts.setdefault(rule.id, {name: quarter.world[name] for name in rule.reads})
        for name, value in written.items():
            moved = value - quarter.world[name]
            befores.setdefault(rule.id, {}).setdefault(name, quarter.world[name])
            changes.setdefault(rule.id, {})[name] = changes.get(rule.id, {}).get(name, 0.0) + moved
        spy = Quarter(
            quarter.pack,
            quarter.world,
            _Levers(dict(quarter.levers), used.setdefault(rule.id, {})),
            quarter.market,
            quarter.numbers,
        )
        rule.apply(spy)

    adjudicate(pack, state, inputs, watch)
    in_play = commitments_in_play(pack, state, inputs)
    return tuple(
        RuleFiring(
            rule,
            firsts[name],
            befores.get(name, {}),
            changes.get(name, {}),
            {lever: mean_of(np.stack(values), axis=0) for lever, values in used[name].items()},
            _behind(pack, in_play, frozenset(used[name]), int(state.world["quarter"])),
        )
        for name, rule in rules.items()
        if any(np.any(change != 0.0) for change in changes.get(name, {}).values())
    )


def _behind(pack: Pack, in_play: tuple[Commitment, ...], names: frozenset[str], now: int) -> tuple[Commitment, ...]:
    spans = [pack.lever_slices[lever.name] for lever in LEVERS if lever.name in names]
    end = now + pack.quarters_per_turn
    return tuple(
        item
        for item in in_play
        if item.start < end and item.end > now and any(span.start <= item.index < span.stop for span in spans)
    )
