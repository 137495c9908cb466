"""News: which injects come by themselves and what they do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wargame.referee.arrays import add_up, between
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
    fresh = world["inject_age"] < 0.0
    released = np.zeros(np.shape(fresh), dtype=bool)
    count = np.zeros(np.shape(fresh)[:-1], dtype=np.int64)
    for index, inject in enumerate(pack.injects):
        if inject.id in by_hand:
            released[..., index] = fresh[..., index]
    for kind in ("scheduled", "triggered", "drawn"):
        for index, inject in enumerate(pack.injects):
            if inject.release.kind != kind or inject.id in by_hand or not _possible(pack, inject, turn, draws):
                continue
            happens = fresh[..., index] & (count < pack.injects_per_turn)
            if not np.any(happens):
                continue
            if kind == "triggered":
                happens = happens & _crossed(pack, world, inject, index)
            elif kind == "drawn":
                happens = happens & (draws[f"inject:{inject.id}"] < _chance(pack, world, inject))
            released[..., index] = happens
            count = count + happens
    return released


def _possible(pack: Pack, inject: Inject, turn: int, draws: Mapping[str, float]) -> bool:
    """Whether an inject can come this turn in any world at all."""
    release = inject.release
    if release.kind == "scheduled":
        return turn == release.turn
    if release.kind == "drawn":
        highest = release.hazard * max(1.0, release.raised)
        return draws.get(f"inject:{inject.id}", 1.0) < highest * pack.quarters_per_turn / QUARTERS_PER_YEAR
    return True


def _crossed(pack: Pack, world: Mapping[str, Array], inject: Inject, index: int) -> Flags:
    release = inject.release
    spots = _trigger_spots(pack)[index]
    values = _flat(pack, world, release.variable)
    level = np.round(add_up(values.take(spots, axis=-1), axis=-1) / float(len(spots)), 9)
    if release.above is None:
        return np.asarray(level < float(release.below or 0.0))
    above = level > release.above
    return np.asarray(above if release.below is None else above & (level < release.below))


@lru_cache(maxsize=32)
def _trigger_spots(pack: Pack) -> list[list[int]]:
    return [
        state_places(pack, inject.release.variable, inject.release.at or {}) if inject.release.variable else []
        for inject in pack.injects
    ]


def _chance(pack: Pack, world: Mapping[str, Array], inject: Inject) -> Array:
    """Chance of a drawn inject in a turn [...]: its hazard, raised once the inject it follows has come."""
    release = inject.release
    hazard = np.full(np.shape(world["inject_age"])[:-1], release.hazard, dtype=np.float64)
    if release.after:
        happened = world["inject_age"][..., pack.axes["inject"].index(release.after)] >= 0.0
        hazard = np.where(happened, hazard * release.raised, hazard)
    return np.round(1.0 - np.exp(-hazard * (pack.quarters_per_turn / QUARTERS_PER_YEAR)), 12)


def _flat(pack: Pack, world: Mapping[str, Array], variable: str) -> Array:
    value = world[variable]
    axes = len(STATE_BY_NAME[variable].axes)
    return np.reshape(value, (*np.shape(value)[: np.ndim(value) - axes], -1))


def release(pack: Pack, world: dict[str, Array], released: Flags) -> None:
    """Set the age of released injects to zero and apply their shocks, in worlds where they are released."""
    for index in np.flatnonzero(released.reshape((-1, len(pack.injects))).any(axis=0)):
        inject, flag = pack.injects[index], released[..., index]
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
        moved = between(flat[..., spot] * scale + add, quantity.low, quantity.high)
        if variable == "cash":
            moved = np.rint(moved)
        flat[..., spot] = np.where(flag, moved, flat[..., spot])
    world[variable] = flat.reshape(np.shape(world[variable]))


def pressure(pack: Pack, world: Mapping[str, Array], flat: Array) -> Array:
    """The lever vector with what released injects add while they last, fading with age."""
    total = flat
    for index, inject in enumerate(pack.injects):
        age = world["inject_age"][..., index]
        if not inject.effects or not np.any((age >= 0.0) & (age < _lasts(inject))):
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


def _lasts(inject: Inject) -> int:
    """Quarters after which an inject presses no lever."""
    return max(quarters(effect.lag) + max(1, quarters(effect.duration)) for effect in inject.effects)


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
