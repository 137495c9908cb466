"""A game that was stopped anywhere and resumed is the game that was not stopped."""

from collections import Counter
from pathlib import Path

import pytest

from tests.facilitator.games import cut, events, everyone, final_hash, play, resume
from wargame import replay
from wargame.events import Event
from wargame.facilitator.recorder import key_of
from wargame.transcript import TranscriptError


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A game whose seats others can replay."""
    return play(tmp_path_factory.mktemp("source") / "source.jsonl", seed=3, turns=2).path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Path:
    """A game that nobody stopped: seats by persona, at random, greedy and recorded."""
    others = {"china_state": f"recorded:{source}", "open_lab": "scripted:greedy", "us_government": "scripted:persona"}
    seats = everyone("random", **others, integrator="scripted:persona", global_south=f"recorded:{source}")
    return play(tmp_path_factory.mktemp("whole") / "whole.jsonl", seats, turns=2).path


def keys(events: list[Event]) -> Counter[tuple[str | int, ...]]:
    return Counter(key_of(event.turn, event.data) for event in events)


def check_resumed(whole: Path, stopped: Path) -> None:
    before = stopped.read_bytes()
    session = resume(stopped)
    recorded = events(stopped)
    assert final_hash(session) == events(whole)[-1].data.final_hash  # type: ignore[attr-defined]
    assert stopped.read_bytes().startswith(before.removesuffix(b"{"))
    assert keys(recorded) == keys(events(whole))
    assert [event.data for event in recorded] == [event.data for event in events(whole)]


def test_a_game_stopped_after_any_kind_of_event_goes_on_as_if_it_had_not_been(whole: Path, tmp_path: Path) -> None:
    last = {event.kind: number for number, event in enumerate(events(whole), start=1)}
    assert {"inject_released", "message_sent", "agreement_offered", "order_given", "ruling_released"} <= set(last)
    for kind, lines in last.items():
        check_resumed(whole, cut(whole, lines, tmp_path / f"{kind}.jsonl"))


@pytest.mark.slow
def test_a_game_stopped_after_any_event_goes_on_as_if_it_had_not_been(whole: Path, tmp_path: Path) -> None:
    for lines in range(1, len(events(whole)) + 1):
        check_resumed(whole, cut(whole, lines, tmp_path / f"{lines}.jsonl"))


def test_a_line_that_was_cut_off_is_written_again(whole: Path, tmp_path: Path) -> None:
    path = cut(whole, 40, tmp_path / "torn.jsonl")
    path.write_bytes(path.read_bytes()[:-30])
    session = resume(path)
    assert final_hash(session) == events(whole)[-1].data.final_hash  # type: ignore[attr-defined]
    assert keys(events(path)) == keys(events(whole))


def test_a_game_may_be_stopped_again_and_again(whole: Path, tmp_path: Path) -> None:
    stopped = cut(whole, 2, tmp_path / "0.jsonl")
    for lines in range(12, len(events(whole)), 25):
        resume(stopped)
        stopped = cut(stopped, lines, tmp_path / f"{lines}.jsonl")
    check_resumed(whole, stopped)


def test_a_game_that_is_over_stays_as_it_is(whole: Path, tmp_path: Path) -> None:
    path = cut(whole, len(events(whole)), tmp_path / "over.jsonl")
    assert resume(path).over
    assert path.read_bytes() == whole.read_bytes()


def test_a_resumed_game_verifies(whole: Path, tmp_path: Path) -> None:
    path = cut(whole, 61, tmp_path / "stopped.jsonl")
    resume(path)
    found = replay.verify(path)
    assert (found.ok, found.match, found.turns) == (True, "bit-identical", 2)


def test_an_edited_transcript_is_not_resumed(whole: Path, tmp_path: Path) -> None:
    path = cut(whole, 30, tmp_path / "edited.jsonl")
    text = path.read_bytes().replace(b'"turn":1', b'"turn":2', 1)
    path.write_bytes(text)
    with pytest.raises(TranscriptError, match="line"):
        resume(path)
    assert path.read_bytes() == text


def test_the_same_seed_makes_the_same_game_and_another_seed_another(tmp_path: Path, whole: Path, source: Path) -> None:
    hashes = [final_hash(play(tmp_path / f"{n}.jsonl", seed=seed)) for n, seed in enumerate([5, 5, 6])]
    assert hashes[0] == hashes[1] != hashes[2]
