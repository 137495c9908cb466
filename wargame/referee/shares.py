"""Who supplies each market: quantities and attraction relative to the start, then shares (exact hat algebra)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from wargame.referee import ces
from wargame.referee.arrays import Part, add_up, mean_of
from wargame.referee.layout import Index, Layout, layout
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.supply import TINY, Supply, World, appeal, log_capacity, log_needed


@dataclass(frozen=True)
class Shares:
    """Supply of a moment. Only models and execution differ by industry; the other layers are worked out once.

    even [..., market, holder, layer]: share where industries are alike; uneven: share [..., holder, cell] in the
    layers where they are not; supply [..., layer, cell]: ln of supply against the start; commons [..., cell]: the
    share of models that open weights serve.
    """

    even: Array
    uneven: dict[int, Array]
    supply: Array
    commons: Array

    def cells(self, place: Layout, worlds: Part) -> Array:
        """Share of some worlds in every cell [..., holder, layer, cell]."""
        share = _spread(self.even[worlds], 3, place.all_cells)
        for layer, found in self.uneven.items():
            share[..., layer, :] = found[worlds]
        return share


def shares(pack: Pack, world: World, numbers: Numbers, found: Supply) -> Shares:
    """Multiplicative attraction shares: start share * change of capacity * change of attraction, over their sum."""
    place = layout(pack)
    models, execution = place.roles["models"], place.roles["execution"]
    quantity = place.share_flat * _capacity(pack, world, numbers, found)
    attracted = quantity * np.exp(_attraction(pack, world, numbers, found))
    offered = add_up(quantity, axis=-2)
    if models is not None:
        offered[..., models] += _open_supply(numbers, found)[..., None] * place.commons_flat[:, models]
    supply = _spread(_log(offered), 2, place.layer_cells)
    uneven = {}
    commons = np.zeros((*np.shape(supply)[:-2], place.industry_of.size))
    if execution is not None:
        skill = place.tilt * np.exp(found.quality - found.unit_cost).take(place.industry_of, axis=-1)
        made = _spread(quantity[..., execution], 2, place.holder_cells) * skill
        uneven[execution] = _spread(attracted[..., execution], 2, place.holder_cells) * skill
        free = _open_cells(pack, numbers, found) if execution == models else np.zeros(())
        supply[..., execution, :] = _log(add_up(made, axis=-2) + free)
    if models is not None:
        drawn = uneven[models] if models in uneven else _spread(attracted[..., models], 2, place.holder_cells)
        worth = np.exp(_appeal(pack, numbers, found)).take(place.industry_of, axis=-1)
        free = _open_cells(pack, numbers, found) * worth[..., -1, :]
        drawn *= worth[..., :-1, :]
        total = np.maximum(add_up(drawn, axis=-2) + free, 1e-300)
        uneven[models] = drawn / total[..., None, :]
        commons = free / total
    if execution is not None and execution != models:
        uneven[execution] = _of_all(uneven[execution])
    return Shares(_of_all(attracted), uneven, supply, commons)


def _of_all(attracted: Array) -> Array:
    """What each holder attracts over what all attract; holders are the last axis but one."""
    return attracted / np.maximum(add_up(attracted, axis=-2, keepdims=True), 1e-300)


def _log(supplied: Array) -> Array:
    return np.log(np.maximum(supplied, ces.FLOOR))


def _spread(by_market: Array, axes: int, cells: Index) -> Array:
    """An array whose first of `axes` own axes is the market, over all cells, which come last."""
    flat = by_market.reshape((*np.shape(by_market)[: by_market.ndim - axes], -1))
    return flat.take(cells, axis=-1, mode="wrap")  # no place is out of range, and this mode does not check


def _capacity(pack: Pack, world: World, numbers: Numbers, found: Supply) -> Array:
    """Capacity against the start as felt in each market [..., market, holder, layer].

    Growth of a foreign holder is felt as far as the layer trades; an export control takes its share of chips out
    first. Models are supplied at their price.
    """
    place = layout(pack)
    felt = numbers.keep("felt", lambda: _felt(pack, numbers))
    ratio = np.exp(log_capacity(pack, world, found)[..., None, :, :] * felt)
    access = _access(pack, world)
    chips, cloud, models = place.roles["chips"], place.roles["cloud"], place.roles["models"]
    if chips is not None and chips != models:
        ratio[..., chips] *= access
    if cloud is not None and cloud not in (chips, models):
        ratio[..., cloud] *= np.sqrt(access)
    if models is not None:
        dearer = numbers.get("price_pass_through", 1) * found.price[..., models]
        ratio[..., models] *= np.exp(-dearer)[..., None, :]
    return ratio


def _felt(pack: Pack, numbers: Numbers) -> Array:
    """How much of a holder's growth a market feels, in logs [..., market, holder, layer]."""
    columns = [numbers.get(f"tradability_{layer.factor}") for layer in pack.layers]
    trades = np.stack(np.broadcast_arrays(*columns), axis=-1)
    return 1.0 - layout(pack).foreign[:, :, None] * (1.0 - trades)[..., None, None, :]


def _access(pack: Pack, world: World) -> Array:
    """What is left of a holder's exports to a market under its bloc's control [..., market, holder], against
    the start.
    """
    place = layout(pack)
    control = np.swapaxes(world["export_control"], -1, -2).take(place.domicile, axis=-1)
    return (1.0 - control * place.foreign) / _start_access(pack)


@lru_cache(maxsize=32)
def _start_access(pack: Pack) -> Array:
    control = pack.start["export_control"].T.take(layout(pack).domicile, axis=-1)
    return np.maximum(1.0 - control * layout(pack).foreign, 0.05)


def _open_supply(numbers: Numbers, found: Supply) -> Array:
    """Open weights as supply against the start [...]: capability of the best release at the cost of serving it."""
    return np.asarray(np.exp(found.logs["open_capability"] - numbers.get("price_pass_through") * _served(found)))


def _open_cells(pack: Pack, numbers: Numbers, found: Supply) -> Array:
    """Open weights as supply in every cell [..., cell]."""
    place = layout(pack)
    return _open_supply(numbers, found)[..., None] * place.commons0[place.roles["models"]]


def _served(found: Supply) -> Array:
    """ln of the cost of serving open weights against the start: the mean over holders."""
    return mean_of(found.logs["serving_cost"])


def _appeal(pack: Pack, numbers: Numbers, found: Supply) -> Array:
    """ln of what models are worth to an industry against the start [..., holder + 1, industry]; open weights come last.

    Open weights also draw users by the fall of what serving them costs.
    """
    start = numbers.keep("appeal", lambda: _start_appeal(pack, numbers))
    gained = appeal(found.models, log_needed(found.needed), numbers) - start
    ease = pack.tables["substitution_ease"][layout(pack).roles["models"]]
    gained[..., -1, :] -= (ease * _served(found))[..., None]
    return gained


def _start_appeal(pack: Pack, numbers: Numbers) -> Array:
    models = np.append(pack.start["capability"], pack.start["open_capability"])
    return appeal(np.log(np.maximum(models, TINY)), log_needed(pack.tables["good_enough"]), numbers)


def _attraction(pack: Pack, world: World, numbers: Numbers, found: Supply) -> Array:
    """ln of attraction against the start [..., market, holder, layer]: price, tariff, trust, local fit, standards."""
    place, weights = layout(pack), numbers.keep_named("attraction", lambda: _weights(pack, numbers))
    pull = found.price[..., None, :, :] * weights["price"]
    trust = (world["trust"] - pack.start["trust"]).take(place.domicile, axis=-1)
    pull += (trust * place.foreign)[..., None] * weights["trust"]
    tariff = (np.log1p(world["tariff"]) - _start_tariff(pack)).take(place.domicile, axis=-1)
    pull += tariff[..., None] * weights["tariff"]
    pull += (world["local_fit"] - pack.start["local_fit"])[..., None] * weights["fit"]
    pull += (world["standards"] - pack.start["standards"])[..., None] * weights["standards"]
    return pull


def _weights(pack: Pack, numbers: Numbers) -> dict[str, Array]:
    """What each part of attraction weighs in each layer [..., 1, 1, layer]; prices weigh more in poor markets."""
    place, ease = layout(pack), pack.tables["substitution_ease"]
    poorer = 1.0 + numbers.get("weight_price", 1) * (1.0 - pack.tables["income"])
    sharp = numbers.get("choice_sharpness", 3)
    return {
        "price": -ease * poorer[..., :, None, None],
        "trust": sharp * numbers.get("weight_trust", 3) * place.traded,
        "tariff": -place.traded * ease,
        "fit": sharp * numbers.get("weight_local", 3) * place.fitted,
        "standards": sharp * numbers.get("standards_lock", 3) * place.standard,
    }


@lru_cache(maxsize=32)
def _start_tariff(pack: Pack) -> Array:
    return np.log1p(pack.start["tariff"])
