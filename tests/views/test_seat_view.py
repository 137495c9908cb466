"""Fog of war: what a seat sees, and what it must never see."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.views.playing import Table, pack_file
from wargame import scenario
from wargame.events import payloads as happened
from wargame.events.canonical import digest
from wargame.referee import state_to_json
from wargame.referee.pack import Array
from wargame.referee.quantities import STATE_BY_NAME
from wargame.views import Game, SeatView, fold, view

SEATS = [seat.id for seat in pack_file().seats]
VISIBILITY = pack_file().visibility


@pytest.fixture(scope="module")
def game(table: Table) -> Game:
    return fold(table.events)


def before_orders(table: Table, turn: int) -> Game:
    first = next(event.seq for event in table.events if (event.turn, event.kind) == (turn, "order_given"))
    return fold(table.events[:first])


def everything(seen: SeatView) -> str:
    """All text and numbers of a view but its persona and pack."""
    return json.dumps({name: getattr(seen, name) for name in vars(seen) if name not in NOT_TEXT}, default=vars)


NOT_TEXT = {"belief", "belief_pack", "standings", "persona", "common_brief", "digest"}


def test_a_private_message_reaches_its_reader_and_writer_only(game: Game) -> None:
    readers = {seat for seat in SEATS if "Between us" in everything(view(game, seat))}
    assert readers == {"open_lab", "integrator"}
    assert all("To all: we build." in everything(view(game, seat)) for seat in SEATS)


def test_a_private_agreement_is_known_to_its_parties_only(game: Game) -> None:
    assert {seat for seat in SEATS if view(game, seat).agreements} == {"open_lab", "integrator"}
    assert {seat for seat in SEATS if view(game, seat).in_force} == {"open_lab", "integrator"}


def test_an_open_public_offer_is_seen_by_all_in_its_turn(table: Table, game: Game) -> None:
    asked = before_orders(table, 1)
    assert all([offer.id for offer in view(asked, seat).offers] == ["a2"] for seat in SEATS)
    assert not view(game, "china_state").offers


def test_intent_and_memo_are_for_the_seat_itself(game: Game) -> None:
    for seat in SEATS:
        text = everything(view(game, seat))
        for other in SEATS:
            assert (f"intent of {other}" in text) is (other == seat)
            assert (f"memo of {other}" in text) is (other == seat)
    assert view(game, "open_lab").memo == "memo of open_lab 3"


def test_orders_are_sealed_until_the_ruling(table: Table) -> None:
    last_order = max(event.seq for event in table.events if (event.turn, event.kind) == (2, "order_given"))
    sealed = fold(table.events[: last_order + 1])
    assert {deed.turn for deed in view(sealed, "china_state").deeds} == {1}
    assert {own.turn for own in view(sealed, "china_state").own} == {1}


def test_past_deeds_show_what_stood_and_who_held(game: Game) -> None:
    deeds = {(deed.turn, deed.seat): deed for deed in view(game, "integrator").deeds}
    assert len(deeds) == 3 * len(SEATS)
    assert deeds[2, "global_south"].held
    assert deeds[2, "global_south"].moves == ()
    assert not deeds[2, "open_lab"].held
    assert [move.move for move in deeds[1, "frontier_lab"].moves].count("no_such_move") == 0


def test_a_refusal_is_told_to_the_seat_alone(game: Game) -> None:
    assert any(own.refused for own in view(game, "frontier_lab").own)
    assert {seat for seat in SEATS if "no_such_move" in everything(view(game, seat))} == {"frontier_lab"}


def entries(seen: SeatView, name: str, axis: str, item: str) -> Array:
    position = STATE_BY_NAME[name].axes.index(axis)
    found: Array = np.take(seen.belief.world[name], seen.belief_pack.axes[axis].index(item), axis=position)
    return found


@pytest.mark.parametrize("seat", SEATS)
def test_public_state_is_exact_and_own_state_exact_where_it_is_ones_own(game: Game, seat: str) -> None:
    seen, truth = view(game, seat), game.state(3).world
    me = game.pack.seat(seat)
    for name, visibility in VISIBILITY.items():
        if visibility == "public":
            assert np.array_equal(seen.belief.world[name], truth[name]), name
        elif visibility == "own" and "holder" in STATE_BY_NAME[name].axes:
            exact = replace(seen, belief=game.state(3))
            assert np.array_equal(entries(seen, name, "holder", me.holder), entries(exact, name, "holder", me.holder))


def test_the_state_of_others_is_fogged(game: Game) -> None:
    truth = game.state(3).world["cash"]
    believed = view(game, "open_lab").belief.world["cash"]
    mine = game.pack.axes["holder"].index("open_lab")
    off = believed != truth
    assert not off[mine]
    assert np.count_nonzero(off) == np.count_nonzero(truth) - 1
    assert np.array_equal(believed, np.rint(believed))


def test_a_state_knows_its_bloc_and_a_firm_does_not(game: Game) -> None:
    truth = game.state(3).world["legitimacy"]
    china = game.pack.axes["bloc"].index("china")
    assert view(game, "china_state").belief.world["legitimacy"][china] == truth[china]
    assert view(game, "open_lab").belief.world["legitimacy"][china] != truth[china]


def test_what_only_the_facilitator_knows_stays_as_it_was_at_the_start(game: Game) -> None:
    hidden = [name for name, visibility in VISIBILITY.items() if visibility == "facilitator"]
    assert hidden
    for name in hidden:
        assert np.array_equal(view(game, "frontier_lab").belief.world[name], game.pack.start[name])


def test_the_fog_is_as_thick_as_its_parameter_says(game: Game) -> None:
    fog = game.pack.parameters["fog"].value
    errors = []
    for seat in SEATS:
        seen = view(game, seat).belief.world
        for name in ("accelerators", "serving_cost", "field_data", "simulation"):
            ratio = seen[name] / np.where(game.state(3).world[name] > 0.0, game.state(3).world[name], np.nan)
            errors += [error for error in np.log(ratio).ravel() if error and not np.isnan(error)]
    assert len(errors) > 300
    assert np.std(errors) == pytest.approx(fog, rel=0.15)
    assert np.mean(errors) == pytest.approx(0.0, abs=0.2 * fog)


def test_beliefs_stay_within_the_bounds_of_the_world(game: Game) -> None:
    for seat in SEATS:
        for name, array in view(game, seat).belief.world.items():
            assert np.all((array >= STATE_BY_NAME[name].low) & (array <= STATE_BY_NAME[name].high)), name


def test_the_same_moment_gives_the_same_view(table: Table, game: Game) -> None:
    again = fold(table.events)
    digests = [view(game, seat).digest for seat in SEATS]
    assert digests == [view(again, seat).digest for seat in SEATS]
    assert len(set(digests)) == len(SEATS)


def test_anything_a_seat_learns_changes_its_digest(table: Table) -> None:
    game, seen = Game(), set()
    for event in table.events:
        game.apply(event)
        if isinstance(event.data, happened.MessageSent) and event.data.seat == "open_lab":
            seen.add(view(game, "integrator").digest)
    assert len(seen) == 3


def under_thesis(table: Table, thesis: str) -> Game:
    """The same record, as if another thesis had been true."""
    started = table.events[0].data
    assert isinstance(started, happened.GameStarted)
    pack = scenario.compile(pack_file(), thesis)
    parameters = {name: parameter.value for name, parameter in pack.parameters.items()}
    other = started.model_copy(update={"thesis": thesis, "parameters": parameters})
    return fold([replace(table.events[0], data=other), *table.events[1:]])


@pytest.mark.parametrize("seat", SEATS)
def test_a_hidden_thesis_reaches_no_view(table: Table, game: Game, seat: str) -> None:
    here, there = view(game, seat), view(under_thesis(table, "T02"), seat)
    assert everything(here) == everything(there)
    assert here.belief_pack.parameters == there.belief_pack.parameters
    for name, array in here.belief.world.items():
        assert np.array_equal(array, there.belief.world[name])
    for one, other in zip(here.standings, there.standings, strict=True):
        assert np.array_equal(one.rents, other.rents)


def test_a_seat_believes_what_its_persona_believes(game: Game) -> None:
    def parameters(pack: Any) -> dict[str, float]:
        return {name: parameter.value for name, parameter in pack.parameters.items()}

    assert view(game, "china_state").believes == "T01"
    assert parameters(view(game, "china_state").belief_pack) == parameters(scenario.compile(pack_file(), "T01"))
    assert view(game, "open_lab").believes == "neutral"
    assert parameters(view(game, "open_lab").belief_pack) == parameters(game.pack)


def test_no_view_shows_a_goal(game: Game) -> None:
    for standing in view(game, "us_government").standings:
        assert all("goal" not in boards for boards in standing.boards.values())


def test_a_view_cannot_change_the_game(table: Table, game: Game) -> None:
    world = view(game, "open_lab").belief.world
    with pytest.raises(ValueError, match="read-only"):
        world["adoption"] += 1.0
    for seat in SEATS:
        view(game, seat)
    assert digest(state_to_json(game.state(3))) == digest(state_to_json(fold(table.events).state(3)))


def test_a_seat_that_is_not_there_has_no_view(game: Game) -> None:
    with pytest.raises(KeyError):
        view(game, "nobody")
