"""The whole state as plain data and back, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.referee.inputs import Commitment, State
from wargame.referee.pack import Pack
from wargame.referee.quantities import STATE


def state_to_json(state: State) -> dict[str, Any]:
    """Named arrays as nested lists and commitments as records; floats keep every bit in JSON."""
    commitments = [{**item._asdict(), "needs": list(item.needs)} for item in state.commitments]
    return {"arrays": {q.name: state.world[q.name].tolist() for q in STATE}, "commitments": commitments}


def state_from_json(pack: Pack, data: dict[str, Any]) -> State:
    """The state that `state_to_json` wrote. ValueError where an array is missing or has another shape."""
    world = {}
    for quantity in STATE:
        if quantity.name not in data["arrays"]:
            raise ValueError(f"state lacks {quantity.name}")
        array = np.array(data["arrays"][quantity.name], dtype=np.float64)
        if array.shape != pack.shape(quantity):
            raise ValueError(f"state variable {quantity.name} has shape {array.shape}, expected {pack.shape(quantity)}")
        world[quantity.name] = array
    return State(world, tuple(_commitment(item) for item in data["commitments"]))


def _commitment(item: dict[str, Any]) -> Commitment:
    # A whole number comes back from canonical JSON as an int.
    return Commitment(**{**item, "needs": tuple(item["needs"]), "size": float(item["size"])})
