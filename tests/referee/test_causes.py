"""Causes add up, a seat that does nothing causes nothing, and what comes late is still its builder's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.referee.toy import toy_pack
from wargame import referee
from wargame.referee import Adjustment, OrderedMove, TurnInputs
from wargame.referee.causes import shapley_values
from wargame.referee.market import market
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Pack

ORDERS = {"east_seat": (OrderedMove("power", intensity=2), OrderedMove("network")), "lab_seat": (OrderedMove("train"),)}


def game(pack: Pack, turns: int) -> list[TurnInputs]:
    draws = {"inject:outage": 0.1}
    return [TurnInputs(turn, ORDERS if turn == 1 else {}, draws) for turn in range(1, turns + 1)]


def rents_by_turn(pack: Pack, inputs: list[TurnInputs]) -> list[np.ndarray]:
    state, found = referee.start(pack), []
    for turn in inputs:
        state = referee.adjudicate(pack, state, turn).state
        found.append(market(pack, state.world, Numbers(pack)).rent)
    return found


def test_causes_add_up_to_the_shift_of_every_rent_in_every_turn() -> None:
    pack = toy_pack()
    inputs = game(pack, 3)
    rents = [market(pack, pack.start, Numbers(pack)).rent, *rents_by_turn(pack, inputs)]
    for turn, parts in enumerate(referee.causes(pack, referee.start(pack), inputs)):
        shift = rents[turn + 1] - rents[turn]
        assert np.allclose(sum(parts.values()), shift, atol=1e-9 * np.max(rents[turn + 1]))


def test_a_seat_that_only_holds_causes_exactly_nothing() -> None:
    parts = referee.causes(toy_pack(), referee.start(toy_pack()), game(toy_pack(), 2))
    assert all(np.all(np.abs(turn["west_seat"]) < 1e-12) for turn in parts)


def test_a_move_that_works_later_is_still_its_movers_doing() -> None:
    pack = toy_pack()
    effects = tuple(replace(effect, lag=1.0) for effect in pack.moves["power"].effects)
    slow = replace(pack, moves={**pack.moves, "power": replace(pack.moves["power"], effects=effects)})
    inputs = [
        TurnInputs(1, {"east_seat": (OrderedMove("power", intensity=3),)}, {}),
        *[TurnInputs(t, {}, {}) for t in (2, 3)],
    ]
    parts = referee.causes(slow, referee.start(slow), inputs)
    energy = 0
    assert np.max(np.abs(parts[0]["east_seat"][:, energy])) < 1e-9
    assert np.max(np.abs(parts[2]["east_seat"][:, energy])) > 1e-6


def test_the_facilitators_ruling_is_the_facilitators_cause() -> None:
    pack = toy_pack()
    ruled = [
        TurnInputs(1, ORDERS, {}, adjustments=(Adjustment("scale", "too weak", "lab_seat", 0, "training", 2.0),)),
        TurnInputs(2, {}, {}),
    ]
    parts = referee.causes(pack, referee.start(pack), ruled)
    assert np.max(np.abs(parts[1]["facilitator"])) > 0.0
    free = referee.causes(pack, referee.start(pack), game(pack, 2))
    assert np.max(np.abs(free[1]["facilitator"])) < 1e-12


def test_shapley_values_of_a_known_game() -> None:
    glove = np.array([0, 0, 0, 1, 0, 1, 0, 1], dtype=float)
    assert np.allclose(shapley_values(glove, 3), [4 / 6, 1 / 6, 1 / 6])


def test_the_recorder_names_the_rules_and_the_moves_behind_them() -> None:
    firings = {f.rule.id: f for f in referee.record(toy_pack(), referee.start(toy_pack()), game(toy_pack(), 1)[0])}
    assert {item.player for item in firings["energy.generation"].causes} == {"east_seat"}
    assert np.any(firings["energy.generation"].change["generation"] > 0.0)
    assert "build_power" in firings["energy.generation"].levers
