"""What would happen if: short roll-outs of many candidate orders at once, without news or chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wargame.referee import levers, orders
from wargame.referee.boards import board_array, goals
from wargame.referee.inputs import Agreement, Commitment, OrderedMove, State
from wargame.referee.numbers import numbers_of
from wargame.referee.pack import Array, Pack
from wargame.referee.turn import CHUNK, advance

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
    now = int(state.world["quarter"])
    flats = [levers.in_force(pack, state.commitments, now + step) for step in range(horizon * pack.quarters_per_turn)]
    held = _roll_out(pack, state, [flat[None] for flat in flats])
    found = []
    for first in range(0, len(candidates), CHUNK):
        chunk = candidates[first : first + CHUNK]
        rows = [np.repeat(flat[None], len(chunk), axis=0) for flat in flats]
        for row, candidate in enumerate(chunk):
            for seat_id, ordered in sorted(candidate.items()):
                moves, _ = orders.check(pack, state, seat_id, ordered, agreements, turn)
                for move in moves:
                    _add(rows, row, levers.commit(pack, pack.seat(seat_id), move, turn, now, ()), now)
        found.append(goals(pack, _roll_out(pack, state, rows), held))
    return np.concatenate(found) if found else np.zeros((0, len(pack.seats)))


def _roll_out(pack: Pack, state: State, flats: Sequence[Array]) -> Array:
    """Boards [world, seat, board] after the quarters whose levers [world, lever] are given."""
    numbers = numbers_of(pack)
    worlds = len(flats[0])
    world = {name: np.repeat(np.asarray(value)[None], worlds, axis=0) for name, value in state.world.items()}
    return board_array(pack, advance(pack, world, flats, numbers), numbers)


def _add(flats: Sequence[Array], row: int, commitments: Sequence[Commitment], now: int) -> None:
    for item in commitments:
        for step in range(max(0, item.start - now), min(len(flats), item.end - now)):
            flats[step][row, item.index] += item.size
