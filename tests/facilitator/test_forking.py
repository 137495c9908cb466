"""A fork plays on from its branch like any other game: stopped or not, and without asking a model twice."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.facilitator.games import cut, events, everyone, final_hash, play, resume
from tests.stub import asked, refused_url, stub_server
from wargame import facilitator, replay
from wargame.events import Event
from wargame.events.payloads import OrderGiven
from wargame.facilitator import EndpointsDownError, SetupError
from wargame.replay import Branch
from wargame.seats import SeatError
from wargame.transcript import TranscriptError

ANSWERS_PER_TURN = 3


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return play(tmp_path_factory.mktemp("parent") / "parent.jsonl", turns=3).path


@pytest.fixture
def other_order(tmp_path: Path, parent: Path) -> Path:
    """A file that lets the open lab hold in a turn in which it did something."""
    assert order_of(events(parent), 2, "open_lab").moves
    file = tmp_path / "order.yaml"
    file.write_text("moves: []\nintent: Wait and see.\n")
    return file


def order_of(recorded: list[Event], turn: int, seat: str) -> Any:
    given = (event.data for event in recorded if event.turn == turn and isinstance(event.data, OrderGiven))
    return next(data.order for data in given if data.seat == seat)


def fork(parent: Path, branch: Branch, out: Path, **options: Any) -> facilitator.LiveSession:
    """Fork a game and play it to its end."""
    session = facilitator.fork(events(parent), branch, out, **options)
    asyncio.run(session.run())
    return session


def kinds(path: Path) -> list[tuple[int, str]]:
    return [(event.turn, event.kind) for event in events(path)]


@pytest.mark.parametrize("turn", [1, 3])
def test_a_fork_in_which_nothing_changes_is_the_same_game(parent: Path, tmp_path: Path, turn: int) -> None:
    session = fork(parent, Branch(turn), tmp_path / "fork.jsonl")
    assert session.over
    assert replay.first_difference(events(parent), events(session.path)) is None


def test_a_changed_player_plays_from_the_branch_to_the_end(parent: Path, tmp_path: Path) -> None:
    path = fork(parent, Branch(2, seats={"open_lab": "scripted:hold"}), tmp_path / "fork.jsonl").path
    assert order_of(events(path), 1, "open_lab") == order_of(events(parent), 1, "open_lab")
    by = {event.turn: event.data.by for event in events(path) if isinstance(event.data, OrderGiven)}
    assert order_of(events(path), 2, "open_lab").moves == order_of(events(path), 3, "open_lab").moves == ()
    assert by[3] == "scripted:random"
    assert replay.verify(path).match == "bit-identical"


def test_a_changed_order_stands_for_one_turn_beside_the_orders_of_the_others(
    parent: Path, other_order: Path, tmp_path: Path
) -> None:
    session = fork(parent, Branch(2, orders={"open_lab": other_order}), tmp_path / "fork.jsonl")
    mine, theirs = session.game.history[2], events(parent)
    assert mine.orders["open_lab"].intent == "Wait and see."
    others = set(session.game.seats) - {"open_lab"}
    assert all(mine.orders[seat] == order_of(theirs, 2, seat) for seat in others)
    assert mine.accepted["open_lab"] == ()
    assert order_of(events(session.path), 3, "open_lab").moves
    assert replay.verify(session.path).ok


def test_an_order_beside_a_changed_player_is_taken_and_not_asked_for(
    parent: Path, other_order: Path, tmp_path: Path
) -> None:
    branch = Branch(2, seats={"china_state": "scripted:hold"}, orders={"open_lab": other_order})
    path = fork(parent, branch, tmp_path / "fork.jsonl").path
    orders = [event for event in events(path) if isinstance(event.data, OrderGiven) and event.turn == 2]
    assert [event.data.seat for event in orders].count("open_lab") == 1  # type: ignore[attr-defined]
    assert order_of(events(path), 2, "open_lab").intent == "Wait and see."
    assert replay.verify(path).ok


def test_another_thesis_holds_from_the_start(parent: Path, tmp_path: Path) -> None:
    session = fork(parent, Branch(3, thesis="T01"), tmp_path / "fork.jsonl")
    assert session.game.thesis == "T01"
    ended = session.game.ended
    assert ended is not None
    assert replay.rescore(events(session.path), ["T01"])["T01"].scores == ended.scores
    assert replay.verify(session.path).match == "bit-identical"


def test_a_fork_stopped_anywhere_goes_on_as_if_it_had_not_been(parent: Path, other_order: Path, tmp_path: Path) -> None:
    branches = {
        "player": Branch(3, seats={"open_lab": "scripted:hold", "integrator": f"recorded:{parent}"}),
        "order": Branch(3, orders={"open_lab": other_order}),
        "both": Branch(3, seats={"china_state": "scripted:hold"}, orders={"open_lab": other_order}),
    }
    for name, branch in branches.items():
        whole = fork(parent, branch, tmp_path / f"{name}.jsonl").path
        first = len(replay.opening(events(parent), branch))
        for lines in (first, first + 9, len(events(whole)) - 2):
            session = resume(cut(whole, lines, tmp_path / f"{name}-{lines}.jsonl"))
            assert final_hash(session) == events(whole)[-1].data.final_hash  # type: ignore[attr-defined]
            assert kinds(session.path) == kinds(whole)
            assert replay.first_difference(events(whole), events(session.path)) is None


def test_a_fork_can_be_forked(parent: Path, tmp_path: Path) -> None:
    first = fork(parent, Branch(2, seats={"open_lab": "scripted:hold"}), tmp_path / "first.jsonl").path
    second = fork(first, Branch(3, seats={"integrator": "scripted:hold"}), tmp_path / "second.jsonl")
    assert second.game.seats["open_lab"].player == second.game.seats["integrator"].player == "scripted:hold"
    assert replay.verify(second.path).ok


@pytest.fixture(scope="module")
def stub() -> Iterator[str]:
    with stub_server() as url:
        yield url


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory, stub: str) -> Path:
    """A game of two turns in which a model plays one seat."""
    seats = everyone("random", china_state=f"openai:stub@{stub}")
    return play(tmp_path_factory.mktemp("model") / "model.jsonl", seats, turns=2).path


def test_no_model_is_asked_again_for_a_turn_in_which_only_an_order_changes(
    with_model: Path, stub: str, other_order: Path, tmp_path: Path
) -> None:
    before = len(asked(stub))
    fork(with_model, Branch(2, orders={"open_lab": other_order}), tmp_path / "last.jsonl")
    assert len(asked(stub)) == before
    fork(with_model, Branch(1, orders={"open_lab": other_order}), tmp_path / "first.jsonl")
    assert len(asked(stub)) == before + ANSWERS_PER_TURN
    fork(with_model, Branch(2, seats={"open_lab": "scripted:hold"}), tmp_path / "seat.jsonl")
    assert len(asked(stub)) == before + 2 * ANSWERS_PER_TURN


def test_a_model_seat_can_say_again_what_it_said(with_model: Path, stub: str, tmp_path: Path) -> None:
    before = len(asked(stub))
    branch = Branch(2, seats={"open_lab": "scripted:hold", "china_state": f"recorded:{with_model}"})
    path = fork(with_model, branch, tmp_path / "fork.jsonl").path
    assert len(asked(stub)) == before
    assert order_of(events(path), 2, "china_state") == order_of(events(with_model), 2, "china_state")


def test_a_new_model_that_never_answers_stops_the_fork_and_is_not_stood_in_for(
    with_model: Path, stub: str, tmp_path: Path
) -> None:
    path = tmp_path / "fork.jsonl"
    with pytest.raises(EndpointsDownError, match="HTTP 401"):
        fork(with_model, Branch(2, seats={"china_state": f"openai:401+stub@{stub}"}), path)
    assert resume(path).over
    assert "fallback_used" not in {event.kind for event in events(path)}


def test_an_endpoint_that_is_not_there_leaves_a_fork_that_can_be_resumed(parent: Path, tmp_path: Path) -> None:
    path = tmp_path / "fork.jsonl"
    with pytest.raises(EndpointsDownError, match="cannot reach"):
        fork(parent, Branch(2, seats={"china_state": f"openai:stub@{refused_url()}"}), path)
    assert kinds(path)[-1] == (2, "seat_changed")


def test_a_host_that_only_the_parent_names_is_not_asked_unless_allowed(parent: Path, tmp_path: Path) -> None:
    foreign = "openai:any@http://models.example.org/v1"
    first = facilitator.fork(events(parent), Branch(2, seats={"open_lab": foreign}), tmp_path / "first.jsonl")
    first.close()
    out = tmp_path / "second.jsonl"
    with pytest.raises(SetupError, match=r"--allow-host models\.example\.org"):
        facilitator.fork(events(first.path), Branch(2), out)
    with pytest.raises(SetupError, match=r"--allow-host models\.example\.org"):
        facilitator.resume(first.path)
    assert not out.exists()
    facilitator.resume(first.path, hosts=["models.example.org"]).close()
    facilitator.fork(events(first.path), Branch(2), out, hosts=["models.example.org"]).close()
    named = Branch(2, seats={"open_lab": "scripted:hold"})
    facilitator.fork(events(first.path), named, tmp_path / "third.jsonl").close()


def test_a_player_that_cannot_be_seated_leaves_no_file(parent: Path, tmp_path: Path) -> None:
    for player, error in {"scripted:gredy": SeatError, "recorded:missing.jsonl": TranscriptError}.items():
        with pytest.raises(error):
            facilitator.fork(events(parent), Branch(2, seats={"open_lab": player}), tmp_path / "fork.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_written_over(parent: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.jsonl"
    there.write_text(json.dumps("mine"))
    for out in (there, parent):
        before = out.read_bytes()
        with pytest.raises(TranscriptError, match="already a file of this name"):
            facilitator.fork(events(parent), Branch(2), out)
        assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [there]
