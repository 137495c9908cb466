"""What would happen if: short roll-outs of many candidate orders at once, without news or chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wargame.referee import levers, orders
from wargame.referee.boards import board_array, goals
from wargame.referee.inputs import Agreement, Commitment, OrderedMove, State
from wargame.referee.numbers import numbers_of
from wargame.referee.pack import Array, Pack
from wargame.referee.turn import advance

Candidate = Mapping[str, Sequence[OrderedMove]]


def preview(
    pack: Pack,
    state: State,
    candidates: Sequence[Candidate],
    turn: int,
    horizon: int,
    agreements: Sequence[Agreement] = (),
) -> Array:
    """Goal of every seat [candidate, seat] after `horizon` turns of holding that follow each candidate's orders.

    Measured against everyone holding from now on; seats that a candidate does not name hold. Illegal parts are
    left out.
    """
    numbers = numbers_of(pack)
    now = int(state.world["quarter"])
    worlds = len(candidates) + 1
    standing = [
        levers.in_force(pack, state.commitments, now + step) for step in range(horizon * pack.quarters_per_turn)
    ]
    flats = [np.repeat(flat[None], worlds, axis=0) for flat in standing]
    for row, candidate in enumerate(candidates):
        for seat in pack.seats:
            moves, _ = orders.check(pack, state, seat.id, tuple(candidate.get(seat.id, ())), agreements, turn)
            for move in moves:
                _add(pack, flats, row, levers.commit(pack, seat, move, turn, now, ()), now)
    world = {name: np.repeat(np.asarray(value)[None], worlds, axis=0) for name, value in state.world.items()}
    found = board_array(pack, advance(pack, world, flats, numbers), numbers)
    return goals(pack, found[:-1], found[-1])


def _add(pack: Pack, flats: Sequence[Array], row: int, commitments: Sequence[Commitment], now: int) -> None:
    for item in commitments:
        for step in range(max(0, item.start - now), min(len(flats), item.end - now)):
            flats[step][row, item.index] += item.size
