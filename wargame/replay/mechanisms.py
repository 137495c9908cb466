"""The mechanisms behind a turn as a seat feels them: each rule that moved something of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wargame import referee
from wargame.events import Firing
from wargame.referee.inputs import Commitment
from wargame.referee.pack import Array, Pack
from wargame.referee.quantities import LEVER_BY_NAME, LEVERS, STATE_BY_NAME, Quantity
from wargame.referee.supply import STOCKS
from wargame.views import Game

LEAST = 1e-12
SHOWN = 3
BEHIND = {role: {stock} for role, stock in STOCKS.items()} | {
    "energy": {"generation", "load", "power_price"},
    "chips": {"fab", "chip_gap", "export_control", "platform_lock"},
    "cloud": {"accelerators", "load", "queue"},
    "models": {"capability", "open_capability", "serving_cost", "moat", "markup", "standards", "local_fit"},
    "execution": {"machines", "volume", "field_data", "simulation"},
}
"""State variables behind each role's supply, cost or margin."""


def firings(game: Game, turn: int, bloc: str, holders: Sequence[int], layer: str = "") -> tuple[Firing, ...]:
    """Every rule that moved a variable of the holders, their bloc or the world: those behind the layer's supply first.

    Otherwise in the order of rules. An empty layer stands for all.
    """
    place = Place(game.pack, bloc, holders)
    records = referee.record(game.pack, game.state(turn - 1), game.inputs(turn))
    found = [firing for record in records if (firing := _firing(place, record)) is not None]
    roles = {role for entry in game.pack.layers if entry.id == layer for role in entry.roles}
    behind = {variable for role in roles for variable in BEHIND[role]}
    return tuple(sorted(found, key=lambda firing: behind.isdisjoint(firing.outputs)))


class Place:
    """Where holders stand in every array: they, their bloc as bloc and market; other axes count in full."""

    def __init__(self, pack: Pack, bloc: str, holders: Sequence[int]) -> None:
        self.pack = pack
        self._mine = {"holder": list(holders)}
        for axis in ("bloc", "market"):
            if bloc in pack.axes[axis]:
                self._mine[axis] = [pack.axes[axis].index(bloc)]

    def mean(self, quantity: Quantity, array: Array) -> float:
        """Mean over the seat's part of an array."""
        return float(np.mean(self._part(quantity, array)))

    def moved(self, quantity: Quantity, change: Array) -> bool:
        """True where the seat's part of an array changed."""
        return bool(np.any(np.abs(self._part(quantity, change)) > LEAST))

    def touches(self, item: Commitment) -> bool:
        """True where a commitment pulls a lever in the seat's part."""
        for lever in LEVERS:
            span = self.pack.lever_slices[lever.name]
            if span.start <= item.index < span.stop:
                flags = np.zeros(span.stop - span.start)
                flags[item.index - span.start] = 1.0
                return self.moved(lever, flags.reshape(self.pack.shape(lever)))
        return False

    def _part(self, quantity: Quantity, array: Array) -> Array:
        for position, axis in enumerate(quantity.axes):
            if axis in self._mine:
                array = array.take(self._mine[axis], axis=position)
        return array


def _firing(place: Place, record: referee.RuleFiring) -> Firing | None:
    felt = [name for name, change in record.change.items() if place.moved(STATE_BY_NAME[name], change)]
    if not felt:
        return None
    rule = record.rule
    before = {name: place.mean(STATE_BY_NAME[name], record.before[name]) for name in felt}
    after = {name: before[name] + place.mean(STATE_BY_NAME[name], record.change[name]) for name in felt}
    inputs = {name: place.mean(STATE_BY_NAME[name], array) for name, array in record.inputs.items()}
    inputs |= {f"lever {name}": place.mean(LEVER_BY_NAME[name], array) for name, array in record.levers.items()}
    return Firing(
        rule=rule.id,
        mechanism=rule.mechanism,
        text=_words(rule.claim, before, after),
        equation=rule.equation,
        inputs=inputs,
        outputs=after,
        parameters=tuple(_parameter(place.pack, name) for name in rule.parameters),
        causes=_causes(place, record.causes),
    )


def _words(claim: str, before: Mapping[str, float], after: Mapping[str, float]) -> str:
    shown = list(before)[:SHOWN]
    shifts = [f"{name.replace('_', ' ')} {before[name]:.4g} → {after[name]:.4g}" for name in shown]
    return f"{claim} ({', '.join(shifts)})"


def _parameter(pack: Pack, name: str) -> dict[str, Any]:
    parameter = pack.parameters[name]
    return {
        "id": parameter.id,
        "value": parameter.value,
        "unit": parameter.unit,
        "low": parameter.low,
        "high": parameter.high,
        "meaning": parameter.meaning,
        "source": parameter.source,
    }


def _causes(place: Place, commitments: Sequence[Commitment]) -> tuple[str, ...]:
    """Whose moves worked through the rule here, each once, in the order in which they were made."""
    found: dict[str, None] = {}
    for item in commitments:
        if place.touches(item):
            found[_name(place.pack, item)] = None
    return tuple(found)


def _name(pack: Pack, item: Commitment) -> str:
    names = {seat.id: seat.name for seat in pack.seats}
    move = pack.moves[item.move].name if item.move in pack.moves else item.move
    return f"{names.get(item.player, item.player)}: {move} (turn {item.turn})"
