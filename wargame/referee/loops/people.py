"""People: displacement and the consent of publics."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import between, mean_of
from wargame.referee.pack import Array
from wargame.referee.quarter import STEP, Quarter, Rule, closer


def _displacement(q: Quarter) -> dict[str, Array]:
    exposed = mean_of(q.world["adoption"] * q.pack.tables["labour_share"][:, None], axis=-2)
    added = q.p("displacement_rate", 1) * exposed + q.levers["displace"]
    placed = 0.35 * q.world["displacement"]
    return {"displacement": between(q.world["displacement"] + (added - placed) * STEP, 0.0, 0.6)}


def unrest(q: Quarter) -> Array:
    """Convex strain on a public [..., bloc]: squares of displacement and of bills above the start (M84)."""
    jobless = np.zeros(np.shape(q.world["legitimacy"]))
    jobless[..., q.layout.market_bloc] = q.world["displacement"] - q.pack.start["displacement"]
    bills = np.maximum(q.world["bill"] - 1.0, 0.0)
    rise = np.maximum(jobless, 0.0)
    return 20.0 * rise * rise + q.p("bill_weight", 1) * bills * bills


def _legitimacy(q: Quarter) -> dict[str, Array]:
    usual = closer(q.world["legitimacy"], q.pack.start["legitimacy"], 0.15)
    change = q.levers["legitimise"] - q.p("legitimacy_weight", 1) * unrest(q)
    return {"legitimacy": between(usual + change * STEP, 0.0, 1.0)}


RULES = (
    Rule(
        "people.displacement",
        "M83",
        "Adoption displaces workers; they are placed again over about three years.",
        "d u = (displacement_rate * exposed adoption + displace - 0.35 u) dt",
        ("displacement", "adoption"),
        ("displacement",),
        ("displacement_rate",),
        _displacement,
    ),
    Rule(
        "people.legitimacy",
        "M84",
        "Consent falls with the square of displacement and of bills, and rises with shared gains.",
        "d legit = (0.15 (legit0 - legit) + legitimise - legitimacy_weight * unrest) dt",
        ("legitimacy", "displacement", "bill"),
        ("legitimacy",),
        ("legitimacy_weight", "bill_weight"),
        _legitimacy,
    ),
)
