"""News: which injects come by themselves and what they do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
    fresh = np.asarray(world["inject_age"] < 0.0)
    released = np.zeros(np.shape(fresh), dtype=bool)
    count = np.zeros(np.shape(fresh)[:-1], dtype=np.int64)
    for index, inject in enumerate(pack.injects):
        if inject.id in by_hand:
            released[..., index] = fresh[..., index]
    waiting = np.any(fresh.reshape((-1, len(pack.injects))), axis=0)
    for index in _precedence(pack):
        inject = pack.injects[index]
        if not waiting[index] or inject.id in by_hand or not _possible(pack, inject, turn, draws):
            continue
        happens = fresh[..., index] & (count < pack.injects_per_turn)
        if inject.release.kind == "triggered":
            happens = happens & _crossed(pack, world, inject, index)
        elif inject.release.kind == "drawn":
            happens = happens & (draws[f"inject:{inject.id}"] < _chance(pack, world, inject))
        released[..., index] = happens
        count = count + happens
    return released


@lru_cache(maxsize=32)
def _precedence(pack: Pack) -> list[int]:
    """Injects that come by themselves, in the order in which they may take the places of a turn."""
    kinds = ("scheduled", "triggered", "drawn")
    return [index for kind in kinds for index, inject in enumerate(pack.injects) if inject.release.kind == kind]


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
    level = (add_up(values.take(spots, axis=-1)) / float(len(spots))).round(9)
    if release.above is None:
        return np.asarray(level < float(release.below or 0.0))
    above = level > release.above
    return np.asarray(above if release.below is None else above & (level < release.below))


@lru_cache(maxsize=32)
def _trigger_spots(pack: Pack) -> list[NDArray[np.intp]]:
    releases = [inject.release for inject in pack.injects]
    found = [state_places(pack, release.variable, release.at or {}) if release.variable else [] for release in releases]
    return [np.array(spots, dtype=np.intp) for spots in found]


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
    effects = _effects(pack)
    age = world["inject_age"].take(effects.inject, axis=-1) - effects.first
    active = (age >= 0.0) & (age < effects.length)
    acting = np.flatnonzero(active.reshape((-1, effects.inject.size)).any(axis=0))
    if not acting.size:
        return flat
    total = np.array(np.broadcast_to(flat, np.shape(age)[:-1] + np.shape(flat)[-1:]))
    sizes = np.where(active, effects.size * np.exp(-effects.decay * np.maximum(age, 0.0)), 0.0)
    for row in acting:
        total[..., effects.spots[row]] += sizes[..., row, None]
    return total


@dataclass(frozen=True)
class _Effects:
    """Lever effects of all injects, one row each: inject, first quarter, length, size, decay per quarter, and its
    spots in the flat lever vector.
    """

    inject: NDArray[np.intp]
    first: Array
    length: Array
    size: Array
    decay: Array
    spots: list[NDArray[np.intp]]


@lru_cache(maxsize=32)
def _effects(pack: Pack) -> _Effects:
    rows = [(index, inject.decay, effect) for index, inject in enumerate(pack.injects) for effect in inject.effects]
    return _Effects(
        inject=np.array([index for index, _, _ in rows], dtype=np.intp),
        first=np.array([quarters(effect.lag) for _, _, effect in rows], dtype=np.float64),
        length=np.array([max(1, quarters(effect.duration)) for _, _, effect in rows], dtype=np.float64),
        size=np.array([effect.size for _, _, effect in rows]),
        decay=np.array([decay / QUARTERS_PER_YEAR for _, decay, _ in rows]),
        spots=[_spots(pack, effect) for _, _, effect in rows],
    )


def _spots(pack: Pack, effect: LeverEffect) -> NDArray[np.intp]:
    """Where an effect lands in the flat lever vector."""
    start = pack.lever_slices[effect.lever].start
    return start + np.array(places(pack, LEVER_BY_NAME[effect.lever], effect.at, None, None), dtype=np.intp)
