"""The referee's own hazards, struck once at the start of a turn: an event happens iff its draw is below its chance."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from wargame.referee.arrays import highest
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack

OWN_HAZARDS = ("discontinuity", "rescue", "sudden_stop")
EVENT_TEXT = {
    "discontinuity": "A capability discontinuity: the best lab jumps ahead.",
    "rescue": "A failing firm is rescued with public money.",
    "sudden_stop": "A sudden stop: funding for AI dries up.",
}
JUMP = 1.6
"""Capability of the leader after a discontinuity over before (guess)."""
Flags = NDArray[np.bool_]


def strike(
    pack: Pack, world: dict[str, Array], numbers: Numbers, draws: Mapping[str, float], years: float
) -> dict[str, Flags]:
    """Apply this turn's hazards to the worlds and tell, per hazard, in which worlds it struck [...]."""
    struck = {}
    for name, (law, apply) in _LAWS.items():
        chance = law(pack, world, numbers, years).round(12)
        flag = np.broadcast_to(np.asarray(draws.get(name, 1.0) < chance), np.shape(world["sentiment"]))
        apply(pack, world, numbers, flag)
        struck[name] = flag
    return struck


def _discontinuity(pack: Pack, world: Mapping[str, Array], numbers: Numbers, years: float) -> Array:
    return -np.expm1(-numbers.get("discontinuity_hazard") * years)


def _leap(pack: Pack, world: dict[str, Array], numbers: Numbers, flag: Flags) -> None:
    """The leader jumps; others follow as far as it cannot keep the gain to itself (M63)."""
    capability = world["capability"]
    leader = capability.round(9) >= highest(capability, axis=-1, keepdims=True).round(9)
    spread = np.exp((1.0 - numbers.get("surplus_kept", 1)) * np.log(JUMP))
    world["capability"] = capability * np.where(flag[..., None], np.where(leader, JUMP, spread), 1.0)


def _rescue(pack: Pack, world: Mapping[str, Array], numbers: Numbers, years: float) -> Array:
    failing = highest(world["insolvent"] * _firms(pack), axis=-1)
    return numbers.get("backstop") * failing


def _bail_out(pack: Pack, world: dict[str, Array], numbers: Numbers, flag: Flags) -> None:
    """Insolvent firms start again from an empty till (M81)."""
    saved = flag[..., None] & (world["insolvent"] * _firms(pack) > 0.0)
    world["cash"] = np.where(saved, 0.0, world["cash"])
    world["insolvent"] = np.where(saved, 0.0, world["insolvent"])


def _firms(pack: Pack) -> Array:
    return np.array([1.0 if holder.firm else 0.0 for holder in pack.holders])


def _sudden_stop(pack: Pack, world: Mapping[str, Array], numbers: Numbers, years: float) -> Array:
    low = np.round(world["sentiment"], 9) < np.round(numbers.get("sudden_stop_threshold"), 9)
    return np.where(low, -np.expm1(-numbers.get("sudden_stop_hazard") * years), 0.0)


def _dry_up(pack: Pack, world: dict[str, Array], numbers: Numbers, flag: Flags) -> None:
    """Sentiment falls to two fifths at once (M79)."""
    world["sentiment"] = np.where(flag, world["sentiment"] * 0.4, world["sentiment"])


_LAWS = {
    "discontinuity": (_discontinuity, _leap),
    "rescue": (_rescue, _bail_out),
    "sudden_stop": (_sudden_stop, _dry_up),
}
