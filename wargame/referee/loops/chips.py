"""Chips: accelerators and their age, chipmaking, controls, the platform that locks developers in."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import between, highest
from wargame.referee.pack import Array
from wargame.referee.quarter import STEP, Quarter, Rule, grown


def _controls(q: Quarter) -> dict[str, Array]:
    control = between(q.world["export_control"] + q.levers["control_chips"] * STEP, 0.0, 1.0)
    tariff = between(q.world["tariff"] + q.levers["raise_tariff"] * STEP, 0.0, 3.0)
    return {"export_control": control * q.layout.controlled, "tariff": tariff * q.layout.taxed}


def _fabs(q: Quarter) -> dict[str, Array]:
    trend = q.trend("chips")
    if trend is None:
        return {}
    rate = trend + q.levers["fab_build"] + q.p("induced_innovation", 1) * 0.4 * q.market.found.denied
    return {"fab": grown(q.world["fab"], rate)}


def _gap(q: Quarter) -> dict[str, Array]:
    hardest = highest(q.world["export_control"], axis=-2)
    blocs = np.zeros(np.shape(q.world["chip_gap"]))
    blocs[..., q.layout.market_bloc] = hardest
    drive = q.p("chip_gap_closing", 1) + q.levers["chip_research"] + q.p("induced_innovation", 1) * 0.3 * blocs
    return {"chip_gap": grown(q.world["chip_gap"], -drive)}


def _accelerators(q: Quarter) -> dict[str, Array]:
    trend = q.trend("cloud")
    if trend is None:
        return {}
    delayed = q.world["queue"].take(q.layout.domicile, axis=-1)
    funded = 0.5 + 0.5 * q.world["sentiment"][..., None] / max(float(q.pack.start["sentiment"]), 0.05)
    denied = q.market.found.denied
    added = trend * np.minimum(funded, 1.5) * (1.0 - 0.5 * denied) + q.levers["datacentre"] * (1.0 - delayed)
    bought = np.maximum(added, 0.0) + q.p("hardware_decay", 1)
    age = q.world["hardware_age"]
    return {
        "accelerators": grown(q.world["accelerators"], added),
        "hardware_age": between(age + (1.0 - bought * age) * STEP, 0.0, 20.0),
    }


def _platform(q: Quarter) -> dict[str, Array]:
    eased = 0.03 * np.maximum(np.log(np.maximum(highest(q.world["edge"], axis=-1, keepdims=True), 1.0)), 0.0)
    return {"platform_lock": between(q.world["platform_lock"] + (q.levers["platform"] - eased) * STEP, 0.0, 1.0)}


def _edge(q: Quarter) -> dict[str, Array]:
    trend = q.trend("edge")
    if trend is None:
        return {}
    return {"edge": grown(q.world["edge"], trend + q.levers["edge_build"])}


RULES = (
    Rule(
        "chips.controls",
        "M67",
        "Export controls and tariffs change as ordered; a bloc does not control its own market.",
        "control' = clip(control + control_chips dt, 0, 1)",
        ("export_control", "tariff"),
        ("export_control", "tariff"),
        (),
        _controls,
    ),
    Rule(
        "chips.fabs",
        "M69",
        "Denied buyers build their own chipmaking.",
        "d ln fab = (trend + fab_build + 0.4 induced_innovation control) dt",
        ("fab", "export_control"),
        ("fab",),
        ("induced_innovation",),
        _fabs,
    ),
    Rule(
        "chips.gap",
        "M68",
        "The technology gap in chips closes with time, research and denial.",
        "d ln gap = -(chip_gap_closing + chip_research + 0.3 induced_innovation control) dt",
        ("chip_gap", "export_control"),
        ("chip_gap",),
        ("chip_gap_closing", "induced_innovation"),
        _gap,
    ),
    Rule(
        "chips.accelerators",
        "M72",
        "Accelerators grow with money and orders, as far as sites get power and chips are to be had; they age.",
        "d ln A = (trend * funding * (1 - 0.5 control) + datacentre (1 - queue)) dt",
        ("accelerators", "hardware_age", "queue", "sentiment", "export_control"),
        ("accelerators", "hardware_age"),
        ("hardware_decay",),
        _accelerators,
    ),
    Rule(
        "chips.platform",
        "M70",
        "Lock-in to a hardware platform holds until edge silicon goes round it.",
        "d lock = (platform - 0.03 ln edge) dt",
        ("platform_lock", "edge"),
        ("platform_lock",),
        (),
        _platform,
    ),
    Rule(
        "chips.edge",
        "M71",
        "Edge silicon grows by trend and by order.",
        "d ln edge = (trend + edge_build) dt",
        ("edge",),
        ("edge",),
        (),
        _edge,
    ),
)
