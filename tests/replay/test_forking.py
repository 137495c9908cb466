"""The opening of a fork: the parent's record up to a turn, and what was asked to be different."""

import json
from pathlib import Path

import pytest

from tests.replay.forging import forge, seq_of
from tests.views.playing import Table
from wargame.events import Event, Order, OrderedMove
from wargame.events import payloads as happened
from wargame.replay import Branch, ForkError, OrderFileError, opening, rescore, verify
from wargame.transcript import read
from wargame.views import fold

TURNS = (1, 2, 3)


def started(events: list[Event]) -> happened.GameStarted:
    first = events[0].data
    assert isinstance(first, happened.GameStarted)
    return first


def before(table: Table, turn: int) -> list[Event]:
    return [event for event in table.events if event.turn < turn]


@pytest.fixture
def order(tmp_path: Path, table: Table) -> Path:
    """A file with an order that the open lab may give in turn 2, and did not."""
    file = tmp_path / "order.json"
    move = table.choices("open_lab", 1)[-1]
    file.write_text(json.dumps({"moves": [move.model_dump()], "intent": "Another way.", "memo": "as planned"}))
    return file


@pytest.mark.parametrize("turn", TURNS)
def test_before_the_branch_a_fork_says_what_its_parent_says(table: Table, turn: int) -> None:
    fork = opening(table.events, Branch(turn))
    assert [(e.turn, e.kind, e.data, e.at) for e in fork[1:]] == [
        (e.turn, e.kind, e.data, e.at) for e in before(table, turn)[1:]
    ]
    assert started(fork).model_copy(update={"forked": None, "versions": {}}) == started(table.events)
    assert fold(fork).closed == turn - 1


def test_a_fork_names_its_parent_by_hashes(table: Table) -> None:
    forked = started(opening(table.events, Branch(3))).forked
    assert forked is not None
    assert forked.turn == 3
    assert forked.record == table.events[-1].hash
    assert forked.before == before(table, 3)[-1].hash


def test_a_changed_player_takes_the_seat_just_before_the_turn(table: Table) -> None:
    *old, change = opening(table.events, Branch(2, seats={"open_lab": "scripted:greedy"}))
    assert len(old) == len(before(table, 2))
    assert (change.turn, change.kind) == (2, "seat_changed")
    seats = fold([*old, change]).seats
    assert {seat: who.player for seat, who in seats.items() if who.player != "scripted:random"} == {
        "open_lab": "scripted:greedy"
    }


def test_where_only_an_order_changes_the_turn_keeps_its_talk_and_the_orders_of_others(
    table: Table, order: Path
) -> None:
    fork = fold(opening(table.events, Branch(2, orders={"open_lab": order})))
    mine, theirs = fork.history[2], table.game.history[2]
    assert mine.messages == theirs.messages
    assert mine.draws == theirs.draws
    assert mine.fallbacks == theirs.fallbacks
    given = mine.orders["open_lab"]
    assert (given.intent, given.memo) == ("Another way.", "as planned")
    assert given.moves != theirs.orders["open_lab"].moves
    assert {**mine.orders, "open_lab": None} == {**theirs.orders, "open_lab": None}
    assert not mine.proposed


def test_an_order_stands_where_that_of_a_seat_which_gave_none_would_stand(table: Table, tmp_path: Path) -> None:
    file = tmp_path / "order.yaml"
    file.write_text("statement: Here we are.\n")
    mine = fold(opening(table.events, Branch(2, orders={"global_south": file}))).history[2]
    assert mine.orders["global_south"] == Order(statement="Here we are.")
    assert mine.fallbacks == []


def test_an_order_beside_a_changed_player_lies_ready_when_the_turn_is_played(table: Table, order: Path) -> None:
    branch = Branch(2, seats={"china_state": "scripted:hold"}, orders={"open_lab": order})
    added = opening(table.events, branch)[len(before(table, 2)) :]
    assert [event.kind for event in added] == ["seat_changed", "order_given"]


def test_another_thesis_rules_the_turns_before_anew_with_the_same_orders(table: Table) -> None:
    fork = fold(opening(table.events, Branch(3, thesis="T01")))
    assert fork.thesis == "T01"
    assert fork.boards(2) == rescore(before(table, 3), ["T01"])["T01"].scores
    for turn in (1, 2):
        mine, theirs = fork.history[turn], table.game.history[turn]
        assert (mine.orders, mine.messages, mine.draws) == (theirs.orders, theirs.messages, theirs.draws)
        assert mine.state_hash != theirs.state_hash


def test_a_turn_ruled_anew_under_its_own_thesis_is_the_same_turn(table: Table) -> None:
    there = opening(table.events, Branch(3, thesis="T01"))
    back = fold(opening(there, Branch(3, thesis="neutral")))
    for turn in (1, 2):
        assert back.history[turn].state_hash == table.game.history[turn].state_hash
        assert back.history[turn].refusals == table.game.history[turn].refusals
        assert back.history[turn].breaches == table.game.history[turn].breaches


@pytest.mark.parametrize("thesis", ["", "T01", "T02"])
def test_every_opening_verifies(table: Table, order: Path, thesis: str) -> None:
    for turn in TURNS:
        branch = Branch(turn, seats={"integrator": "scripted:hold"}, thesis=thesis)
        assert verify(opening(table.events, branch)).match == "bit-identical"
    assert verify(opening(table.events, Branch(2, orders={"open_lab": order}))).ok


def test_a_seat_that_changed_hands_before_the_turn_stays_in_those_hands(table: Table) -> None:
    first = opening(table.events, Branch(2, seats={"open_lab": "scripted:greedy"}))
    second = fold(opening(first, Branch(2, seats={"integrator": "scripted:hold"})))
    assert second.seats["open_lab"].player == "scripted:greedy"
    assert second.seats["integrator"].player == "scripted:hold"


def test_an_unfinished_record_can_be_forked_before_the_turn_it_stopped_in(table: Table, order: Path) -> None:
    stopped = table.events[: seq_of(table.events, "brief_given", 2)]
    assert fold(opening(stopped, Branch(2))).closed == 1
    assert list(fold(opening(stopped, Branch(2, orders={"open_lab": order}))).history[2].orders) == ["open_lab"]
    with pytest.raises(ForkError, match="turn 1 to 2"):
        opening(stopped, Branch(3))


@pytest.mark.parametrize(
    ("branch", "told"),
    [
        (Branch(0), "turn 0 cannot be forked: 3 of 3 turns are played, so a fork begins before turn 1 to 3"),
        (Branch(-1), "turn 1 to 3"),
        (Branch(4), "turn 4 cannot be forked"),
        (Branch(2, seats={"openlab": "scripted:hold"}), "no seat is called 'openlab': did you mean open_lab"),
        (Branch(2, orders={"nobody": Path("order.yaml")}), "no seat is called 'nobody'"),
        (Branch(2, thesis="T99"), "no thesis is called 'T99'"),
    ],
)
def test_a_fork_that_the_record_does_not_allow_is_refused(table: Table, branch: Branch, told: str) -> None:
    with pytest.raises(ForkError, match=told):
        opening(table.events, branch)


def test_a_record_of_what_the_referee_never_ruled_is_not_forked(table: Table, tmp_path: Path) -> None:
    seq = seq_of(table.events, "turn_closed", 1)
    path = forge(tmp_path / "forged.jsonl", table.events, seq, lambda data: data["state"]["commitments"].pop())
    forged = read(path).events
    with pytest.raises(ForkError, match=f"event {seq} is not what the referee rules"):
        opening(forged, Branch(2))
    assert opening(forged, Branch(1))


def test_an_illegal_order_is_refused(table: Table, tmp_path: Path) -> None:
    file = tmp_path / "order.json"
    file.write_text(json.dumps({"moves": [OrderedMove(move="no_such_move").model_dump()]}))
    with pytest.raises(OrderFileError, match="no_such_move"):
        opening(table.events, Branch(2, orders={"open_lab": file}))
