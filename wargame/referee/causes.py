"""Who moved a rent: exact Shapley values over seats, news and facilitator, carried from turn to turn as one
batch of worlds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np

from wargame.referee import chance, levers, news
from wargame.referee.arrays import add_up
from wargame.referee.inputs import Commitment, State, TurnInputs
from wargame.referee.market import market
from wargame.referee.numbers import Numbers, numbers_of
from wargame.referee.pack import Array, Pack
from wargame.referee.quantities import STATE_BY_NAME
from wargame.referee.turn import CHUNK, adjudicate, advance, commitments_in_play, shift_state, years

DRIFT = "drift"


@dataclass
class _Coalitions:
    """Counterfactual worlds, one for each set of those `players` who have acted so far: bit i for player i."""

    players: list[str]
    worlds: dict[str, Array]

    def admit(self, acting: Collection[str], order: Sequence[str]) -> None:
        """Double the worlds for each player who acts for the first time: until then it made no difference."""
        for player in order:
            if player in acting and player not in self.players:
                self.players.append(player)
                self.worlds = {name: np.concatenate([value, value]) for name, value in self.worlds.items()}

    def acts(self) -> dict[str, Array]:
        """1.0 where a player acts [world], by player."""
        members = np.arange(2 ** len(self.players))
        return {player: ((members >> bit) & 1).astype(np.float64) for bit, player in enumerate(self.players)}


def causes(pack: Pack, opening: State, inputs: Sequence[TurnInputs]) -> list[dict[str, Array]]:
    """Per turn, the change of rent [holder, layer] (USD bn per year) that each player caused, and `drift`,
    what came anyway.

    v_t(S) is the rent had only S acted from the start, with the same draws and the levers accepted in the real
    game; a player's part of a turn is the change of its Shapley value. They add up to the change of the rent. A
    player who has done nothing so far has caused exactly nothing.
    """
    numbers = numbers_of(pack)
    coalitions = _Coalitions([], {name: np.asarray(value)[None] for name, value in opening.world.items()})
    nothing = np.zeros(pack.shape(STATE_BY_NAME["price"]))
    shapley = dict.fromkeys(pack.players, nothing)
    drift = market(pack, opening.world, numbers).rent
    found = []
    state = opening
    for turn_inputs in inputs:
        outcome = adjudicate(pack, state, turn_inputs)
        in_play = commitments_in_play(pack, state, turn_inputs)
        coalitions.admit(_acting(turn_inputs, in_play), pack.players)
        values = _step(pack, coalitions, turn_inputs, in_play, numbers)
        of_players = shapley_values(values, len(coalitions.players))
        now = shapley | dict(zip(coalitions.players, of_players, strict=True))
        found.append({**{player: now[player] - shapley[player] for player in pack.players}, DRIFT: values[0] - drift})
        shapley, drift, state = now, values[0], outcome.state
    return found


def _acting(inputs: TurnInputs, in_play: Sequence[Commitment]) -> set[str]:
    """Players who may make a difference in a turn: news always."""
    found = {"injects", *(item.player for item in in_play), *(seat for item in in_play for seat in item.needs)}
    return found | {"facilitator"} if inputs.adjustments else found


def _step(
    pack: Pack, coalitions: _Coalitions, inputs: TurnInputs, in_play: Sequence[Commitment], numbers: Numbers
) -> Array:
    """Take every world a turn on and return its rent [world, holder, layer].

    News come where injects act, shifts where the facilitator does, levers are those of who acts.
    """
    acts = coalitions.acts()
    present = np.stack([_present(acts, item) for item in in_play]) if in_play else np.zeros((0, acts["injects"].size))
    first = int(coalitions.worlds["quarter"][0])
    flats = [levers.in_force(pack, in_play, first + step, present) for step in range(pack.quarters_per_turn)]
    after, rents = [], []
    for start in range(0, acts["injects"].size, CHUNK):
        chunk = slice(start, start + CHUNK)
        world = {name: value[chunk] for name, value in coalitions.worlds.items()}
        released = news.due(pack, world, inputs.turn, inputs.draws, inputs.released_by_hand)
        news.release(pack, world, released & (acts["injects"][chunk, None] > 0.0))
        chance.strike(pack, world, numbers, inputs.draws, years(pack))
        if inputs.adjustments:
            shift_state(pack, world, inputs.adjustments, acts["facilitator"][chunk] > 0.0)
        world = advance(pack, world, [flat[chunk] for flat in flats], numbers)
        after.append(world)
        rents.append(market(pack, world, numbers).rent)
    coalitions.worlds = {name: np.concatenate([world[name] for world in after]) for name in after[0]}
    return np.concatenate(rents)


def _present(acts: dict[str, Array], item: Commitment) -> Array:
    row = acts[item.player]
    for seat in item.needs:
        row = row * acts[seat]
    return row


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
