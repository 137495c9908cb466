"""The market of a moment: the four factors of the rent identity from a world, for any batch of worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.referee import ces, supply
from wargame.referee.inputs import Factors
from wargame.referee.layout import layout
from wargame.referee.margins import margins
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.supply import World


@dataclass(frozen=True)
class Market:
    """Factors and the sums that the loops read.

    revenue, rent [..., holder, layer] USD bn per year; commons [..., industry, market] share of models served by open weights;
    supply [..., layer, industry, market] ln against the start; potential [..., industry, market] ln against the start.
    """

    factors: Factors
    revenue: Array
    rent: Array
    commons: Array
    supply: Array
    potential: Array


def market(pack: Pack, world: World, numbers: Numbers) -> Market:
    """Clear the market: supply and attraction give shares, the CES gives scarcity and value, then margins."""
    quantity, commons_quantity = _quantities(pack, world, numbers)
    pull = np.exp(_attraction(pack, world, numbers))
    attracted = quantity * pull[..., :, :, None, :]
    models = layout(pack).roles["models"]
    drawn_to_commons = commons_quantity
    if models is not None:
        closed, free = _model_appeal(pack, world, numbers)
        attracted[..., models, :, :] *= np.exp(closed)[..., None]
        drawn_to_commons = commons_quantity * np.exp(free)[..., None]
    total = np.sum(attracted, axis=-4)
    offered = np.sum(quantity, axis=-4)
    if models is not None:
        total[..., models, :, :] += drawn_to_commons
        offered[..., models, :, :] += commons_quantity
    share = attracted / np.maximum(total, 1e-300)[..., None, :, :, :]
    log_supply = np.log(np.maximum(offered, ces.FLOOR))
    sigma = numbers.get("sigma", 3)
    weights = pack.tables["cost_share"][:, :, None]
    log_potential, scarcity = ces.aggregate(log_supply, weights, sigma)
    value = world["market_size"] * world["adoption"] * ces.ceiling(log_potential, numbers.get("demand_ceiling", 2))
    margin = margins(pack, world, numbers, share, scarcity)
    revenue = share * (value[..., None, :, :] * scarcity)[..., None, :, :, :]
    rent = revenue * margin
    return Market(
        factors=Factors(value, scarcity, share, margin),
        revenue=np.sum(revenue, axis=(-2, -1)),
        rent=np.sum(rent, axis=(-2, -1)),
        commons=_commons_share(drawn_to_commons, total, models, value),
        supply=log_supply,
        potential=log_potential,
    )


def _commons_share(quantity: Array, total: Array, models: int | None, value: Array) -> Array:
    if models is None:
        return np.zeros(np.shape(value))
    return quantity / np.maximum(total[..., models, :, :], 1e-300)


def _quantities(pack: Pack, world: World, numbers: Numbers) -> tuple[Array, Array]:
    """Supply in each market as a multiple of the market's start: by holder [..., holder, layer, industry, market], and the commons.

    Growth of a foreign holder is felt as far as the layer trades; an export control takes its share of chips out first.
    """
    place = layout(pack)
    felt = 1.0 - place.foreign[:, None, :] * (1.0 - _tradability(pack, numbers))[..., None, :, None]
    growth = supply.log_capacity(pack, world, numbers)[..., :, :, None] * felt
    models, execution = place.roles["models"], place.roles["execution"]
    access = _access(pack, world)
    ratio = np.exp(growth)
    for role in ("chips", "cloud"):
        layer = place.roles[role]
        if layer is not None and layer != models:
            ratio[..., layer, :] *= access if role == "chips" else np.sqrt(access)
    quantity = place.share0 * ratio[..., :, :, None, :]
    if models is not None:
        price = numbers.get("price_pass_through", 2) * np.log(world["price"][..., models])[..., None]
        quantity[..., models, :, :] *= np.exp(-price)[..., None]
    if execution is not None:
        skill = supply.log_quality(pack, world, numbers) - supply.log_unit_cost(pack, world, numbers)
        quantity[..., execution, :, :] *= np.exp(skill)[..., None]
    return quantity, _commons_quantity(pack, world, numbers)


def _commons_quantity(pack: Pack, world: World, numbers: Numbers) -> Array:
    """Open weights as supply: capability of the best release at the cost of serving, on appeal in each industry."""
    place = layout(pack)
    models = place.roles["models"]
    if models is None:
        return np.zeros(1)
    served = np.mean(supply.log_ratio(pack, world, "serving_cost"), axis=-1)
    ratio = np.log(
        np.maximum(world["open_capability"], supply.TINY) / np.maximum(pack.start["open_capability"], supply.TINY)
    )
    quantity = np.exp(ratio - numbers.get("price_pass_through") * served)[..., None, None] * place.commons0[models]
    return quantity


def _model_appeal(pack: Pack, world: World, numbers: Numbers) -> tuple[Array, Array]:
    """ln of what models are worth to an industry against the start: by holder [..., holder, industry], and free [..., industry].

    Open weights also draw users by the fall of what serving them costs.
    """
    now, before = supply.need(pack, world, numbers), supply.need(pack, pack.start, numbers)
    closed = supply.appeal(world["capability"][..., :, None], now[..., None, :], numbers, 2)
    closed = closed - supply.appeal(pack.start["capability"][:, None], before[..., None, :], numbers, 2)
    free = supply.appeal(world["open_capability"][..., None], now, numbers, 1)
    free = free - supply.appeal(pack.start["open_capability"][..., None], before, numbers, 1)
    models = layout(pack).roles["models"]
    served = np.mean(supply.log_ratio(pack, world, "serving_cost"), axis=-1)
    return closed, free - (pack.tables["substitution_ease"][models] * served)[..., None]


def _tradability(pack: Pack, numbers: Numbers) -> Array:
    columns = [numbers.get(f"tradability_{layer.factor}") for layer in pack.layers]
    return np.stack(np.broadcast_arrays(*columns), axis=-1)


def _access(pack: Pack, world: World) -> Array:
    """What is left of a holder's exports to a market under its bloc's control [..., holder, market], against the start."""
    place = layout(pack)
    control = np.take(world["export_control"], place.domicile, axis=-2)
    before = np.take(pack.start["export_control"], place.domicile, axis=-2)
    return (1.0 - control * place.foreign) / np.maximum(1.0 - before * place.foreign, 0.05)


def _attraction(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of attraction against the start [..., holder, layer, market]: price, tariff, trust, local fit, standards."""
    place = layout(pack)
    ease = pack.tables["substitution_ease"]
    poorer = 1.0 + numbers.get("weight_price", 1) * (1.0 - pack.tables["income"])
    pull = -np.log(world["price"])[..., None] * ease[:, None] * poorer[..., None, None, :]
    sharp = numbers.get("choice_sharpness", 2)
    trade = np.log1p(world["tariff"]) - np.log1p(pack.start["tariff"])
    trade = np.swapaxes(np.take(trade, place.domicile, axis=-1), -1, -2)
    trust = np.swapaxes(np.take(world["trust"] - pack.start["trust"], place.domicile, axis=-1), -1, -2)
    fit = np.swapaxes(world["local_fit"] - pack.start["local_fit"], -1, -2)
    base = np.swapaxes(world["standards"] - pack.start["standards"], -1, -2)
    confidence = sharp * numbers.get("weight_trust", 2) * trust * place.foreign
    local = sharp * numbers.get("weight_local", 2) * fit
    default = sharp * numbers.get("standards_lock", 2) * base
    for index, layer in enumerate(pack.layers):
        if layer.factor == "energy":
            continue
        pull[..., index, :] += confidence - ease[index] * trade
        if {"models", "interface"} & set(layer.roles):
            pull[..., index, :] += local
        if {"models", "interface", "network", "control"} & set(layer.roles):
            pull[..., index, :] += default
    return pull


def start_market(pack: Pack, numbers: Numbers) -> Market:
    """The market at the start under these numbers; kept with them."""
    if numbers.opening is None:
        numbers.opening = market(pack, pack.start, numbers)
    return numbers.opening


def mean_margin(moment: Market) -> Array:
    """Rent over revenue [..., holder, layer], 0 where there is no revenue."""
    return moment.rent / np.maximum(moment.revenue, 1e-300) * (moment.revenue > 0.0)
