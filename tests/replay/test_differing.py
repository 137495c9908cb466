"""Where two records part, and their rents."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.replay.forging import forge, seq_of
from tests.views.playing import Table, play
from wargame.events import payloads as happened
from wargame.replay import Branch, Divergence, first_difference, opening, rent_paths
from wargame.transcript import read


def test_a_record_is_the_same_as_itself_whenever_it_was_made(table: Table, tmp_path: Path) -> None:
    again = play(tmp_path / "again.jsonl").events
    assert again[-1].hash != table.events[-1].hash
    assert first_difference(table.events, again) is None


def test_where_a_record_comes_from_is_no_difference(table: Table) -> None:
    fork = opening(table.events, Branch(3))
    assert first_difference(table.events[: len(fork)], fork) is None


def test_how_long_an_answer_took_is_no_difference(table: Table) -> None:
    reply: dict[str, Any] = {"phase": "talk", "exchange": 1, "seat": "open_lab", "attempt": 1, "raw": "{}"}
    reply |= {"finish": "stop", "settings": {}, "usage": {}, "parsed": "schema"}
    event = replace(table.events[-1], kind="reply_received")
    quick, slow, other = (
        replace(event, data=happened.ReplyReceived(**{**reply, "latency_ms": 1.0, **change}))
        for change in ({}, {"latency_ms": 900.0}, {"raw": "[]"})
    )
    assert first_difference([quick], [slow]) is None
    assert first_difference([quick], [other]) == Divergence(0, "data.raw", "{}", "[]")


def test_the_first_difference_is_the_place_where_an_event_says_something_else(table: Table, tmp_path: Path) -> None:
    seq = seq_of(table.events, "message_sent", 2)
    other = forge(tmp_path / "other.jsonl", table.events, seq, lambda data: data["message"].update(text="No."))
    found = first_difference(table.events, read(other).events)
    assert found == Divergence(seq, "data.message.text", "Between us in turn 2.", "No.")


def test_the_last_digit_of_a_number_is_a_difference(table: Table, tmp_path: Path) -> None:
    def nudge(data: dict[str, Any]) -> None:
        data["value"][0][0] *= 1 + 1e-12

    seq = seq_of(table.events, "ruling_released", 1)
    found = first_difference(table.events, read(forge(tmp_path / "nudged.jsonl", table.events, seq, nudge)).events)
    assert found is not None
    assert (found.seq, found.path) == (seq, "data.value[0][0]")


def test_another_kind_of_event_and_an_early_end_are_differences(table: Table) -> None:
    at = seq_of(table.events, "chance_drawn", 2)
    without = [event for event in table.events if event.seq != at]
    assert first_difference(table.events, without) == Divergence(at, "kind", "chance_drawn", without[at].kind)
    assert first_difference(table.events, table.events[:at]) == Divergence(at, "kind", "chance_drawn", None)
    assert first_difference(table.events[:at], table.events) == Divergence(at, "kind", None, "chance_drawn")


def test_rent_paths_add_up_and_end_where_the_game_ends(table: Table) -> None:
    paths = rent_paths(table.game)
    for turn in range(4):
        rents = [path[turn] for path in paths.blocs.values()]
        assert sum(rents) == pytest.approx(table.game.rents(turn).sum())
    assert paths.seats["china_state"] == paths.blocs["china"]
    assert paths.seats["open_lab"][3] == table.game.boards(3)["open_lab"]["rent"]
    assert set(paths.seats) == set(table.game.seats)
