"""Energy: generation, data-centre load, the grid queue, the power price and the household bill."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from wargame.referee import supply
from wargame.referee.arrays import add_up, between, mean_of
from wargame.referee.layout import layout
from wargame.referee.pack import Array, Pack
from wargame.referee.quarter import STEP, Quarter, Rule, grown


def _generation(q: Quarter) -> dict[str, Array]:
    trend = q.trend("energy")
    if trend is None:
        return {}
    return {"generation": grown(q.world["generation"], trend + q.levers["build_power"])}


def _load(q: Quarter) -> dict[str, Array]:
    layer = q.layout.roles["cloud"]
    if layer is None:
        return {}
    logs = q.market.found.logs
    grow = add_up(_hosts(q.pack, layer) * np.exp(logs["accelerators"])[..., None, :]) + _hostless(q.pack, layer)
    thrift = np.exp(0.3 * mean_of(logs["serving_cost"]))[..., None]
    asked = q.pack.start["load"] * grow * thrift
    return {"load": q.world["load"] + (asked - q.world["load"]) * -np.expm1(-2.0 * STEP)}


@lru_cache(maxsize=32)
def _hosts(pack: Pack, cloud: int) -> Array:
    """Share of a bloc's data centres that each holder runs at the start [bloc, holder]."""
    weight = layout(pack).lives * layout(pack).weight[:, cloud]
    return weight / np.maximum(add_up(weight, keepdims=True), 1e-9)


@lru_cache(maxsize=32)
def _hostless(pack: Pack, cloud: int) -> Array:
    """1.0 for a bloc in which nobody runs data centres [bloc]: its load does not grow."""
    return np.where(add_up(_hosts(pack, cloud)) > 0.0, 0.0, 1.0)


def _queue(q: Quarter) -> dict[str, Array]:
    consent = q.p("legitimacy_weight", 1) * (q.world["legitimacy"] - 0.5)
    growth = np.log(np.maximum(q.world["load"], 1e-9) / np.maximum(q.pack.start["load"], 1e-9))
    pressure = 0.08 * q.pack.start["queue"] * np.maximum(growth, 0.0)
    change = pressure - (q.p("queue_relief", 1) * (1.0 + consent)) * q.world["queue"] - q.levers["permits"]
    return {"queue": between(q.world["queue"] + change * STEP, 0.0, 0.95)}


def _price(q: Quarter) -> dict[str, Array]:
    tight = _tightness(q.pack, q.world) - _start_tightness(q.pack)
    price = q.pack.start["power_price"] * np.exp(between(1.5 * tight, -2.0, 2.0))
    moved = between(q.levers["power_priority"], -0.5, 0.5)
    bill = np.exp(between(1.5 * tight + 0.5 * moved, -2.0, 2.0))
    return {"power_price": price, "bill": between(bill, 0.1, 20.0)}


def _tightness(pack: Pack, world: Mapping[str, Array]) -> Array:
    """ln of power asked for over power generated [..., bloc]."""
    asked = world["load"] + pack.tables["household_load"]
    return np.log(asked / np.maximum(supply.generated(pack, world), 1e-9))


@lru_cache(maxsize=32)
def _start_tightness(pack: Pack) -> Array:
    return _tightness(pack, pack.start)


RULES = (
    Rule(
        "energy.generation",
        "M74",
        "Generation grows by trend and by what was ordered and has been built.",
        "d ln G = (trend + build_power) dt",
        ("generation",),
        ("generation",),
        (),
        _generation,
    ),
    Rule(
        "energy.load",
        "M73",
        "Data centres ask for power as accelerators grow, less as serving gets thriftier.",
        "load -> load0 * accelerators * serving_cost^0.3",
        ("load", "accelerators", "serving_cost"),
        ("load",),
        ("power_elasticity",),
        _load,
    ),
    Rule(
        "energy.queue",
        "M73",
        "The queue for the grid lengthens with load and shortens with permits and consent.",
        "d queue = (pressure - queue_relief (1 + consent) queue - permits) dt",
        ("queue", "load", "legitimacy"),
        ("queue",),
        ("queue_relief", "legitimacy_weight"),
        _queue,
    ),
    Rule(
        "energy.price",
        "M75",
        "Power is dear where data centres and households ask for more than is generated.",
        "p = p0 (tightness / tightness0)^1.5; bills follow, more so where data centres go first",
        ("load", "generation"),
        ("power_price", "bill"),
        (),
        _price,
    ),
)
