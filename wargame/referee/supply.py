"""How much each holder can supply, at what cost, relative to the start: logs of ratios, so that the start is zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from wargame.referee.arrays import add_up, highest, mean_of
from wargame.referee.layout import layout
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.vectors import Span, joined, parted, spans

World = Mapping[str, Array]
TINY = 1e-12
STOCKS = {
    "energy": "generation",
    "chips": "fab",
    "models": "capability",
    "interface": "interface",
    "edge": "edge",
    "execution": "machines",
    "network": "network",
    "parts": "parts",
    "control": "control_platform",
}
"""The stock behind each role; cloud is powered accelerators, see below."""
MODELS = ("capability", "open_capability")
LOGGED = (
    *MODELS,
    *(stock for stock in STOCKS.values() if stock not in MODELS),
    *("accelerators", "serving_cost", "power_price", "volume"),
)
"""Variables that are read in logs; their logs are taken in one go."""


@dataclass(frozen=True)
class Supply:
    """What the market of a moment and the rules of a quarter read in logs, against the start unless said otherwise.

    logs: each variable in LOGGED, with its own axes; models [..., holder + 1]: capability itself, the best open
    release last; price, costs [..., holder, layer]: price itself and unit cost; compute [..., holder]: installed
    accelerators that find power; unit_cost, quality [..., holder, industry] of execution; needed [..., industry]:
    the capability that satisfies each industry, itself;
    denied [..., holder]: severity of the hardest chip control that a holder faces at home, itself.
    """

    logs: dict[str, Array]
    models: Array
    price: Array
    compute: Array
    unit_cost: Array
    quality: Array
    costs: Array
    needed: Array
    denied: Array


def measure(pack: Pack, world: World, numbers: Numbers) -> Supply:
    """Take stock of a world."""
    flat = _joined_logs(pack, world)
    start, known = _start_logs(pack)
    logs = parted((flat - start) * known, _logged(pack))
    holders = len(pack.holders)
    models = flat[..., : holders + 1]
    frontier = highest(models[..., :holders], axis=-1, keepdims=True)
    compute = logs["accelerators"] + log_powered(pack, world, numbers).take(layout(pack).domicile, axis=-1)
    unit_cost = _unit_cost(pack, logs["volume"], numbers)
    return Supply(
        logs=logs,
        models=models,
        price=np.log(world["price"]),
        compute=compute,
        unit_cost=unit_cost,
        quality=_quality(pack, world, numbers, frontier),
        costs=_costs(pack, logs, unit_cost),
        needed=_needed(pack, numbers, frontier),
        denied=_denied(pack, world),
    )


def _denied(pack: Pack, world: World) -> Array:
    place = layout(pack)
    return highest(world["export_control"], axis=-2).take(place.home, axis=-1) * place.at_home


@lru_cache(maxsize=32)
def _logged(pack: Pack) -> tuple[Span, ...]:
    return spans(pack, LOGGED)


def _joined_logs(pack: Pack, world: World) -> Array:
    """ln of all variables in LOGGED, end to end [..., place]."""
    return np.log(np.maximum(joined(world, _logged(pack)), TINY))


@lru_cache(maxsize=32)
def _start_logs(pack: Pack) -> tuple[Array, Array]:
    """ln at the start, and 0.0 where a variable started from nothing, 1.0 elsewhere."""
    start = _joined_logs(pack, pack.start)
    return start, np.where(start > np.log(TINY), 1.0, 0.0)


def log_powered(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of the share of data-centre load that finds power, by bloc, against the start [..., bloc].

    A smooth minimum of 1 and available / asked, to the power of `power_elasticity` (M73).
    """
    elasticity = numbers.get("power_elasticity", 1)
    return elasticity * (_smooth_cover(pack, world) - _start_cover(pack))


@lru_cache(maxsize=32)
def _start_cover(pack: Pack) -> Array:
    return _smooth_cover(pack, pack.start)


def _smooth_cover(pack: Pack, world: World) -> Array:
    available = np.maximum(TINY, generated(pack, world) - pack.tables["household_load"])
    cover = np.log(available / np.maximum(world["load"], TINY))
    return -np.log1p(np.exp(np.minimum(60.0, -8.0 * cover))) / 8.0


def generated(pack: Pack, world: World) -> Array:
    """Generation in each bloc [..., bloc], TWh per year."""
    return add_up(world["generation"][..., None, :] * layout(pack).lives, axis=-1)


def log_capacity(pack: Pack, world: World, found: Supply) -> Array:
    """ln of capacity against the start [..., holder, layer]: geometric mean of the roles that a layer plays."""
    of_role = {role: found.logs[stock] for role, stock in STOCKS.items()}
    of_role["cloud"] = found.compute
    of_role["chips"] = of_role["chips"] + _log_chip_quality(pack, world).take(layout(pack).domicile, axis=-1)
    capacity = np.empty(np.shape(found.price))
    for index, layer in enumerate(pack.layers):
        total = of_role[layer.roles[0]]
        for role in layer.roles[1:]:
            total = total + of_role[role]
        capacity[..., index] = total if len(layer.roles) == 1 else total / float(len(layer.roles))
    return capacity


def _log_chip_quality(pack: Pack, world: World) -> Array:
    """ln of what a bloc's chips are worth for being nearer to the frontier of chipmaking [..., bloc]."""
    gap, start = world["chip_gap"], pack.start["chip_gap"]
    return np.log(np.maximum(1.0 - gap, 0.01) / np.maximum(1.0 - start, 0.01))


def _unit_cost(pack: Pack, volume: Array, numbers: Numbers) -> Array:
    """ln of execution's unit cost against the start [..., holder, industry]: Wright's law with spillover (M37, M38).

    cost = (V / V0)^log2(1 - LR), so each doubling of cumulative output cuts cost by exactly LR.
    """
    own = numbers.keep("learning", lambda: _learning(pack, numbers)) * volume
    spill = numbers.get("spillover", 2)
    return (1.0 - spill / own.shape[-1]) * own + spill * mean_of(own)[..., None]


def _learning(pack: Pack, numbers: Numbers) -> Array:
    scale = numbers.get("learning_scale", 2)
    return np.log(np.maximum(0.05, 1.0 - scale * pack.tables["learning_rate"])) / np.log(2.0)


def _quality(pack: Pack, world: World, numbers: Numbers, frontier: Array) -> Array:
    """ln of what execution delivers per unit against the start [..., holder, industry]: field data and
    simulation (M43-M50).

    Field data count by the industry's noise, simulation by its fidelity; both with diminishing returns. A bloc
    whose best model falls behind the frontier loses part of it (foundation ceiling).
    """
    noise = numbers.keep("noise", lambda: numbers.get("real_data_weight", 2) * pack.tables["noise"])
    trials = numbers.keep("trials", lambda: _trials(pack, numbers))
    field0, simulation0 = _start_data(pack)
    field = np.log1p(world["field_data"]) - field0
    simulated = np.log1p(world["simulation"]) - simulation0
    behind = np.maximum(_behind(pack, world, frontier) - _start_behind(pack), 0.0).take(layout(pack).domicile, axis=-1)
    return noise * field + trials * simulated - (numbers.get("foundation_ceiling", 1) * behind)[..., None]


def _trials(pack: Pack, numbers: Numbers) -> Array:
    return 0.3 * numbers.get("simulation_scale", 2) * pack.tables["fidelity"] / pack.tables["tail"]


@lru_cache(maxsize=32)
def _start_data(pack: Pack) -> tuple[Array, Array]:
    return np.log1p(pack.start["field_data"]), np.log1p(pack.start["simulation"])


def _behind(pack: Pack, world: World, frontier: Array) -> Array:
    """ln of the frontier over the best model that a bloc can use [..., bloc]: its own labs' or open weights."""
    home = highest(world["capability"][..., None, :] * layout(pack).lives, axis=-1)
    usable = np.maximum(home, world["open_capability"][..., None])
    return np.maximum(frontier - np.log(np.maximum(usable, TINY)), 0.0)


@lru_cache(maxsize=32)
def _start_behind(pack: Pack) -> Array:
    return _behind(pack, pack.start, _start_frontier(pack))


@lru_cache(maxsize=32)
def _start_frontier(pack: Pack) -> Array:
    return np.log(np.maximum(highest(pack.start["capability"], keepdims=True), TINY))


def _needed(pack: Pack, numbers: Numbers, frontier: Array) -> Array:
    """The capability that satisfies each industry now [..., industry]: theta drifts with the frontier (M25)."""
    drift = numbers.get("need_drift", 1) * (frontier - _start_frontier(pack))
    return pack.tables["good_enough"] * np.exp(drift)


def appeal(models: Array, needed: Array, numbers: Numbers) -> Array:
    """Worth of models for needs, in logs [..., model, industry]: steep below the need, flat beyond it (M25).

    models [..., model] and needed [..., industry] in logs.
    """
    distance = models[..., :, None] - needed[..., None, :]
    below = numbers.get("need_weight", 2) * np.minimum(distance, 0.0)
    return below + numbers.get("premium_value", 2) * np.maximum(distance, 0.0)


def log_needed(needed: Array) -> Array:
    """ln of the capability needed."""
    return np.log(np.maximum(needed, TINY))


def _costs(pack: Pack, logs: Mapping[str, Array], unit_cost: Array) -> Array:
    """ln of unit cost against the start [..., holder, layer], averaged over industries for execution."""
    place = layout(pack)
    costs = np.zeros((*np.shape(unit_cost)[:-1], len(pack.layers)))
    roles = place.roles
    if roles["models"] is not None:
        costs[..., roles["models"]] = logs["serving_cost"]
    if roles["cloud"] is not None and roles["cloud"] != roles["models"]:
        costs[..., roles["cloud"]] = (0.15 * logs["power_price"]).take(place.domicile, axis=-1)
    if roles["execution"] is not None:
        costs[..., roles["execution"]] = mean_of(unit_cost)
    if roles["parts"] is not None:
        costs[..., roles["parts"]] -= 0.2 * logs["parts"]
    return costs
