"""Capital: the cash identity in whole cents, sentiment, and who runs out of money; prices follow cost and margin."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import add_up, between
from wargame.referee.market import Market, mean_margin, start_market
from wargame.referee.pack import Array
from wargame.referee.quarter import STEP, Quarter, Rule, closer

CENTS = 1e11
"""US cents in a billion dollars."""


def cash_flow(q: Quarter) -> Array:
    """USD bn per year [..., holder]: rents and other income, less burn and orders, plus funding, less sales below cost.

    Burn grows with the root of revenue.
    """
    earned = add_up(q.market.rent, axis=-1) + q.pack.tables["other_revenue"]
    mood = q.world["sentiment"][..., None] / max(float(q.pack.start["sentiment"]), 0.05)
    raised = q.levers["funding"]
    funded = np.where(raised > 0.0, raised * np.minimum(mood, 1.5), raised)
    below = np.zeros(np.shape(earned))
    models = q.layout.roles["models"]
    if models is not None:
        below = q.market.revenue[..., models] * np.minimum(np.expm1(q.world["markup"]) + 0.1, 0.0)
    running = 1.0 - q.world["insolvent"]
    opening = q.numbers.keep("opening_revenue", lambda: add_up(start_market(q.pack, q.numbers).revenue))
    sales = np.maximum(add_up(q.market.revenue), 1e-9) / np.maximum(opening, 1e-9)
    burn = q.pack.tables["burn"] * np.where(opening > 0.0, np.sqrt(sales), 1.0)
    return earned + below + funded - (burn + q.levers["spend"]) * running


def _cash(q: Quarter) -> dict[str, Array]:
    cash = q.world["cash"] + np.rint(cash_flow(q) * (CENTS * STEP))
    broke = (cash < -q.pack.tables["credit_line"] * CENTS) & (q.pack.tables["burn"] > 0.0)
    out = np.where(broke, 1.0, np.where(cash > 0.0, 0.0, q.world["insolvent"]))
    return {"cash": between(cash, -9e15, 9e15), "insolvent": out}


def _sentiment(q: Quarter) -> dict[str, Array]:
    usual = q.pack.start["sentiment"]
    drift = closer(q.world["sentiment"], usual, 0.5)
    return {"sentiment": between(drift + q.levers["confidence"] * STEP, 0.0, 1.0)}


def _prices(q: Quarter) -> dict[str, Array]:
    start = q.numbers.keep("opening_mark_down", lambda: _mark_down(start_market(q.pack, q.numbers)))
    asked = q.market.found.costs - _mark_down(q.market) + start
    price = np.exp(closer(q.market.found.price, asked, 2.0))
    return {"price": between(price, 1e-9, 1e6)}


def _mark_down(moment: Market) -> Array:
    """ln of cost over price that the mean margin leaves [..., holder, layer]."""
    return np.log1p(-np.minimum(mean_margin(moment), 0.999))


RULES = (
    Rule(
        "capital.prices",
        "M29",
        "Prices follow cost and what the market lets a supplier charge; buyers read last quarter's price.",
        "ln p -> ln cost - ln(1 - margin) + ln(1 - margin0), at 2 per year",
        ("price", "serving_cost", "volume", "parts", "power_price"),
        ("price",),
        (),
        _prices,
    ),
    Rule(
        "capital.cash",
        "M78",
        "Cash is what comes in less what goes out, to the cent; below the credit line a holder stops.",
        "cash' = cash + (rent + other revenue + funding - burn - orders - sales below cost) dt",
        ("cash", "insolvent", "sentiment", "markup"),
        ("cash", "insolvent"),
        (),
        _cash,
    ),
    Rule(
        "capital.sentiment",
        "M77",
        "Sentiment returns to its mean and moves with stories.",
        "d s = (0.5 (s0 - s) + confidence) dt",
        ("sentiment",),
        ("sentiment",),
        (),
        _sentiment,
    ),
)
