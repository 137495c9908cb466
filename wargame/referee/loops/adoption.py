"""Adoption: buyers take up AI-enabled production once its total cost is right, and do not go back after tipping."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import add_up, between, mean_of
from wargame.referee.pack import Array
from wargame.referee.quarter import STEP, Quarter, Rule

TIPPING = 0.16
"""Adoption past which growth no longer needs a cost advantage (innovators and early adopters, Rogers 1962)."""


def _total_cost(q: Quarter) -> Array:
    """ln of total cost of ownership against the start [..., industry, market]: execution, models and power, by
    cost share.
    """
    roles, shares = q.layout.roles, q.pack.tables["cost_share"]
    found = q.market.found
    total = np.zeros((*np.shape(found.needed), 1))
    if roles["execution"] is not None:
        weight = q.layout.weight[:, roles["execution"], None]
        cost = add_up(weight * (found.unit_cost - found.quality), axis=-2) / np.maximum(add_up(weight, axis=-2), 1e-9)
        total = total + (shares[roles["execution"]] * cost)[..., None]
    if roles["models"] is not None:
        price = mean_of(found.price[..., roles["models"]])
        total = total + (shares[roles["models"]] * price[..., None])[..., None]
    if roles["energy"] is not None:
        power = found.logs["power_price"].take(q.layout.market_bloc, axis=-1)
        total = total + shares[roles["energy"]][:, None] * power[..., None, :]
    return total


def _logistic(q: Quarter) -> dict[str, Array]:
    level = q.world["adoption"]
    advantage = -_total_cost(q)
    open_share = q.market.commons
    legitimacy = q.world["legitimacy"].take(q.layout.market_bloc, axis=-1)[..., None, :]
    consent = 1.0 + q.p("legitimacy_weight", 2) * (legitimacy - 0.5)
    pays = np.where(np.round(level, 9) > TIPPING, np.maximum(advantage, 0.0), advantage)
    speed = q.p("adoption_speed", 2) * np.exp(between(pays, -2.0, 1.0)) * (0.8 + 0.6 * open_share) * consent
    speed = np.maximum(speed * (1.0 + q.levers["embed"]), 0.0)
    odds = level + (1.0 - level) * np.exp(-speed * STEP)
    return {"adoption": level / odds}


def _size(q: Quarter) -> dict[str, Array]:
    lean = 0.2 * (q.p("physical_weight", 1) - 0.55) * (q.pack.tables["physicality"] - 0.5)
    rate = q.pack.tables["market_growth"] + lean[..., :, None]
    lost = q.p("demand_feedback", 1) * (q.world["displacement"] - q.pack.start["displacement"]) * 0.1
    return {"market_size": q.world["market_size"] * np.exp((rate - lost[..., None, :]) * STEP)}


RULES = (
    Rule(
        "adoption.logistic",
        "M41",
        "Adoption is S-shaped: faster when total cost falls, when weights are open and when the public consents.",
        "a' = a / (a + (1 - a) exp(-r dt)), r = adoption_speed exp(-ln TCO) (0.8 + 0.6 open) consent (1 + embed)",
        ("adoption", "price", "power_price", "volume", "legitimacy"),
        ("adoption",),
        ("adoption_speed", "legitimacy_weight"),
        _logistic,
    ),
    Rule(
        "adoption.size",
        "M83",
        "Markets grow by trend, lean towards atoms or bits, and shrink with lost wages.",
        "d ln size = (trend + 0.2 (physical_weight - 0.55)(physicality - 0.5) - 0.1 demand_feedback displacement) dt",
        ("market_size", "displacement"),
        ("market_size",),
        ("physical_weight", "demand_feedback"),
        _size,
    ),
)
