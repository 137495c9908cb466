"""News: which injects come by themselves and what they do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wargame.referee.chance import OWN_HAZARDS
from wargame.referee.levers import QUARTERS_PER_YEAR, places, quarters, state_places
from wargame.referee.pack import Array, Inject, LeverEffect, Pack
from wargame.referee.quantities import LEVER_BY_NAME, STATE_BY_NAME

Flags = NDArray[np.bool_]


def hazards(pack: Pack) -> tuple[str, ...]:
    """Ids that need one uniform draw in [0, 1) per turn."""
    drawn = [f"inject:{inject.id}" for inject in pack.injects if inject.release.kind == "drawn"]
    return (*OWN_HAZARDS, *sorted(drawn))


def due(
    pack: Pack, world: Mapping[str, Array], turn: int, draws: Mapping[str, float], by_hand: Collection[str] = ()
) -> Flags:
    """Which injects are released at the start of a turn [..., inject]: by hand always, else at most `injects_per_turn`.

    Order of precedence: scheduled, triggered, drawn, each in pack order. An inject is released at most once.
    """
    fresh = np.round(world["inject_age"], 9) < 0.0
    released = np.zeros(np.shape(fresh), dtype=bool)
    count = np.zeros(np.shape(fresh)[:-1], dtype=np.int64)
    years = pack.quarters_per_turn / QUARTERS_PER_YEAR
    for index, inject in enumerate(pack.injects):
        if inject.id in by_hand:
            released[..., index] = fresh[..., index]
    for kind in ("scheduled", "triggered", "drawn"):
        for index, inject in enumerate(pack.injects):
            if inject.release.kind != kind or inject.id in by_hand:
                continue
            happens = fresh[..., index] & (count < pack.injects_per_turn)
            if kind == "scheduled":
                happens = happens & (turn == inject.release.turn)
            elif kind == "triggered":
                happens = happens & _crossed(pack, world, inject)
            else:
                chance = -np.expm1(-_hazard(pack, world, inject) * years)
                happens = happens & (draws.get(f"inject:{inject.id}", 1.0) < np.round(chance, 12))
            released[..., index] = happens
            count = count + happens
    return released


def _crossed(pack: Pack, world: Mapping[str, Array], inject: Inject) -> Flags:
    release = inject.release
    values = _flat(pack, world, release.variable)
    spots = state_places(pack, release.variable, release.at or {})
    level = np.round(np.mean(np.take(values, spots, axis=-1), axis=-1), 9)
    crossed = np.ones(np.shape(level), dtype=bool)
    if release.above is not None:
        crossed = crossed & (level > release.above)
    if release.below is not None:
        crossed = crossed & (level < release.below)
    return np.asarray(crossed)


def _hazard(pack: Pack, world: Mapping[str, Array], inject: Inject) -> Array:
    ids = pack.axes["inject"]
    base = np.full(np.shape(world["inject_age"])[:-1], inject.release.hazard)
    if not inject.release.after:
        return base
    happened = np.round(world["inject_age"][..., ids.index(inject.release.after)], 9) >= 0.0
    return np.where(happened, base * inject.release.raised, base)


def _flat(pack: Pack, world: Mapping[str, Array], variable: str) -> Array:
    value = world[variable]
    axes = len(STATE_BY_NAME[variable].axes)
    return np.reshape(value, (*np.shape(value)[: np.ndim(value) - axes], -1))


def release(pack: Pack, world: dict[str, Array], released: Flags) -> None:
    """Set the age of released injects to zero and apply their shocks, in worlds where they are released."""
    for index, inject in enumerate(pack.injects):
        flag = released[..., index]
        if not np.any(flag):
            continue
        age = world["inject_age"].copy()
        age[..., index] = np.where(flag, 0.0, age[..., index])
        world["inject_age"] = age
        for shock in inject.shocks:
            add = shock.size if shock.kind == "add" else 0.0
            scale = 1.0 + shock.size if shock.kind == "scale" else 1.0
            jump(pack, world, shock.variable, shock.at, flag, add, scale)


def jump(
    pack: Pack, world: dict[str, Array], variable: str, at: Mapping[str, str], flag: Flags, add: float, scale: float
) -> None:
    """Move a state variable at the places named: value * scale + add, within bounds, in flagged worlds."""
    quantity = STATE_BY_NAME[variable]
    flat = _flat(pack, world, variable).copy()
    spots = state_places(pack, variable, at)
    for spot in spots:
        moved = np.clip(flat[..., spot] * scale + add, quantity.low, quantity.high)
        if variable == "cash":
            moved = np.rint(moved)
        flat[..., spot] = np.where(flag, moved, flat[..., spot])
    world[variable] = flat.reshape(np.shape(world[variable]))


def pressure(pack: Pack, world: Mapping[str, Array], flat: Array) -> Array:
    """The lever vector with what released injects add while they last, fading with age."""
    total = flat
    for index, inject in enumerate(pack.injects):
        age = world["inject_age"][..., index]
        if not inject.effects or not np.any(age >= 0.0):
            continue
        total = np.array(np.broadcast_to(total, np.shape(age) + np.shape(flat)[-1:]))
        for effect, spots in _spots(pack)[index]:
            first = quarters(effect.lag)
            last = first + max(1, quarters(effect.duration))
            active = (age >= first) & (age < last)
            fade = np.exp(-inject.decay * (age - first) / QUARTERS_PER_YEAR)
            size = np.where(active, effect.size * fade, 0.0)
            for spot in spots:
                total[..., spot] += size
    return total


@lru_cache(maxsize=32)
def _spots(pack: Pack) -> list[list[tuple[LeverEffect, list[int]]]]:
    """For each inject its effects and where they land in the flat lever vector."""
    return [
        [
            (effect, [pack.lever_slices[effect.lever].start + place for place in _places(pack, effect)])
            for effect in inject.effects
        ]
        for inject in pack.injects
    ]


def _places(pack: Pack, effect: LeverEffect) -> list[int]:
    return places(pack, LEVER_BY_NAME[effect.lever], effect.at, None, None)
