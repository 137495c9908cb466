"""Fog of war: the world as a seat believes it to be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from wargame import referee
from wargame.referee.pack import Array, Seat
from wargame.referee.quantities import STATE, Quantity

BLOC_AXES = ("bloc", "market")
NORMAL = NormalDist()


@dataclass(frozen=True)
class Eyes:
    """Whose fog it is: the pack it believes in, seat, the game's seed, the turn, the size of errors in log points."""

    pack: referee.Pack
    seat: Seat
    seed: int
    turn: int
    fog: float


def belief(eyes: Eyes, state: referee.State) -> referee.State:
    """The state as the seat sees it.

    Public variables are exact; `own` ones exact where they are the seat's and elsewhere off by a factor
    exp(fog * z), z standard normal by hash of seed, turn, seat, variable and index, within the variable's bounds;
    what only the facilitator knows stays as it was at the start. Commitments are public: everyone saw the moves.
    """
    world = {q.name: _believed(eyes, q, state.world[q.name]) for q in STATE}
    return referee.State(world, state.commitments)


def _believed(eyes: Eyes, quantity: Quantity, truth: Array) -> Array:
    visibility = eyes.pack.visibility[quantity.name]
    if visibility == "public":
        return truth
    if visibility == "facilitator":
        return eyes.pack.start[quantity.name]
    foggy = np.clip(truth * np.exp(eyes.fog * _errors(eyes, quantity.name, truth.shape)), quantity.low, quantity.high)
    if quantity.unit == "US cents":
        foggy = np.rint(foggy)
    return np.where(_own(eyes, quantity), truth, foggy)


def _own(eyes: Eyes, quantity: Quantity) -> NDArray[np.bool_]:
    """Mask over the quantity's axes: its holder's entries, for a state also its bloc's, as bloc or as market."""
    own = np.zeros(eyes.pack.shape(quantity), dtype=np.bool_)
    for position, axis in enumerate(quantity.axes):
        mine = np.array([_is_own(eyes.seat, axis, item) for item in eyes.pack.axes[axis]], dtype=np.bool_)
        own |= mine.reshape([-1 if place == position else 1 for place in range(len(quantity.axes))])
    return own


def _is_own(seat: Seat, axis: str, item: str) -> bool:
    return item == seat.holder if axis == "holder" else axis in BLOC_AXES and seat.kind == "state" and item == seat.bloc


def _errors(eyes: Eyes, variable: str, shape: tuple[int, ...]) -> Array:
    count = int(np.prod(shape, dtype=np.int64))
    key = f"{eyes.seed}/{eyes.turn}/{eyes.seat.id}/{variable}"
    digest = hashlib.shake_256(key.encode()).digest(8 * count)
    # The middle of one of 2**53 equal cells, so that no draw is 0 or 1.
    cells = np.frombuffer(digest, dtype=">u8") >> np.uint64(11)
    draws = (cells.astype(np.float64) + 0.5) / 2.0**53
    return np.array([NORMAL.inv_cdf(draw) for draw in draws.tolist()]).reshape(shape)
