"""What a rule may read in one quarter, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from wargame.referee.layout import Layout, layout
from wargame.referee.market import Market
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.quantities import LEVERS

STEP = 0.25
"""Length of an internal step, years."""


@dataclass
class Quarter:
    """One quarter of any number of worlds: state arrays, levers in force (per year), the market at the
    quarter's start.
    """

    pack: Pack
    world: dict[str, Array]
    levers: Mapping[str, Array]
    market: Market
    numbers: Numbers
    layout: Layout = field(init=False)

    def __post_init__(self) -> None:
        self.layout = layout(self.pack)

    def p(self, name: str, trailing: int = 0) -> Array:
        """A parameter with `trailing` axes of length one after its batch axes."""
        return self.numbers.get(name, trailing)

    def trend(self, role: str) -> Array | None:
        """Growth of capacity per year of the layer with this role [holder], or None where no layer has it."""
        index = self.layout.roles[role]
        return None if index is None else self.pack.tables["capacity_trend"][index]


@dataclass(frozen=True)
class Rule:
    """One law of motion: ids, claim, equation, what it reads and writes, its parameters, and the pure function.

    The function returns the new arrays of the variables it writes; it returns nothing where the pack lacks the role.
    """

    id: str
    mechanism: str
    claim: str
    equation: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    parameters: tuple[str, ...]
    apply: Callable[[Quarter], dict[str, Array]]


@lru_cache(maxsize=32)
def _lever_bounds(pack: Pack) -> tuple[Array, Array]:
    sizes = [pack.lever_slices[lever.name].stop - pack.lever_slices[lever.name].start for lever in LEVERS]
    return np.repeat([lever.low for lever in LEVERS], sizes), np.repeat([lever.high for lever in LEVERS], sizes)


@lru_cache(maxsize=32)
def _lever_parts(pack: Pack) -> list[tuple[str, slice, tuple[int, ...]]]:
    return [(lever.name, pack.lever_slices[lever.name], pack.shape(lever)) for lever in LEVERS]


def lever_views(pack: Pack, flat: Array) -> dict[str, Array]:
    """Named levers from the flat lever vector [..., lever]: clipped to their bounds, each with its own axes."""
    low, high = _lever_bounds(pack)
    clipped = np.minimum(np.maximum(flat, low), high)
    lead = np.shape(flat)[:-1]
    return {name: clipped[..., part].reshape(lead + shape) for name, part, shape in _lever_parts(pack)}


def grown(value: Array, rate: Array) -> Array:
    """A stock after a quarter of growth at a log rate per year; exact, so that steps compose."""
    return value * np.exp(rate * STEP)


def closer(value: Array, target: Array, rate: Array | float) -> Array:
    """A stock after a quarter of moving towards a target at a rate per year; exact exponential approach."""
    return value + (target - value) * -np.expm1(-rate * STEP)
