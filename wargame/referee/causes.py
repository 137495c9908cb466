"""Who moved a rent: exact Shapley values over seats, news and facilitator, carried from turn to turn as one
batch of worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np

from wargame.referee import chance, levers, news
from wargame.referee.arrays import add_up
from wargame.referee.inputs import Commitment, State, TurnInputs
from wargame.referee.market import market
from wargame.referee.numbers import Numbers, numbers_of
from wargame.referee.pack import Array, Pack
from wargame.referee.turn import CHUNK, adjudicate, advance, commitments_in_play, shift_state, years

DRIFT = "drift"


@dataclass
class _Coalitions:
    """Counterfactual worlds in chunks; `acts` [player, world] is 1.0 where a player acts."""

    worlds: list[dict[str, Array]]
    acts: Array


def causes(pack: Pack, opening: State, inputs: Sequence[TurnInputs]) -> list[dict[str, Array]]:
    """Per turn, the change of rent [holder, layer] (USD bn per year) that each player caused, and `drift`,
    what came anyway.

    v_t(S) is the rent had only S acted from the start, with the same draws and the levers accepted in the real
    game; a player's part
    of a turn is the change of its Shapley value. They add up to the change of the rent.
    """
    players = pack.players
    numbers = numbers_of(pack)
    coalitions = _begin(pack, opening, len(players))
    rent = market(pack, opening.world, numbers).rent
    previous = np.broadcast_to(rent, (2 ** len(players), *rent.shape))
    shapley = np.zeros((len(players), *rent.shape))
    found = []
    state = opening
    for turn_inputs in inputs:
        outcome = adjudicate(pack, state, turn_inputs)
        coalitions.worlds = _step(pack, coalitions, turn_inputs, commitments_in_play(pack, state, turn_inputs), numbers)
        values = _values(pack, coalitions, numbers)
        now = shapley_values(values, len(players))
        part = {player: now[index] - shapley[index] for index, player in enumerate(players)}
        part[DRIFT] = values[0] - previous[0]
        found.append(part)
        previous, shapley, state = values, now, outcome.state
    return found


def _begin(pack: Pack, opening: State, players: int) -> _Coalitions:
    members = np.arange(2**players)
    acts = np.ascontiguousarray(((members[None, :] >> np.arange(players)[:, None]) & 1).astype(np.float64))
    widths = [min(CHUNK, members.size - first) for first in range(0, members.size, CHUNK)]
    worlds = [
        {name: np.repeat(np.asarray(value)[None], width, axis=0) for name, value in opening.world.items()}
        for width in widths
    ]
    return _Coalitions(worlds, acts)


def _step(
    pack: Pack, coalitions: _Coalitions, inputs: TurnInputs, in_play: Sequence[Commitment], numbers: Numbers
) -> list[dict[str, Array]]:
    """Every world a turn later: news where injects act, shifts where the facilitator does, levers of who acts."""
    index = {player: row for row, player in enumerate(pack.players)}
    acts = coalitions.acts
    present = np.stack([_present(acts, item, index) for item in in_play]) if in_play else np.zeros((0, acts.shape[1]))
    first = int(coalitions.worlds[0]["quarter"][0])
    flats = [levers.in_force(pack, in_play, first + step, present) for step in range(pack.quarters_per_turn)]
    found = []
    for at, before in enumerate(coalitions.worlds):
        world, chunk = dict(before), slice(at * CHUNK, (at + 1) * CHUNK)
        informed = acts[index["injects"], chunk] > 0.0
        released = news.due(pack, world, inputs.turn, inputs.draws, inputs.released_by_hand) & informed[:, None]
        news.release(pack, world, released)
        chance.strike(pack, world, numbers, inputs.draws, years(pack))
        shift_state(pack, world, inputs.adjustments, acts[index["facilitator"], chunk] > 0.0)
        found.append(advance(pack, world, [flat[chunk] for flat in flats], numbers))
    return found


def _present(acts: Array, item: Commitment, index: dict[str, int]) -> Array:
    row = acts[index[item.player]]
    for seat in item.needs:
        row = row * acts[index[seat]]
    return row


def _values(pack: Pack, coalitions: _Coalitions, numbers: Numbers) -> Array:
    return np.concatenate([market(pack, world, numbers).rent for world in coalitions.worlds], axis=0)


def shapley_values(values: Array, players: int) -> Array:
    """Shapley value of each player [player, ...] from the value of every coalition [2^players, ...], bit i for
    player i.
    """
    members = np.arange(2**players)
    sizes = np.array([bin(member).count("1") for member in members])
    weight = np.array([factorial(k) * factorial(players - k - 1) / factorial(players) for k in range(players)])
    parts = []
    for player in range(players):
        without = members[(members >> player) & 1 == 0]
        gain = values.take(without + (1 << player), axis=0) - values.take(without, axis=0)
        scale = weight[sizes[without]].reshape((-1,) + (1,) * (values.ndim - 1))
        parts.append(add_up(scale * gain, axis=0))
    return np.stack(parts)
