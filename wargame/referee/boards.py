"""Scoreboards of a seat, and the goal that weighs them against the hold-everything run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.referee.arrays import add_up, between, highest
from wargame.referee.inputs import State
from wargame.referee.layout import layout
from wargame.referee.loops.capital import CENTS
from wargame.referee.market import Market, market
from wargame.referee.numbers import Numbers, numbers_of
from wargame.referee.pack import Array, Pack, Seat
from wargame.referee.quantities import BOARDS

GOAL = "goal"
RELATIVE = frozenset({"rent", "rent_share", "welfare", "benchmark"})
"""Boards that the goal compares in logs; the others are indices already."""


def board_array(pack: Pack, world: Mapping[str, Array], numbers: Numbers) -> Array:
    """All boards of all seats [..., seat, board], boards in the order of BOARDS.

    rent: USD bn a year (for a state, of all holders of its bloc). rent_share: of the world's rent.
    welfare: what buyers keep at home (a firm: what its customers pay). autonomy: how little of supply others
    can withhold.
    survival: legitimacy, for a firm cash against its burn. benchmark: the best model at hand, whatever it is worth.
    """
    moment = market(pack, world, numbers)
    total = add_up(moment.rent, axis=(-2, -1))
    columns = []
    for seat in pack.seats:
        if seat.kind == "state":
            measured = _state_boards(pack, world, moment, total, seat, numbers)
        else:
            measured = _firm_boards(pack, world, moment, total, seat)
        columns.append(np.stack(np.broadcast_arrays(*measured), axis=-1))
    return np.stack(columns, axis=-2)


def _state_boards(
    pack: Pack, world: Mapping[str, Array], moment: Market, total: Array, seat: Seat, numbers: Numbers
) -> tuple[Array, ...]:
    place = layout(pack)
    bloc = pack.axes["bloc"].index(seat.bloc)
    homes = place.lives[bloc]
    rent = add_up(moment.rent * homes[:, None], axis=(-2, -1))
    benchmark = np.maximum(highest(world["capability"] * homes, axis=-1), world["open_capability"])
    if seat.bloc not in pack.axes["market"]:
        return rent, rent / total, rent, np.ones(np.shape(rent)), world["legitimacy"][..., bloc], benchmark
    at = pack.axes["market"].index(seat.bloc)
    return (
        rent,
        rent / total,
        _welfare(pack, world, moment, bloc, at, numbers),
        _autonomy(pack, world, moment, bloc, at),
        world["legitimacy"][..., bloc],
        benchmark,
    )


def _welfare(pack: Pack, world: Mapping[str, Array], moment: Market, bloc: int, at: int, numbers: Numbers) -> Array:
    """Value realised at home less rents that foreigners take and debt service, USD bn a year; displacement, power bills
    and the damage that load does take their share of it.
    """
    place = layout(pack)
    found = moment.factors
    value = add_up(found.value[..., at], axis=-1)
    paid = (
        found.share[..., at]
        * found.margin[..., at]
        * (found.value[..., None, :, at] * found.scarcity[..., at])[..., None, :, :]
    )
    abroad = add_up(paid * (1.0 - place.lives[bloc])[:, None, None], axis=(-3, -2, -1))
    strain = 1.0 - world["displacement"][..., at] - 0.03 * (world["bill"][..., bloc] - 1.0)
    load = np.log(np.maximum(world["load"][..., bloc], 1e-9) / np.maximum(pack.start["load"][bloc], 1e-9))
    strain = strain - 0.1 * numbers.get("external_damage") * np.maximum(load, 0.0)
    return (value - abroad) * strain - 0.1 * world["debt"][..., at]


def _autonomy(pack: Pack, world: Mapping[str, Array], moment: Market, bloc: int, at: int) -> Array:
    """Share of the market's spending that others cannot withhold: home and open supply, and foreign supply as
    far as it is trusted.
    """
    place = layout(pack)
    found = moment.factors
    spending = found.value[..., None, :, at] * found.scarcity[..., at]
    foreign = add_up(
        found.share[..., at] * (1.0 - place.lives[bloc])[:, None, None] * spending[..., None, :, :], axis=(-2, -1)
    )
    trust = world["trust"][..., at, :].take(place.domicile, axis=-1)
    exposed = add_up(foreign * (1.0 - 0.5 * trust), axis=-1) / add_up(spending, axis=(-2, -1))
    denied = highest(world["export_control"][..., at], axis=-1)
    return (1.0 - exposed) * (1.0 - 0.2 * denied)


def _firm_boards(pack: Pack, world: Mapping[str, Array], moment: Market, total: Array, seat: Seat) -> tuple[Array, ...]:
    holder = pack.axes["holder"].index(seat.holder)
    place = layout(pack)
    rent = add_up(moment.rent[..., holder, :], axis=-1)
    revenue = add_up(moment.revenue[..., holder, :], axis=-1)
    by_market = add_up(
        moment.factors.share[..., holder, :, :, :] * (moment.factors.value[..., None, :, :] * moment.factors.scarcity),
        axis=(-3, -2),
    )
    trust = world["trust"][..., place.domicile[holder]]
    control = world["export_control"][..., place.domicile[holder], :]
    reach = add_up(by_market * (0.5 + 0.5 * trust) * (1.0 - 0.5 * control), axis=-1) / np.maximum(revenue, 1e-12)
    burn = max(float(pack.tables["burn"][holder]), 1.0)
    years = (world["cash"][..., holder] / CENTS + pack.tables["credit_line"][holder]) / (2.0 * burn)
    alive = between(years, 0.0, 1.0) * (1.0 - world["insolvent"][..., holder])
    benchmark = np.maximum(world["capability"][..., holder], world["open_capability"])
    return rent, rent / total, revenue, reach, alive, benchmark


def goals(pack: Pack, found: Array, baseline: Array) -> Array:
    """Goal of each seat [..., seat]: weighted mean of (board - board had everyone held) / the pack's scale.

    rent, rent_share, welfare and benchmark are compared in logs, so that a small seat and a large one count alike; a
    loss of more than 95% counts as 95%. Scales are data of the pack, weights of the persona.
    """
    columns = []
    for row, seat in enumerate(pack.seats):
        score = np.zeros(np.shape(found)[:-2])
        for column, board in enumerate(BOARDS):
            weight = seat.goal_weights.get(board, 0.0)
            if weight:
                gain = _gain(found[..., row, column], baseline[..., row, column], board in RELATIVE)
                score = score + weight * gain / pack.goal_scales[board]
        columns.append(score)
    return np.stack(columns, axis=-1)


def _gain(found: Array, held: Array, relative: bool) -> Array:
    if not relative:
        return found - held
    least = np.maximum(np.abs(held), 1e-9)
    return np.log(np.maximum(found, 0.05 * least)) - np.log(least)


def boards(
    pack: Pack, world: State | Mapping[str, Array], baseline: State | Mapping[str, Array]
) -> dict[str, dict[str, float]]:
    """Boards and goal of every seat in one world; `baseline` is the same turn with everyone holding."""
    numbers = numbers_of(pack)
    here = board_array(pack, _arrays(world), numbers)
    there = board_array(pack, _arrays(baseline), numbers)
    goal = goals(pack, here, there)
    return {
        seat.id: {**{board: float(here[row, column]) for column, board in enumerate(BOARDS)}, GOAL: float(goal[row])}
        for row, seat in enumerate(pack.seats)
    }


def _arrays(world: State | Mapping[str, Array]) -> Mapping[str, Array]:
    return world.world if isinstance(world, State) else world
