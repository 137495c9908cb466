"""Coordination: industrial networks, standard parts, control platforms and interfaces; know-how that travels
or stays.
"""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import highest, mean_of
from wargame.referee.pack import Array
from wargame.referee.quarter import Quarter, Rule, grown

STOCKS = (("network", "build_network"), ("parts", "standardise"), ("control_platform", "build_control"))
ROLE_OF = {"network": "network", "parts": "parts", "control_platform": "control"}


def _stocks(q: Quarter) -> dict[str, Array]:
    grown_stocks = {}
    for stock, lever in STOCKS:
        trend = q.trend(ROLE_OF[stock])
        if trend is None:
            continue
        level = q.world[stock]
        best = highest(level, axis=-1, keepdims=True)
        travels = q.p("know_how_coordination", 1) * np.log(np.maximum(best, 1e-9) / np.maximum(level, 1e-9))
        grown_stocks[stock] = grown(level, trend + q.levers[lever] + travels)
    return grown_stocks


def _interface(q: Quarter) -> dict[str, Array]:
    trend = q.trend("interface")
    if trend is None:
        return {}
    own = q.world["interface"]
    mean = mean_of(own)[..., None]
    pull = q.p("network_effect", 1) * 0.1 * np.log(np.maximum(own, 1e-9) / np.maximum(mean, 1e-9))
    return {"interface": grown(own, trend + q.levers["build_interface"] + pull)}


RULES = (
    Rule(
        "coordination.stocks",
        "M18",
        "Networks, standard parts and control platforms grow by trend and order; know-how spreads slowly.",
        "d ln C = (trend + order + know_how_coordination ln(best / own)) dt",
        ("network", "parts", "control_platform"),
        ("network", "parts", "control_platform"),
        ("know_how_coordination",),
        _stocks,
    ),
    Rule(
        "coordination.interface",
        "M12",
        "Hold on users grows by order, and feeds itself where network effects are strong.",
        "d ln U = (trend + build_interface + 0.1 network_effect ln(own / mean)) dt",
        ("interface",),
        ("interface",),
        ("network_effect",),
        _interface,
    ),
)
