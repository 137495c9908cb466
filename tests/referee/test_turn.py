"""A turn is a pure function, refuses what is not allowed, and keeps every bound."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from tests.referee.toy import toy_pack
from wargame import referee
from wargame.referee import Adjustment, Agreement, Clause, OrderedMove, State, TurnInputs
from wargame.referee.pack import Pack


def play(pack: Pack, turns: int = 1, state: State | None = None, **inputs: object) -> referee.Adjudication:
    state = state or referee.start(pack)
    for turn in range(1, turns + 1):
        given = {"orders": {}, "draws": {}, **inputs}
        outcome = referee.adjudicate(pack, state, TurnInputs(turn=turn, **given))  # type: ignore[arg-type]
        state = outcome.state
    return outcome


def bits(state: State) -> dict[str, bytes]:
    return {name: np.asarray(value).tobytes() for name, value in state.world.items()}


def test_inputs_are_never_changed() -> None:
    pack, state = toy_pack(), referee.start(toy_pack())
    before = copy.deepcopy(bits(state))
    inputs = TurnInputs(1, {"lab_seat": (OrderedMove("train"),)}, {"inject:outage": 0.0})
    referee.adjudicate(pack, state, inputs)
    assert bits(state) == before
    assert inputs.orders == {"lab_seat": (OrderedMove("train"),)}


def test_the_order_of_seats_changes_nothing() -> None:
    orders = {"east_seat": (OrderedMove("power", intensity=2),), "lab_seat": (OrderedMove("train"),)}
    swapped = dict(reversed(orders.items()))
    assert bits(play(toy_pack(), orders=orders).state) == bits(play(toy_pack(), orders=swapped).state)


def test_a_state_survives_its_record_bit_for_bit() -> None:
    pack = toy_pack()
    state = play(pack, 2, orders={"east_seat": (OrderedMove("power"),)}).state
    again = referee.state_from_json(pack, referee.state_to_json(state))
    assert bits(again) == bits(state)
    assert again.commitments == state.commitments


def test_a_power_plant_that_takes_time_is_still_in_force_later() -> None:
    state = play(toy_pack(), orders={"east_seat": (OrderedMove("power"),)}).state
    assert {item.move for item in state.commitments} == {"power"}


REFUSED = {
    "unknown move": ((OrderedMove("fly"),), "no move is called 'fly'"),
    "twice": ((OrderedMove("train"), OrderedMove("train", intensity=2)), "is ordered twice"),
    "contradiction": ((OrderedMove("open"), OrderedMove("close")), "undoes"),
    "over budget": ((OrderedMove("train", intensity=3),), "costs 6 points, 5 of 5 are left"),
    "huge intensity": ((OrderedMove("train", intensity=10**9),), "intensity must be 1, 2 or 3"),
    "negative intensity": ((OrderedMove("train", intensity=-1),), "intensity must be 1, 2 or 3"),
    "no target": ((OrderedMove("deny"),), "needs a market out of: east"),
    "own bloc as target": ((OrderedMove("deny", "west"),), "needs a market out of: east"),
    "needless target": ((OrderedMove("train", "east"),), "takes no target"),
    "no consent": ((OrderedMove("lend", "east"),), "needs a signed agreement"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_illegal_part_is_refused_with_its_reason_and_the_rest_stands(case: str) -> None:
    moves, reason = REFUSED[case]
    outcome = play(toy_pack(), orders={"lab_seat": (*moves, OrderedMove("network"))[:4]})
    assert any(reason in refusal.reason for refusal in outcome.refusals), outcome.refusals
    assert OrderedMove("network") in outcome.accepted["lab_seat"] or case in ("twice", "contradiction")


def test_at_most_three_moves_stand() -> None:
    pack = toy_pack()
    rich = replace(pack, seats=tuple(replace(seat, budget=99) for seat in pack.seats))
    moves = tuple(OrderedMove(name) for name in ("train", "open", "power", "network"))
    outcome = play(rich, orders={"lab_seat": moves})
    assert outcome.accepted["lab_seat"] == moves[:3]
    assert outcome.refusals[0].reason == "at most 3 moves a turn"


def agreement(*clauses: Clause) -> Agreement:
    return Agreement("a1", ("west_seat", "east_seat"), clauses, True, 0)


def test_consent_opens_a_move_for_as_long_as_it_is_signed_for() -> None:
    signed = agreement(Clause("west_seat", "do", "lend", "east", 1))
    orders = {"west_seat": (OrderedMove("lend", "east"),)}
    first = play(toy_pack(), orders=orders, agreements=(signed,))
    assert first.accepted["west_seat"] == orders["west_seat"]
    assert first.kept == {"a1": (0,)}
    late = referee.adjudicate(toy_pack(), first.state, TurnInputs(2, orders, {}, (signed,)))
    assert late.refusals


def test_breaking_a_promise_is_recorded_and_costs_trust() -> None:
    promise = agreement(Clause("west_seat", "refrain", "deny", "", 3))
    orders = {"west_seat": (OrderedMove("deny", "east"),)}
    broken = play(toy_pack(), orders=orders, agreements=(promise,))
    free = play(toy_pack(), orders=orders)
    assert [breach.seat for breach in broken.breaches] == ["west_seat"]
    east, west = 0, 1
    assert broken.state.world["trust"][east, west] < free.state.world["trust"][east, west]
    assert broken.state.world["trust"][west, west] == free.state.world["trust"][west, west]


def test_a_promised_act_that_never_comes_is_a_breach_in_its_last_turn() -> None:
    promise = agreement(Clause("east_seat", "do", "power", "", 2))
    pack = toy_pack()
    first = referee.adjudicate(pack, referee.start(pack), TurnInputs(1, {}, {}, (promise,)))
    second = referee.adjudicate(pack, first.state, TurnInputs(2, {}, {}, (promise,)))
    assert not first.breaches
    assert [breach.seat for breach in second.breaches] == ["east_seat"]


def test_news_comes_when_its_rule_says_and_only_once() -> None:
    pack = toy_pack()
    lucky = {"inject:outage": 0.999}
    assert play(pack, draws=lucky).released == ()
    first = play(pack, draws={"inject:outage": 0.0})
    assert first.released == ("outage",)
    second = referee.adjudicate(pack, first.state, TurnInputs(2, {}, {"inject:outage": 0.0}))
    assert "outage" not in second.released
    assert "flood" in second.released
    assert second.state.world["generation"][1] < first.state.world["generation"][1]


def test_news_released_by_hand_comes_whatever_the_draw() -> None:
    assert play(toy_pack(), released_by_hand=("flood",)).released == ("flood",)


def test_a_struck_order_leaves_the_world_as_if_it_had_not_been_given() -> None:
    orders = {"lab_seat": (OrderedMove("train"),)}
    struck = play(toy_pack(), orders=orders, adjustments=(Adjustment("strike", "typo", "lab_seat", 0),))
    held = play(toy_pack())
    for name, value in held.state.world.items():
        assert np.allclose(struck.state.world[name], value, rtol=1e-12), name


def test_cash_moves_in_whole_cents() -> None:
    cash = play(toy_pack(), 3, orders={"lab_seat": (OrderedMove("train"),)}).state.world["cash"]
    assert np.all(cash == np.rint(cash))


def test_turns_of_another_length_end_in_the_same_world() -> None:
    half, year = play(toy_pack(2), 8), play(toy_pack(4), 4)
    for name, value in half.state.world.items():
        if name != "inject_age":
            assert np.allclose(value, year.state.world[name], rtol=0.01), name
