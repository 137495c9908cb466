"""How much each holder can supply, at what cost, relative to the start: logs of ratios, so that the start is zero."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from wargame.referee.arrays import add_up, highest, mean_of
from wargame.referee.layout import Layout, layout
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack

World = Mapping[str, Array]
TINY = 1e-12
STOCKS = {
    "energy": "generation",
    "chips": "fab",
    "interface": "interface",
    "edge": "edge",
    "execution": "machines",
    "network": "network",
    "parts": "parts",
    "control": "control_platform",
}
"""The stock behind each role; cloud is powered accelerators and models are capability, see below."""


def log_ratio(pack: Pack, world: World, variable: str) -> Array:
    """ln(variable / its start), 0 where it started from nothing."""
    start, known = _log_start(pack, variable)
    change = np.log(np.maximum(world[variable], TINY)) - start
    return change if known is None else change * known


@lru_cache(maxsize=512)
def _log_start(pack: Pack, variable: str) -> tuple[Array, Array | None]:
    start = pack.start[variable]
    known = None if np.all(start > 0.0) else np.where(start > 0.0, 1.0, 0.0)
    return np.log(np.maximum(start, TINY)), known


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
    lives = layout(pack).lives
    generation = add_up(world["generation"][..., None, :] * lives, axis=-1)
    available = np.maximum(TINY, generation - pack.tables["household_load"])
    cover = np.log(available / np.maximum(world["load"], TINY))
    return -np.log1p(np.exp(np.minimum(60.0, -8.0 * cover))) / 8.0


def log_compute(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of usable compute against the start [..., holder]: installed accelerators that find power."""
    powered = log_powered(pack, world, numbers).take(layout(pack).domicile, axis=-1)
    return log_ratio(pack, world, "accelerators") + powered


def log_capacity(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of capacity against the start [..., holder, layer]: geometric mean of the roles that a layer plays."""
    columns = []
    for layer in pack.layers:
        parts = [_log_role(pack, world, numbers, role) for role in layer.roles]
        total = parts[0]
        for part in parts[1:]:
            total = total + part
        columns.append(total / float(len(parts)))
    return np.stack(np.broadcast_arrays(*columns), axis=-1)


def _log_role(pack: Pack, world: World, numbers: Numbers, role: str) -> Array:
    if role == "cloud":
        return log_compute(pack, world, numbers)
    if role == "models":
        return log_ratio(pack, world, "capability")
    stock = log_ratio(pack, world, STOCKS[role])
    if role == "chips":
        gap = world["chip_gap"].take(layout(pack).domicile, axis=-1)
        gap0 = pack.start["chip_gap"].take(layout(pack).domicile, axis=-1)
        return stock + np.log(np.maximum(1.0 - gap, 0.01)) - np.log(np.maximum(1.0 - gap0, 0.01))
    return stock


def log_unit_cost(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of execution's unit cost against the start [..., holder, industry]: Wright's law with spillover (M37, M38).

    cost = (V / V0)^log2(1 - LR), so each doubling of cumulative output cuts cost by exactly LR.
    """
    scale = numbers.get("learning_scale", 2)
    rate = np.log(np.maximum(0.05, 1.0 - scale * pack.tables["learning_rate"])) / np.log(2.0)
    own = rate * log_ratio(pack, world, "volume")
    shared = add_up(own, axis=-1, keepdims=True) / float(own.shape[-1])
    return own + numbers.get("spillover", 2) * (shared - own / own.shape[-1])


def log_quality(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of what execution delivers per unit against the start [..., holder, industry]: field data and
    simulation (M43-M50).

    Field data count by the industry's noise, simulation by its fidelity; both with diminishing returns. A bloc
    whose best
    model falls behind the frontier loses part of it (foundation ceiling).
    """
    noise = numbers.get("real_data_weight", 2) * pack.tables["noise"]
    field = np.log1p(world["field_data"]) - np.log1p(pack.start["field_data"])
    simulated = np.log1p(world["simulation"]) - np.log1p(pack.start["simulation"])
    trials = 0.3 * numbers.get("simulation_scale", 2) * pack.tables["fidelity"] * simulated / pack.tables["tail"]
    behind = _behind(pack, world) - _behind(pack, pack.start)
    return noise * field + trials - numbers.get("foundation_ceiling", 2) * np.maximum(behind, 0.0)[..., None]


def _behind(pack: Pack, world: World) -> Array:
    """ln of the frontier over the best model that a holder's bloc can use [..., holder]: its own labs' or open
    weights.
    """
    place = layout(pack)
    home = highest(world["capability"][..., None, :] * place.lives, axis=-1)
    usable = np.maximum(home, world["open_capability"][..., None])
    frontier = highest(world["capability"], axis=-1, keepdims=True)
    gap = np.log(np.maximum(frontier, TINY)) - np.log(np.maximum(usable, TINY))
    return np.maximum(gap, 0.0).take(place.domicile, axis=-1)


def need(pack: Pack, world: World, numbers: Numbers) -> Array:
    """The capability that satisfies each industry now [..., industry]: theta drifts with the frontier (M25)."""
    frontier = highest(world["capability"], axis=-1, keepdims=True)
    start = highest(pack.start["capability"])
    drift = numbers.get("need_drift", 1) * np.log(np.maximum(frontier, TINY) / max(float(start), TINY))
    return pack.tables["good_enough"] * np.exp(drift)


def appeal(capability: Array, needed: Array, numbers: Numbers, trailing: int) -> Array:
    """Worth of a model for a need, in logs: steep below it, flat beyond it (satisficing demand, M25)."""
    distance = np.log(np.maximum(capability, TINY) / np.maximum(needed, TINY))
    below = numbers.get("need_weight", trailing) * np.minimum(distance, 0.0)
    return below + numbers.get("premium_value", trailing) * np.maximum(distance, 0.0)


def log_costs(pack: Pack, world: World, numbers: Numbers) -> Array:
    """ln of unit cost against the start [..., holder, layer], averaged over industries for execution."""
    place: Layout = layout(pack)
    costs = np.zeros(np.shape(world["price"]))
    roles = place.roles
    if roles["models"] is not None:
        costs[..., roles["models"]] = log_ratio(pack, world, "serving_cost")
    if roles["cloud"] is not None and roles["cloud"] != roles["models"]:
        power = log_ratio(pack, world, "power_price").take(place.domicile, axis=-1)
        costs[..., roles["cloud"]] = 0.15 * power
    if roles["execution"] is not None:
        costs[..., roles["execution"]] = mean_of(log_unit_cost(pack, world, numbers), axis=-1)
    if roles["parts"] is not None:
        costs[..., roles["parts"]] += -0.2 * log_ratio(pack, world, "parts")
    return costs
