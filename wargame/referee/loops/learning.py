"""Learning: cumulative output, field data and simulation by holder and industry; machines installed."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import mean_of
from wargame.referee.pack import Array
from wargame.referee.quarter import STEP, Quarter, Rule, grown


def _machines(q: Quarter) -> dict[str, Array]:
    trend = q.trend("execution")
    if trend is None:
        return {}
    return {"machines": grown(q.world["machines"], trend + q.levers["automation"])}


def _output(q: Quarter) -> dict[str, Array]:
    scale = np.exp(q.market.found.logs["machines"])[..., None]
    taken_up = mean_of(q.world["adoption"] / q.pack.start["adoption"], axis=-1)[..., None, :]
    made = scale * taken_up * (1.0 + q.levers["production"])
    return {"volume": q.world["volume"] + made * STEP}


def _field_data(q: Quarter) -> dict[str, Array]:
    used = 0.1 + 0.1 * np.maximum(q.market.found.logs["machines"], 0.0)
    rate = used[..., None] + q.levers["instrument"]
    return {"field_data": grown(q.world["field_data"], rate)}


def _simulation(q: Quarter) -> dict[str, Array]:
    compute = np.maximum(q.market.found.compute, 0.0)[..., None]
    return {"simulation": grown(q.world["simulation"], 0.1 + 0.1 * compute + q.levers["simulate"])}


RULES = (
    Rule(
        "learning.machines",
        "M103",
        "Robots, plants and fleets are installed by trend and by order.",
        "d ln machines = (trend + automation) dt",
        ("machines",),
        ("machines",),
        (),
        _machines,
    ),
    Rule(
        "learning.output",
        "M37",
        "What is made adds to cumulative output, and unit cost falls with every doubling of it.",
        "dV = machines * adoption * (1 + production) dt; cost = (V / V0)^log2(1 - learning_rate)",
        ("volume", "machines", "adoption"),
        ("volume",),
        ("learning_scale", "spillover"),
        _output,
    ),
    Rule(
        "learning.field_data",
        "M43",
        "Machines in use and instrumented plants gather data.",
        "d ln D = (0.1 + 0.1 ln machines + instrument) dt",
        ("field_data", "machines"),
        ("field_data",),
        ("real_data_weight",),
        _field_data,
    ),
    Rule(
        "learning.simulation",
        "M47",
        "Compute and effort add simulated experience, worth less with each doubling.",
        "d ln S = (0.1 + 0.1 ln compute + simulate) dt",
        ("simulation", "accelerators"),
        ("simulation",),
        ("simulation_scale",),
        _simulation,
    ),
)
