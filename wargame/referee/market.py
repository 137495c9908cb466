"""The market of a moment: the four factors of the rent identity from a world, for any batch of worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.referee import ces
from wargame.referee.arrays import Part, add_up
from wargame.referee.inputs import Factors
from wargame.referee.layout import Layout, layout
from wargame.referee.margins import Margins, margins
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.shares import Shares, shares
from wargame.referee.supply import Supply, World, measure

AT_ONCE = 16
"""Worlds whose cells are worked out at once: as many as stay close to the processor."""


@dataclass(frozen=True)
class Market:
    """Sums that loops and boards read, and what the factors are made of.

    found, offer, charge: capacities and costs, shares and margins that it was cleared with; value [..., industry,
    market] USD bn per year; scarcity, supply [..., layer, industry, market], supply in ln against the start;
    potential [..., industry, market] ln against the start; commons [..., industry, market]: share of models served
    by open weights; revenue, rent [..., holder, layer] USD bn per year.
    """

    pack: Pack
    found: Supply
    offer: Shares
    charge: Margins
    value: Array
    scarcity: Array
    supply: Array
    potential: Array
    commons: Array
    revenue: Array
    rent: Array

    @cached_property
    def factors(self) -> Factors:
        """The four factors in every cell."""
        place = layout(self.pack)
        share = self.offer.cells(place, ...)
        margin = self.charge.cells(place, share, ...) * place.inverse_firms[:, :, None]
        grid = (*np.shape(share)[:-1], *np.shape(self.value)[-2:])
        return Factors(self.value, self.scarcity, share.reshape(grid), margin.reshape(grid))


def market(pack: Pack, world: World, numbers: Numbers) -> Market:
    """Clear the market: shares from supply and attraction, scarcity and value from the CES, then margins."""
    found = measure(pack, world, numbers)
    offer = shares(pack, world, numbers, found)
    grid = (len(pack.industries), len(pack.markets))
    supply = offer.supply.reshape((*np.shape(offer.supply)[:-1], *grid))
    potential, scarcity = ces.aggregate(supply, layout(pack).cost_share, numbers.get("sigma", 3))
    output = ces.ceiling(potential, numbers.get("demand_ceiling", 2))
    value = world["market_size"] * world["adoption"] * output
    charge = margins(pack, world, numbers, found, offer, scarcity)
    revenue, rent = _sums(layout(pack), offer, charge, value[..., None, :, :] * scarcity)
    commons = offer.commons.reshape((*np.shape(offer.commons)[:-1], *grid))
    return Market(pack, found, offer, charge, value, scarcity, supply, potential, commons, revenue, rent)


def _sums(place: Layout, offer: Shares, charge: Margins, spending: Array) -> tuple[Array, Array]:
    """Revenue and rent over all cells [..., holder, layer] from what is spent [..., layer, industry, market]."""
    spent = spending.reshape((*np.shape(spending)[:-2], -1))
    revenue, rent = np.empty(np.shape(charge.bound)), np.empty(np.shape(charge.bound))
    for worlds in _parts(revenue):
        share = offer.cells(place, worlds)
        paid = share * spent[worlds][..., None, :, :]
        revenue[worlds] = add_up(paid)
        paid *= charge.cells(place, share, worlds)
        rent[worlds] = add_up(paid)
    return revenue, rent * place.inverse_firms


def _parts(sums: Array) -> list[Part]:
    if sums.ndim == 2:
        return [...]
    return [slice(first, first + AT_ONCE) for first in range(0, len(sums), AT_ONCE)]


def start_market(pack: Pack, numbers: Numbers) -> Market:
    """The market at the start under these numbers; kept with them."""
    if numbers.opening is None:
        opening = {
            name: np.array(np.broadcast_to(value, numbers.batch + value.shape), order="C")
            for name, value in pack.start.items()
        }
        numbers.opening = market(pack, opening, numbers)
    return numbers.opening


def mean_margin(moment: Market) -> Array:
    """Rent over revenue [..., holder, layer], 0 where there is no revenue."""
    return moment.rent / np.maximum(moment.revenue, 1e-300)
