"""Frontier: capability of labs, catch-up, open releases, efficiency, and how fast scarcity of models wears off."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import add_up, between, highest, lowest, mean_of
from wargame.referee.pack import Array
from wargame.referee.quarter import STEP, Quarter, Rule, closer, grown


def _capability(q: Quarter) -> dict[str, Array]:
    cap = q.world["capability"]
    compute = q.market.found.compute
    talent = np.sqrt(q.world["talent"]).take(q.layout.domicile, axis=-1)
    level = np.log(np.maximum(cap, 1.0))
    wall = 1.0 / (1.0 + q.p("data_wall", 1) * level)
    quality = 1.0 - q.p("collapse", 1) * np.maximum(0.0, q.world["synthetic_share"] - 0.3)
    frontier = highest(cap, axis=-1, keepdims=True)
    lead = np.where(cap.round(9) >= frontier.round(9), q.p("frontier_compounding", 1), 0.0)
    pace = q.p("capability_growth", 1) * np.exp(q.p("compute_returns", 1) * compute) * talent * wall
    rate = pace * quality * (1.0 + q.levers["training"]) * (1.0 + q.p("self_improvement", 1) * level) + lead * wall
    alive = 1.0 - q.world["insolvent"]
    return {"capability": np.where(cap > 0.0, grown(cap, rate * alive), 0.0)}


def _catch_up(q: Quarter) -> dict[str, Array]:
    cap = q.world["capability"]
    frontier = highest(cap, axis=-1, keepdims=True)
    leads = cap.round(9) >= frontier.round(9)
    gated = add_up(np.where(leads, q.world["gating"], 0.0), axis=-1, keepdims=True)
    copied = q.p("catch_up_rate", 1) / q.p("follower_lag", 1) * (1.0 + q.levers["distillation"])
    rate = copied * (1.0 - 0.8 * np.minimum(gated, 1.0)) + 0.2 * q.p("know_how_intelligence", 1)
    return {"capability": np.where(cap > 0.0, closer(cap, frontier, rate), 0.0)}


def _release(q: Quarter) -> dict[str, Array]:
    openness = between(q.world["openness"] + q.levers["release"] * STEP, 0.0, 1.0)
    shared = highest(openness * q.world["capability"], axis=-1)
    ahead = np.maximum(shared, q.world["open_capability"])
    return {"openness": openness, "open_capability": closer(q.world["open_capability"], ahead, q.p("release_speed"))}


def _community(q: Quarter) -> dict[str, Array]:
    base = grown(q.world["developer_base"], 0.4 * (q.world["openness"] - 0.5))
    crowd = np.log(np.maximum(highest(base * q.world["openness"], axis=-1), 1.0))
    frontier = highest(q.world["capability"], axis=-1)
    better = grown(q.world["open_capability"], 0.1 * crowd / (1.0 + crowd))
    return {
        "developer_base": base,
        "open_capability": np.where(
            q.world["open_capability"] < frontier, np.minimum(better, frontier), q.world["open_capability"]
        ),
    }


def _efficiency(q: Quarter) -> dict[str, Array]:
    denied = q.market.found.denied
    cost = q.world["serving_cost"]
    gain = q.p("efficiency_growth", 1) + q.levers["efficiency"] + q.p("induced_innovation", 1) * 0.3 * denied
    behind = np.log(cost) - np.log(lowest(cost, axis=-1, keepdims=True))
    return {"serving_cost": grown(cost, -gain - q.p("know_how_intelligence", 1) * behind)}


def _moat(q: Quarter) -> dict[str, Array]:
    spread = mean_of(mean_of(q.market.commons))
    tends_to = q.p("switching_cost") / q.p("switching_start")
    moved = closer(q.world["moat"], tends_to, 0.5)
    return {"moat": grown(moved, -q.p("kappa_open") * spread)}


def _posture(q: Quarter) -> dict[str, Array]:
    return {
        "gating": between(q.world["gating"] + q.levers["outputs_gated"] * STEP, 0.0, 1.0),
        "markup": closer(q.world["markup"], q.levers["model_price"], 4.0),
        "synthetic_share": between(q.world["synthetic_share"] + (q.levers["synthetic"] + 0.03) * STEP, 0.0, 0.95),
        "talent": grown(q.world["talent"], q.levers["attract_talent"]),
    }


RULES = (
    Rule(
        "frontier.capability",
        "M08",
        "Labs push the frontier with compute, talent and data; the leader's lead feeds itself.",
        "g = capability_growth * compute^compute_returns * talent^0.5 / (1 + data_wall ln K) * (1 + training)",
        ("capability", "accelerators", "load", "talent", "synthetic_share"),
        ("capability",),
        ("capability_growth", "compute_returns", "data_wall", "collapse", "frontier_compounding", "self_improvement"),
        _capability,
    ),
    Rule(
        "frontier.catch_up",
        "M32",
        "Followers close part of the gap by copying what they can buy or read, and by hiring.",
        "dK = (K_front - K) (1 - exp(-r dt)), r = rate / lag (1 + distillation) (1 - 0.8 gating) + 0.2 mob",
        ("capability", "gating"),
        ("capability",),
        ("catch_up_rate", "follower_lag", "know_how_intelligence"),
        _catch_up,
    ),
    Rule(
        "frontier.release",
        "M03",
        "An open release lifts the best freely usable model; what is out stays out.",
        "dK_open = (max(openness K) - K_open)+ (1 - exp(-release_speed dt))",
        ("openness", "capability", "open_capability"),
        ("openness", "open_capability"),
        ("release_speed",),
        _release,
    ),
    Rule(
        "frontier.community",
        "M22",
        "Developers gather on open families and improve them, up to the frontier.",
        "d ln K_open = 0.1 c / (1 + c) dt with c = ln developers",
        ("developer_base", "openness", "open_capability"),
        ("developer_base", "open_capability"),
        (),
        _community,
    ),
    Rule(
        "frontier.efficiency",
        "M26",
        "Serving gets cheaper each year, faster where chips are denied; techniques travel.",
        "d ln cost = -(efficiency_growth + efficiency + 0.3 induced_innovation control + mob ln(cost / best)) dt",
        ("serving_cost", "export_control"),
        ("serving_cost",),
        ("efficiency_growth", "induced_innovation", "know_how_intelligence"),
        _efficiency,
    ),
    Rule(
        "frontier.moat",
        "M07",
        "The cost of switching between models tends to what the thesis holds, and wears off with use of open weights.",
        "d moat = (0.5 (switching_cost / switching_start - moat) - kappa_open * open share * moat) dt",
        ("moat",),
        ("moat",),
        ("kappa_open", "switching_cost", "switching_start", "lock_start"),
        _moat,
    ),
    Rule(
        "frontier.posture",
        "M23",
        "Labs set price, gating, data mix and hiring.",
        "d gating, d synthetic share, d talent as ordered; markup follows the order at 4 per year",
        ("gating", "markup", "synthetic_share", "talent"),
        ("gating", "markup", "synthetic_share", "talent"),
        (),
        _posture,
    ),
)
