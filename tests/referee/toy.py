"""A four-layer, two-bloc pack that shares nothing with the shipped one but its parameters."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from wargame import scenario
from wargame.referee.pack import (
    Array,
    Bloc,
    Holder,
    Industry,
    Inject,
    Layer,
    LeverEffect,
    Move,
    Pack,
    Release,
    Seat,
    Shock,
)
from wargame.referee.quantities import BOARDS, STATE, TABLES, Quantity

LAYERS = (
    Layer("power", "Power", "energy", ("energy",)),
    Layer("thought", "Thought", "intelligence", ("chips", "cloud", "models", "interface")),
    Layer("work", "Work", "execution", ("edge", "execution")),
    Layer("order", "Order", "coordination", ("network", "parts", "control")),
)
BLOCS = (Bloc("east", "East", True), Bloc("west", "West", True))
HOLDERS = (
    Holder("maker", "Maker", "east", True),
    Holder("rest_east", "Rest of East", "east", False),
    Holder("lab", "Lab", "west", True),
    Holder("rest_west", "Rest of West", "west", False),
)
START = {"capability": 1.0, "open_capability": 0.9, "openness": 0.2, "trust": 0.5, "legitimacy": 0.5, "sentiment": 0.6}
START |= {"adoption": 0.2, "market_size": 100.0, "generation": 60.0, "load": 10.0, "power_price": 0.1, "queue": 0.2}
START |= {"quarter": 0.0, "inject_age": -1.0, "cash": 1e12, "standards": 0.2, "local_fit": 0.5, "chip_gap": 0.2}
ZERO = {
    "markup",
    "export_control",
    "tariff",
    "insolvent",
    "displacement",
    "debt",
    "gating",
    "synthetic_share",
    "platform_lock",
}
TABLE = {"cost_share": 0.25, "tilt": 1.0, "firms": 2.0, "market_growth": 0.02, "endowment": 1.0, "capacity_trend": 0.05}
TABLE |= {"demand_elasticity": 1.2, "good_enough": 0.8, "physicality": 0.5, "noise": 0.5, "fidelity": 0.5, "tail": 1.8}
TABLE |= {"learning_rate": 0.2, "labour_share": 0.3, "margin_cap": 0.7, "substitution_ease": 1.5, "cost_gap": 0.2}
TABLE |= {"income": 1.0, "burn": 5.0, "other_revenue": 1.0, "credit_line": 20.0, "household_load": 80.0, "share": 0.3}


def _filled(quantity: Quantity, shape: tuple[int, ...], values: dict[str, float]) -> Array:
    return np.full(shape, values.get(quantity.name, 0.0 if quantity.name in ZERO else 1.0))


def _move(name: str, lever: str, size: float, **changes: object) -> Move:
    effect = LeverEffect(lever, size, 0.0, 1.0, {})
    move = Move(
        name, name, "V00", ("east_seat", "west_seat", "lab_seat"), "none", (), 2, (effect,), (), False, (), "", "", ""
    )
    return replace(move, **changes)  # type: ignore[arg-type]  # keyword arguments of a dataclass


MOVES = (
    _move("train", "training", 0.3),
    _move("open", "release", 1.0, conflicts=("close",)),
    _move("close", "release", -1.0, conflicts=("open",)),
    _move("power", "build_power", 0.1),
    _move("network", "build_network", 0.2),
    _move("deny", "control_chips", 1.0, target="market",
          effects=(LeverEffect("control_chips", 0.5, 0.0, 0.5, {"bloc": "self", "market": "target"}),)),
    _move("lend", "lend", 5.0, target="market", consent=True,
          effects=(LeverEffect("lend", 5.0, 0.0, 0.5, {"market": "target"}),)),
)  # fmt: skip


@lru_cache
def toy_pack(quarters_per_turn: int = 2) -> Pack:
    """The toy pack under neutral parameters."""
    shipped = scenario.compile(scenario.load("contested-2026"), "neutral")
    pack = Pack(
        id="toy", quarters_per_turn=quarters_per_turn, moves_per_turn=3, injects_per_turn=2, layers=LAYERS, blocs=BLOCS,
        holders=HOLDERS, industries=tuple(Industry(name, name, "") for name in ("bits", "atoms", "both")),
        seats=(
            Seat("east_seat", "East", "state", "east", "rest_east", 6, 10.0, {"rent": 1.0}),
            Seat("west_seat", "West", "state", "west", "rest_west", 6, 10.0, {"welfare": 1.0}),
            Seat("lab_seat", "Lab", "firm", "west", "lab", 5, 2.0, {"rent": 0.5, "survival": 0.5}),
        ),
        parameters=shipped.parameters, tables={}, start={}, moves={move.id: move for move in MOVES},
        injects=(
            Inject("outage", "Outage", "S14", "", Release("drawn", hazard=1.0),
                   (Shock("trust", {"bloc": "west"}, "add", -0.2),),
                   (LeverEffect("confidence", -0.3, 0.0, 0.5, {}),), 1.0, ()),
            Inject("flood", "Flood", "S28", "", Release("scheduled", turn=2),
                   (Shock("generation", {"holder": "rest_east"}, "scale", -0.1),), (), 0.0, ()),
            Inject("leap", "Leap", "S03", "",
                   Release("triggered", variable="capability", at={"holder": "lab"}, above=1.2),
                   (Shock("capability", {"holder": "lab"}, "scale", 0.1),), (), 0.0, ()),
        ),
        visibility={}, goal_scales=dict.fromkeys(BOARDS, 0.2),
    )  # fmt: skip
    start = {quantity.name: _filled(quantity, pack.shape(quantity), START) for quantity in STATE}
    start["capability"] = np.array([0.7, 0.8, 1.0, 0.9])
    tables = {quantity.name: _filled(quantity, pack.shape(quantity), TABLE) for quantity in TABLES}
    tables["share"] = np.full((4, 2, 4), 0.2) + np.arange(4) * 0.03
    tables["share"][0] = np.array([[0.3, 0.7, 0.0, 0.0], [0.0, 0.0, 0.3, 0.7]])
    tables["share"][1] = np.array([[0.1, 0.3, 0.2, 0.2], [0.0, 0.1, 0.4, 0.3]])
    return replace(pack, start=start, tables=tables)
