"""Energy: generation, data-centre load, the grid queue, the power price and the household bill."""

from __future__ import annotations

import numpy as np

from wargame.referee import supply
from wargame.referee.arrays import add_up, between, mean_of
from wargame.referee.pack import Array
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
    weight = q.layout.lives * q.layout.weight[:, layer]
    total = np.maximum(add_up(weight, axis=-1), 1e-9)
    logs = q.market.found.logs
    hosted = np.exp(logs["accelerators"])
    grow = add_up(weight * hosted[..., None, :], axis=-1) / total
    thrift = np.exp(0.3 * mean_of(logs["serving_cost"]))[..., None]
    asked = q.pack.start["load"] * np.where(add_up(weight, axis=-1) > 0.0, grow, 1.0) * thrift
    return {"load": q.world["load"] + (asked - q.world["load"]) * -np.expm1(np.asarray(-2.0 * STEP))}


def _queue(q: Quarter) -> dict[str, Array]:
    consent = q.p("legitimacy_weight", 1) * (q.world["legitimacy"] - 0.5)
    growth = np.log(np.maximum(q.world["load"], 1e-9) / np.maximum(q.pack.start["load"], 1e-9))
    pressure = 0.08 * q.pack.start["queue"] * np.maximum(growth, 0.0)
    change = pressure - (q.p("queue_relief", 1) * (1.0 + consent)) * q.world["queue"] - q.levers["permits"]
    return {"queue": between(q.world["queue"] + change * STEP, 0.0, 0.95)}


def _price(q: Quarter) -> dict[str, Array]:
    asked = q.world["load"] + q.pack.tables["household_load"]
    generation = supply.generated(q.pack, q.world)
    made0 = supply.generated(q.pack, q.pack.start)
    asked0 = q.pack.start["load"] + q.pack.tables["household_load"]
    tight = np.log(asked / np.maximum(generation, 1e-9)) - np.log(asked0 / np.maximum(made0, 1e-9))
    price = q.pack.start["power_price"] * np.exp(between(1.5 * tight, -2.0, 2.0))
    moved = between(q.levers["power_priority"], -0.5, 0.5)
    bill = np.exp(between(1.5 * tight + 0.5 * moved, -2.0, 2.0))
    return {"power_price": price, "bill": between(bill, 0.1, 20.0)}


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
