"""Who supplies each market: quantities and attraction relative to the start, then shares (exact hat algebra)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.referee import ces, supply
from wargame.referee.arrays import add_up
from wargame.referee.layout import Index, layout
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.supply import World


@dataclass(frozen=True)
class Shares:
    """Supply of a moment: share [..., holder, layer, industry, market], ln of supply against the start [...,
    layer, industry, market],
    and the share of models that open weights serve [..., industry, market].
    """

    share: Array
    supply: Array
    commons: Array


def shares(pack: Pack, world: World, numbers: Numbers) -> Shares:
    """Multiplicative attraction shares: start share * change of capacity * change of attraction, over their sum.

    Only models and execution differ by industry; the other layers are worked out once and spread over industries.
    """
    place = layout(pack)
    ratio = _capacity(pack, world, numbers)
    pull = np.exp(_attraction(pack, world, numbers))
    quantity = place.share_flat * ratio
    attracted = quantity * pull
    share = attracted / np.maximum(add_up(attracted, axis=-3, keepdims=True), 1e-300)
    offered = np.log(np.maximum(add_up(quantity, axis=-3), ces.FLOOR))
    lead, industries, markets = np.shape(share)[:-3], len(pack.industries), len(pack.markets)
    cells = share.take(place.spread, axis=-1).reshape((*np.shape(share)[:-1], industries, markets))
    log_supply = offered.take(place.spread, axis=-1).reshape((*np.shape(offered)[:-1], industries, markets))
    commons = np.zeros((*lead, industries, markets))
    models, execution = place.roles["models"], place.roles["execution"]
    for layer in sorted({models, execution} - {None}, key=lambda index: index or 0):
        assert layer is not None
        made = place.share0[:, layer] * ratio[..., :, layer, None, :]
        drawn = pull[..., :, layer, None, :]
        free_made, free_drawn = np.zeros(()), np.zeros(())
        if layer == execution:
            made = made * np.exp(_skill(pack, world, numbers))[..., None]
        if layer == models:
            closed, free = _appeal(pack, world, numbers)
            made = made * np.exp(-_priced(world, numbers, layer))[..., None, None]
            drawn = drawn * np.exp(closed)[..., None]
            free_made = _commons(pack, world, numbers, layer)
            free_drawn = free_made * np.exp(free)[..., None]
        wanted = made * drawn
        total = np.maximum(add_up(wanted, axis=-3) + free_drawn, 1e-300)
        cells[..., layer, :, :] = wanted / total[..., None, :, :]
        log_supply[..., layer, :, :] = np.log(np.maximum(add_up(made, axis=-3) + free_made, ces.FLOOR))
        if layer == models:
            commons = free_drawn / total
    return Shares(cells, log_supply, commons)


def _capacity(pack: Pack, world: World, numbers: Numbers) -> Array:
    """Capacity against the start as felt in each market [..., holder, layer, market].

    Growth of a foreign holder is felt as far as the layer trades; an export control takes its share of chips out first.
    """
    place = layout(pack)
    columns = [numbers.get(f"tradability_{layer.factor}") for layer in pack.layers]
    trades = np.stack(np.broadcast_arrays(*columns), axis=-1)
    felt = 1.0 - place.foreign[:, None, :] * (1.0 - trades)[..., None, :, None]
    ratio = np.exp(supply.log_capacity(pack, world, numbers)[..., None] * felt)
    access = _access(pack, world)
    chips, cloud, models = place.roles["chips"], place.roles["cloud"], place.roles["models"]
    if chips is not None and chips != models:
        ratio[..., chips, :] *= access
    if cloud is not None and cloud not in (chips, models):
        ratio[..., cloud, :] *= np.sqrt(access)
    return ratio


def _access(pack: Pack, world: World) -> Array:
    """What is left of a holder's exports to a market under its bloc's control [..., holder, market], against
    the start.
    """
    place = layout(pack)
    control = world["export_control"].take(place.domicile, axis=-2)
    before = pack.start["export_control"].take(place.domicile, axis=-2)
    return (1.0 - control * place.foreign) / np.maximum(1.0 - before * place.foreign, 0.05)


def _skill(pack: Pack, world: World, numbers: Numbers) -> Array:
    return supply.log_quality(pack, world, numbers) - supply.log_unit_cost(pack, world, numbers)


def _priced(world: World, numbers: Numbers, models: int) -> Array:
    return numbers.get("price_pass_through", 1) * np.log(world["price"][..., models])


def _commons(pack: Pack, world: World, numbers: Numbers, models: int) -> Array:
    """Open weights as supply [..., industry, market]: capability of the best release at the cost of serving it."""
    start = np.log(np.maximum(pack.start["open_capability"], supply.TINY))
    better = np.log(np.maximum(world["open_capability"], supply.TINY)) - start
    cheaper = numbers.get("price_pass_through") * _served(pack, world)
    return np.exp(better - cheaper)[..., None, None] * layout(pack).commons0[models]


def _served(pack: Pack, world: World) -> Array:
    """ln of the cost of serving open weights against the start: the mean over holders."""
    costs = supply.log_ratio(pack, world, "serving_cost")
    return add_up(costs, axis=-1) / float(len(pack.holders))


def _appeal(pack: Pack, world: World, numbers: Numbers) -> tuple[Array, Array]:
    """ln of what models are worth to an industry against the start: by holder [..., holder, industry], and
    free [..., industry].

    Open weights also draw users by the fall of what serving them costs.
    """
    needed = supply.need(pack, world, numbers)
    if "appeal" not in numbers.kept:
        opening = pack.tables["good_enough"]
        numbers.kept["appeal"] = supply.appeal(pack.start["capability"][:, None], opening, numbers, 2)
        numbers.kept["free_appeal"] = supply.appeal(pack.start["open_capability"][..., None], opening, numbers, 1)
    closed = supply.appeal(world["capability"][..., :, None], needed[..., None, :], numbers, 2) - numbers.kept["appeal"]
    free = supply.appeal(world["open_capability"][..., None], needed, numbers, 1) - numbers.kept["free_appeal"]
    ease = pack.tables["substitution_ease"][layout(pack).roles["models"]]
    return closed, free - (ease * _served(pack, world))[..., None]


def _attraction(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of attraction against the start [..., holder, layer, market]: price, tariff, trust, local fit, standards."""
    place = layout(pack)
    ease = pack.tables["substitution_ease"]
    poorer = 1.0 + numbers.get("weight_price", 1) * (1.0 - pack.tables["income"])
    pull = -(np.log(world["price"]) * ease)[..., None] * poorer[..., None, None, :]
    sharp = numbers.get("choice_sharpness", 2)
    trade = _by_holder(np.log1p(world["tariff"]) - np.log1p(pack.start["tariff"]), place.domicile)
    trust = _by_holder(world["trust"] - pack.start["trust"], place.domicile)
    fit = np.swapaxes(world["local_fit"] - pack.start["local_fit"], -1, -2)
    base = np.swapaxes(world["standards"] - pack.start["standards"], -1, -2)
    confidence = sharp * numbers.get("weight_trust", 2) * trust * place.foreign
    pull += (
        place.traded[:, None] * confidence[..., :, None, :] - (place.traded * ease)[:, None] * trade[..., :, None, :]
    )
    pull += place.fitted[:, None] * (sharp * numbers.get("weight_local", 2) * fit)[..., :, None, :]
    pull += place.standard[:, None] * (sharp * numbers.get("standards_lock", 2) * base)[..., :, None, :]
    return pull


def _by_holder(judged: Array, domicile: Index) -> Array:
    """[..., market, bloc] to [..., holder, market]."""
    return np.swapaxes(judged.take(domicile, axis=-1), -1, -2)
