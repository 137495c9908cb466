from collections.abc import Sequence
from dataclasses import replace

import pytest

from wargame.events import Event
from wargame.tui.playback import Playback


def loaded(events: Sequence[Event], live: bool = False) -> Playback:
    playback = Playback(live)
    for event in events:
        playback.arrive(event)
    return playback


def test_nothing_is_shown_before_the_first_event() -> None:
    assert Playback(live=False).table() is None


@pytest.mark.parametrize("turn", [0, 1, 3, 4])
def test_any_turn_can_be_shown(events: Sequence[Event], turn: int) -> None:
    playback = loaded(events)
    playback.to_turn(turn)
    table = playback.table()
    assert table is not None
    assert (table.turn, table.shown.turn, len(table.figures)) == (turn, turn, turn + 1)
    assert playback.turn_is_over


def test_going_back_shows_what_was_shown_before(events: Sequence[Event]) -> None:
    playback = loaded(events)
    playback.to_turn(2)
    before, said = playback.table(), playback.entries()
    playback.to_end()
    playback.to_turn(2)
    after = playback.table()
    assert before is not None and after is not None
    assert (after.shown.rents == before.shown.rents).all()
    assert after.shown.boards == before.shown.boards
    assert (after.seats, after.phase, playback.entries()) == (before.seats, before.phase, said)


def test_figures_change_only_when_the_turn_closes(events: Sequence[Event]) -> None:
    playback = loaded(events)
    playback.to_turn(1)
    while playback.advance() and playback.last is not None and playback.last.kind != "turn_closed":
        table = playback.table()
        assert table is not None and (table.turn, table.shown.turn) == (2, 1)
    table = playback.table()
    assert table is not None and table.shown.turn == 2


def test_a_replay_marks_turns_to_come_and_a_live_game_does_not(events: Sequence[Event]) -> None:
    for live, turns in ((False, [1, 2, 3]), (True, [1])):
        playback = loaded(events, live)
        playback.to_turn(1)
        table = playback.table()
        assert table is not None
        marked = [mark.turn for mark in table.marks if mark.injects or mark.fallbacks or mark.breaches]
        assert marked == turns


def test_boards_stand_at_100_at_the_start(events: Sequence[Event]) -> None:
    playback = loaded(events)
    playback.to_turn(0)
    table = playback.table()
    assert table is not None
    for boards in table.shown.boards.values():
        assert boards["goal"] == 0
        assert boards["rent"] == pytest.approx(100)


def test_a_fallback_shows_at_its_seat_and_in_the_record(events: Sequence[Event]) -> None:
    playback = loaded(events)
    playback.to_turn(2)
    table = playback.table()
    assert table is not None
    assert {seat.id: seat.fallbacks for seat in table.seats if seat.fallbacks} == {"open_lab": 1}
    assert any(entry.tone == "alert" and "no reply within 120 s" in entry.text for entry in playback.entries())


def test_the_address_of_an_endpoint_is_not_shown(events: Sequence[Event]) -> None:
    playback = loaded(events)
    playback.to_end()
    table = playback.table()
    assert table is not None
    players = {seat.id: seat.player for seat in table.seats}
    assert players["china_state"] == "qwen-local"


def test_a_hidden_thesis_stays_hidden(events: Sequence[Event]) -> None:
    hidden = replace(events[0], data=events[0].data.model_copy(update={"thesis_hidden": True}))
    playback = loaded([hidden, *events[1:]])
    playback.to_end()
    table = playback.table()
    assert table is not None and table.thesis == "hidden"
    assert not any("neutral" in entry.text for entry in playback.entries())


def test_an_interrupted_game_can_be_shown_to_its_last_event(events: Sequence[Event]) -> None:
    torn = [event for event in events if event.turn < 3][:-1]
    playback = loaded(torn)
    playback.to_turn(2)
    table = playback.table()
    assert table is not None
    assert (playback.at_end, playback.finished, table.shown.turn) == (True, False, 1)


def test_seats_rest_until_they_are_asked_and_then_think(events: Sequence[Event]) -> None:
    playback = loaded(events)
    playback.to_turn(0)
    seen = set()
    while playback.advance() and playback.last is not None and playback.last.kind != "order_given":
        table = playback.table()
        assert table is not None
        seen |= {seat.status for seat in table.seats if seat.id == "integrator"}
    assert seen == {"idle", "thinking", "ready"}
