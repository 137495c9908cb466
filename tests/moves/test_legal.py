"""What a seat may order is what the referee accepts, no more and no less."""

import pytest

from wargame import referee, scenario
from wargame.moves import describe, describe_clause, legal
from wargame.referee import Agreement, Clause, OrderedMove, Pack, State


@pytest.fixture(scope="module")
def pack() -> Pack:
    return scenario.compile(scenario.load("contested-2026"), "neutral")


@pytest.fixture(scope="module")
def start(pack: Pack) -> State:
    return referee.start(pack)


def test_every_seat_has_moves_and_the_referee_accepts_each(pack: Pack, start: State) -> None:
    for seat in pack.seats:
        options = legal(pack, start, seat.id, (), 1)
        assert options
        for option in options:
            accepted, refusals = referee.check(pack, start, seat.id, (option.ordered(),), (), 1)
            assert accepted
            assert not refusals
            assert option.cost == referee.cost(pack, option.ordered()) <= seat.budget


def test_whatever_is_not_listed_the_referee_refuses(pack: Pack, start: State) -> None:
    arguments = ("", *(seat.id for seat in pack.seats), *(bloc.id for bloc in pack.blocs))
    listed = {(option.move, option.target) for option in legal(pack, start, "open_lab", (), 1) if not option.industry}
    for move in pack.moves:
        for argument in arguments:
            accepted, _ = referee.check(pack, start, "open_lab", (OrderedMove(move, argument),), (), 1)
            assert bool(accepted) == ((move, argument) in listed), (move, argument)


def test_a_move_that_needs_consent_is_listed_only_under_an_agreement(pack: Pack, start: State) -> None:
    promise = Clause("china_state", "do", "finance_bundle", "south", 3)
    signed = Agreement("A1", ("china_state", "global_south"), (promise,), True, 1)
    without = {option.move for option in legal(pack, start, "china_state", (), 1)}
    within = {option.move for option in legal(pack, start, "china_state", (signed,), 1)}
    assert within - without == {"finance_bundle"}


def test_an_unknown_seat_is_an_error(pack: Pack, start: State) -> None:
    with pytest.raises(KeyError):
        legal(pack, start, "atlantis", (), 1)


def test_an_order_in_words_names_moves_targets_and_force(pack: Pack) -> None:
    moves = (OrderedMove("tighten_controls", "china", "", 2), OrderedMove("scale_volume", "", "batteries"))
    words = describe(pack, moves)
    assert words == "Tighten export controls on chips (China) with force; Raise volume and variety in Batteries"
    assert describe(pack, ()) == "Hold"


def test_a_promise_in_words_says_who_what_and_until_when(pack: Pack) -> None:
    promise = Clause("us_government", "refrain", "tighten_controls", "china", 4)
    words = describe_clause(pack, promise)
    assert words == "US government will not: Tighten export controls on chips (China), through turn 4"
