"""From moves and news to levers: where in the flat lever vector an effect lands, and what is in force in a quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

import numpy as np

from wargame.referee.inputs import Commitment, OrderedMove
from wargame.referee.pack import Array, LeverEffect, Pack, Seat
from wargame.referee.quantities import LEVER_BY_NAME, STATE_BY_NAME, Quantity

QUARTERS_PER_YEAR = 4


def quarters(years: float) -> int:
    """Whole quarters in a span of years, at least zero."""
    return max(0, round(years * QUARTERS_PER_YEAR))


def places(
    pack: Pack, quantity: Quantity, at: Mapping[str, str], seat: Seat | None, move: OrderedMove | None
) -> list[int]:
    """Flat positions inside a quantity's own array that `at` names for this mover and these arguments.

    An axis that is left out means the mover for holder and bloc, the order's industry (else all), all markets;
    for news, all.
    """
    choices = [_along(pack, axis, at.get(axis), seat, move) for axis in quantity.axes]
    shape = pack.shape(quantity)
    if not shape:
        return [0]
    return [int(np.ravel_multi_index(cell, shape)) for cell in product(*choices)]


def _along(pack: Pack, axis: str, word: str | None, seat: Seat | None, move: OrderedMove | None) -> list[int]:
    ids = pack.axes[axis]
    everything = list(range(len(ids)))
    if word is None:
        if axis == "industry" and move is not None and move.industry:
            return [ids.index(move.industry)]
        word = "self" if seat is not None and axis in ("holder", "bloc") else "all"
    if word == "all" or (seat is None and word in ("self", "bloc", "rest", "others")):
        return everything
    if word == "industry" and move is not None:
        return [ids.index(move.industry)] if move.industry in ids else everything
    if word == "target":
        return _targeted(pack, axis, move.target if move is not None else "")
    if seat is not None and word in ("self", "bloc", "rest", "others"):
        return _relative(pack, axis, word, seat)
    return [ids.index(word)]


def _relative(pack: Pack, axis: str, word: str, seat: Seat) -> list[int]:
    ids = pack.axes[axis]
    if axis == "holder":
        home = [holder.bloc == seat.bloc for holder in pack.holders]
        return [
            index
            for index, holder in enumerate(pack.holders)
            if (word == "self" and holder.id == seat.holder)
            or (word == "bloc" and home[index])
            or (word == "rest" and home[index] and not holder.firm)
            or (word == "others" and not home[index])
        ]
    own = [index for index, name in enumerate(ids) if name == seat.bloc]
    return [index for index in range(len(ids)) if index not in own] if word == "others" else own


def _targeted(pack: Pack, axis: str, target: str) -> list[int]:
    ids = pack.axes[axis]
    if target in ids:
        return [ids.index(target)]
    seats = {seat.id: seat for seat in pack.seats}
    if target in seats:
        seat = seats[target]
        return [ids.index(seat.holder)] if axis == "holder" else [i for i, name in enumerate(ids) if name == seat.bloc]
    if axis == "holder":
        return [index for index, holder in enumerate(pack.holders) if holder.bloc == target]
    blocs = {holder.id: holder.bloc for holder in pack.holders}
    return [index for index, name in enumerate(ids) if name == blocs.get(target)]


def commit(pack: Pack, seat: Seat, move: OrderedMove, turn: int, now: int, needs: tuple[str, ...]) -> list[Commitment]:
    """What an accepted move puts in force from quarter `now`: its effects by intensity, and the cash that it costs."""
    return [
        Commitment(seat.id, needs, move.move, turn, index, size, now + start, now + end)
        for index, size, start, end in _pledge(pack, seat.id, move)
    ]


@lru_cache(maxsize=16384)
def _pledge(pack: Pack, seat_id: str, move: OrderedMove) -> tuple[tuple[int, float, int, int], ...]:
    """A move's entries in the lever vector: place, size, first and last quarter from the order."""
    seat, entry = pack.seat(seat_id), pack.moves[move.move]
    cash = entry.cost * seat.point_usd_bn
    spend = LeverEffect("spend", cash, 0.0, pack.quarters_per_turn / QUARTERS_PER_YEAR, {})
    found = []
    for effect in (*entry.effects, spend):
        lever = LEVER_BY_NAME[effect.lever]
        offset = pack.lever_slices[lever.name].start
        start = quarters(effect.lag)
        end = start + max(1, quarters(effect.duration))
        for place in places(pack, lever, effect.at, seat, move):
            found.append((offset + place, effect.size * move.intensity, start, end))
    return tuple(found)


def in_force(pack: Pack, commitments: Sequence[Commitment], quarter: int, present: Array | None = None) -> Array:
    """The flat lever vector of a quarter: [lever], or [world, lever] where `present` [commitment, world] says
    who acts where.

    Adds in the order given, so that a world alone and in a batch has the same bits.
    """
    if present is None:
        flat = np.zeros(pack.lever_count)
        for item in commitments:
            if item.start <= quarter < item.end:
                flat[item.index] += item.size
        return flat
    columns = np.zeros((pack.lever_count, present.shape[1]))
    for row, item in enumerate(commitments):
        if item.start <= quarter < item.end:
            columns[item.index] += present[row] * item.size
    return np.ascontiguousarray(columns.T)


def state_places(pack: Pack, variable: str, at: Mapping[str, str]) -> list[int]:
    """Flat positions inside a state variable that a shock or a facilitator's shift names."""
    return places(pack, STATE_BY_NAME[variable], at, None, None)
