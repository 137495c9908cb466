"""The market of a moment: the four factors of the rent identity from a world, for any batch of worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.referee import ces
from wargame.referee.arrays import add_up
from wargame.referee.inputs import Factors
from wargame.referee.layout import layout
from wargame.referee.margins import margins
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.shares import shares
from wargame.referee.supply import World


@dataclass(frozen=True)
class Market:
    """Factors and the sums that loops and boards read.

    revenue, rent [..., holder, layer] USD bn per year; commons [..., industry, market] share of models served
    by open weights;
    supply [..., layer, industry, market] ln against the start; potential [..., industry, market] ln against the start.
    """

    factors: Factors
    revenue: Array
    rent: Array
    commons: Array
    supply: Array
    potential: Array


def market(pack: Pack, world: World, numbers: Numbers) -> Market:
    """Clear the market: shares from supply and attraction, scarcity and value from the CES, then margins."""
    found = shares(pack, world, numbers)
    potential, scarcity = ces.aggregate(found.supply, layout(pack).cost_share, numbers.get("sigma", 3))
    output = ces.ceiling(potential, numbers.get("demand_ceiling", 2))
    value = world["market_size"] * world["adoption"] * output
    margin = margins(pack, world, numbers, found.share, scarcity)
    cells = found.share * (value[..., None, :, :] * scarcity)[..., None, :, :, :]
    revenue = _over_markets(cells)
    cells *= margin
    return Market(
        factors=Factors(value, scarcity, found.share, margin),
        revenue=revenue,
        rent=_over_markets(cells),
        commons=found.commons,
        supply=found.supply,
        potential=potential,
    )


def _over_markets(cells: Array) -> Array:
    return add_up(cells.reshape((*np.shape(cells)[:-2], -1)), axis=-1)


def start_market(pack: Pack, numbers: Numbers) -> Market:
    """The market at the start under these numbers; kept with them."""
    if numbers.opening is None:
        opening = {
            name: np.ascontiguousarray(np.broadcast_to(value, numbers.batch + value.shape))
            for name, value in pack.start.items()
        }
        numbers.opening = market(pack, opening, numbers)
    return numbers.opening


def mean_margin(moment: Market) -> Array:
    """Rent over revenue [..., holder, layer], 0 where there is no revenue."""
    return moment.rent / np.maximum(moment.revenue, 1e-300) * (moment.revenue > 0.0)
