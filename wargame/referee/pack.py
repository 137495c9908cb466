"""A scenario pack as the referee reads it: names, tables, parameters, moves, injects; immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wargame.referee.quantities import LEVERS, STATE, TABLES, Quantity

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Layer:
    """A layer of the stack: its factor (energy, intelligence, execution, coordination) and the roles it plays."""

    id: str
    name: str
    factor: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Bloc:
    """A bloc of domicile; `buys` where it is also a market."""

    id: str
    name: str
    buys: bool


@dataclass(frozen=True)
class Holder:
    """Who can hold rents: a firm seat, or the rest of a bloc."""

    id: str
    name: str
    bloc: str
    firm: bool


@dataclass(frozen=True)
class Industry:
    """A battlefield."""

    id: str
    name: str
    ref: str


@dataclass(frozen=True)
class Seat:
    """A role at the table. `point_usd_bn`: cash per year of effort that one budget point buys."""

    id: str
    name: str
    kind: str
    bloc: str
    holder: str
    budget: int
    point_usd_bn: float
    goal_weights: Mapping[str, float]


@dataclass(frozen=True)
class Parameter:
    """A number of the model: value, unit, closed range, source or "guess", the rules that read it."""

    id: str
    value: float
    unit: str
    low: float
    high: float
    meaning: str
    source: str


@dataclass(frozen=True)
class LeverEffect:
    """What a move or inject does to one lever, per unit of intensity.

    `at` maps each axis of the lever to `self`, `bloc` (every holder of the mover's bloc), `rest` (rest of the
    mover's bloc),
    `target`, `all`, `others` (every bloc but the mover's) or an id; `lag` and `duration` in years. An axis
    that is left out
    means `self` for holder and bloc and `all` for industry and market.
    """

    lever: str
    size: float
    lag: float
    duration: float
    at: Mapping[str, str]


@dataclass(frozen=True)
class Move:
    """One entry of the catalogue. `target`: none, bloc, market, seat, holder or industry; `conflicts`: never
    with it in one turn.
    """

    id: str
    name: str
    ref: str
    who: tuple[str, ...]
    target: str
    targets: tuple[str, ...]
    cost: int
    effects: tuple[LeverEffect, ...]
    conflicts: tuple[str, ...]
    consent: bool
    mechanisms: tuple[str, ...]
    layer: str
    text: str
    source: str


@dataclass(frozen=True)
class Shock:
    """A jump of one state variable at release: `add` units or `scale` by (1 + size); clipped to the variable's
    bounds.
    """

    variable: str
    at: Mapping[str, str]
    kind: str
    size: float


@dataclass(frozen=True)
class Release:
    """When an inject comes by itself: `scheduled` (turn), `drawn` (hazard per year) or `triggered` (a variable
    crosses a level).
    """

    kind: str
    turn: int = 0
    hazard: float = 0.0
    after: str = ""
    raised: float = 1.0
    variable: str = ""
    at: Mapping[str, str] | None = None
    above: float | None = None
    below: float | None = None


@dataclass(frozen=True)
class Inject:
    """News: what it changes at once (shocks) and for a while (levers, fading by `decay` per year)."""

    id: str
    name: str
    ref: str
    text: str
    release: Release
    shocks: tuple[Shock, ...]
    effects: tuple[LeverEffect, ...]
    decay: float
    mechanisms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Pack:
    """A scenario, resolved under one thesis. Arrays carry the axes that `quantities` names and no batch axis."""

    id: str
    quarters_per_turn: int
    moves_per_turn: int
    injects_per_turn: int
    layers: tuple[Layer, ...]
    blocs: tuple[Bloc, ...]
    holders: tuple[Holder, ...]
    industries: tuple[Industry, ...]
    seats: tuple[Seat, ...]
    parameters: Mapping[str, Parameter]
    tables: Mapping[str, Array]
    start: Mapping[str, Array]
    moves: Mapping[str, Move]
    injects: tuple[Inject, ...]
    visibility: Mapping[str, str]
    goal_scales: Mapping[str, float]

    @cached_property
    def markets(self) -> tuple[Bloc, ...]:
        """Blocs that buy, in pack order."""
        return tuple(bloc for bloc in self.blocs if bloc.buys)

    @cached_property
    def axes(self) -> dict[str, tuple[str, ...]]:
        """Ids along each named axis."""
        return {
            "holder": tuple(holder.id for holder in self.holders),
            "layer": tuple(layer.id for layer in self.layers),
            "industry": tuple(industry.id for industry in self.industries),
            "market": tuple(bloc.id for bloc in self.markets),
            "bloc": tuple(bloc.id for bloc in self.blocs),
            "inject": tuple(inject.id for inject in self.injects),
        }

    def shape(self, quantity: Quantity) -> tuple[int, ...]:
        """Length of each axis of a quantity."""
        return self._shapes[quantity.axes]

    @cached_property
    def _shapes(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        kinds = {quantity.axes for quantity in (*STATE, *TABLES, *LEVERS)}
        return {axes: tuple(len(self.axes[axis]) for axis in axes) for axes in kinds}

    @cached_property
    def players(self) -> tuple[str, ...]:
        """Who a rent shift can be traced to: the seats, then `injects` and `facilitator`."""
        return (*(seat.id for seat in self.seats), "injects", "facilitator")

    @cached_property
    def lever_slices(self) -> dict[str, slice]:
        """Where each lever stands in the flat lever vector."""
        slices, at = {}, 0
        for lever in LEVERS:
            size = int(np.prod(self.shape(lever), dtype=np.int64))
            slices[lever.name] = slice(at, at + size)
            at += size
        return slices

    @cached_property
    def lever_count(self) -> int:
        """Length of the flat lever vector."""
        return int(self.lever_slices[LEVERS[-1].name].stop)

    def seat(self, seat_id: str) -> Seat:
        """The seat of this id; KeyError where the pack has none."""
        for seat in self.seats:
            if seat.id == seat_id:
                return seat
        raise KeyError(seat_id)

    def layer_with(self, role: str) -> int | None:
        """Index of the layer that plays a role, or None."""
        for index, layer in enumerate(self.layers):
            if role in layer.roles:
                return index
        return None
