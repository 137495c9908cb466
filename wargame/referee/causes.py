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
    """Chunks of counterfactual worlds; `acts` [player, world] is 1.0 where a player acts."""

    worlds: list[dict[str, Array]]
    acts: list[Array]


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
        in_play = commitments_in_play(pack, state, turn_inputs)
        for index, world in enumerate(coalitions.worlds):
            coalitions.worlds[index] = _step(pack, world, coalitions.acts[index], turn_inputs, in_play, numbers)
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
    worlds, masks = [], []
    for first in range(0, members.size, CHUNK):
        mask = np.ascontiguousarray(acts[:, first : first + CHUNK])
        width = mask.shape[1]
        worlds.append(
            {name: np.repeat(np.asarray(value)[None], width, axis=0) for name, value in opening.world.items()}
        )
        masks.append(mask)
    return _Coalitions(worlds, masks)


def _step(
    pack: Pack,
    world: dict[str, Array],
    acts: Array,
    inputs: TurnInputs,
    in_play: Sequence[Commitment],
    numbers: Numbers,
) -> dict[str, Array]:
    index = {player: row for row, player in enumerate(pack.players)}
    present = np.stack([_present(acts, item, index) for item in in_play]) if in_play else np.zeros((0, acts.shape[1]))
    informed = acts[index["injects"]] > 0.0
    now = dict(world)
    released = news.due(pack, now, inputs.turn, inputs.draws, inputs.released_by_hand) & informed[:, None]
    news.release(pack, now, released)
    chance.strike(pack, now, numbers, inputs.draws, years(pack))
    shift_state(pack, now, inputs.adjustments, acts[index["facilitator"]] > 0.0)
    first = int(now["quarter"][0])
    flats = [levers.in_force(pack, in_play, first + step, present) for step in range(pack.quarters_per_turn)]
    return advance(pack, now, flats, numbers)


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
