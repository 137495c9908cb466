"""Stopping a game in any way leaves a transcript that carries on to the same end."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.commands import Command, finish, start
from tests.facilitator.games import SEATS, events
from tests.stub import asked, stub_server
from wargame.events.payloads import GameEnded, ReplyReceived

TURNS = 3
POLL_SECONDS = 0.002
PATIENCE = 60.0


@pytest.fixture(scope="module")
def seats(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """Options for a game of scripted, random and recorded seats."""
    source = tmp_path_factory.mktemp("source") / "source.jsonl"
    assert finish(start("run", "--turns", TURNS, "--seed", 3, "--out", source)).code == 0
    players = {"china_state": f"recorded:{source}", "open_lab": f"recorded:{source}", "chip_cloud": "scripted:random"}
    return [part for seat, player in players.items() for part in ("--seat", f"{seat}={player}")]


@pytest.fixture(scope="module")
def whole(seats: list[object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The game that nobody stopped."""
    path = tmp_path_factory.mktemp("whole") / "whole.jsonl"
    assert finish(play(seats, path)).code == 0
    return path


def play(seats: Sequence[object], path: Path) -> subprocess.Popen[str]:
    return start("run", "--turns", TURNS, "--seed", 7, *seats, "--out", path)


def final_hash(path: Path) -> str:
    last = events(path)[-1].data
    assert isinstance(last, GameEnded)
    return last.final_hash


def wait_for(path: Path, what: bytes, process: subprocess.Popen[str], count: int = 1) -> None:
    """Wait until the transcript holds `what`, or the process has ended."""
    ends = time.monotonic() + PATIENCE
    while not (path.exists() and path.read_bytes().count(what) >= count) and process.poll() is None:
        assert time.monotonic() < ends, f"no {what!r} in {path}"
        time.sleep(POLL_SECONDS)


def check_carried_on(command: Command, path: Path, whole: Path) -> None:
    ran = command("resume", path, "--headless", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["final_hash"] == final_hash(whole)
    assert command("verify", path).code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_game_says_how_to_carry_on(
    command: Command, seats: list[object], whole: Path, tmp_path: Path, number: signal.Signals
) -> None:
    path = tmp_path / "game.jsonl"
    process = play(seats, path)
    wait_for(path, b'"turn_closed"', process)
    process.send_signal(number)
    ran = finish(process)
    assert ran.code == 130
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert f"wargame resume {path}" in ran.err
    check_carried_on(command, path, whole)


def kinds(whole: Path) -> Iterator[str]:
    yield from dict.fromkeys(event.kind for event in events(whole))


@pytest.mark.slow
def test_a_game_killed_at_any_kind_of_event_carries_on(
    command: Command, seats: list[object], whole: Path, tmp_path: Path
) -> None:
    for kind in kinds(whole):
        path = tmp_path / f"{kind}.jsonl"
        process = play(seats, path)
        wait_for(path, f'"kind":"{kind}"'.encode(), process)
        process.kill()
        finish(process)
        check_carried_on(command, path, whole)


@pytest.mark.slow
def test_a_game_killed_at_any_moment_carries_on(
    command: Command, seats: list[object], whole: Path, tmp_path: Path
) -> None:
    chance = random.Random(20)
    size = whole.stat().st_size
    for number in range(20):
        path = tmp_path / f"{number}.jsonl"
        process = play(seats, path)
        limit = chance.randrange(size)
        ends = time.monotonic() + PATIENCE
        while (not path.exists() or path.stat().st_size < limit) and process.poll() is None:
            assert time.monotonic() < ends
            time.sleep(POLL_SECONDS)
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        finish(process)
        if path.exists() and path.stat().st_size:
            check_carried_on(command, path, whole)


@pytest.mark.slow
@pytest.mark.parametrize("count", range(1, 9))
def test_a_game_with_models_killed_between_replies_asks_for_none_again(
    command: Command, tmp_path: Path, count: int
) -> None:
    with stub_server(latency=0.05) as url:
        models = [part for seat in SEATS[:3] for part in ("--seat", f"{seat}=openai:stub@{url}")]
        path, undisturbed = tmp_path / "game.jsonl", tmp_path / "whole.jsonl"
        assert finish(play(models, undisturbed)).code == 0
        process = play(models, path)
        wait_for(path, b'"reply_received"', process, count)
        process.kill()
        finish(process)
        had = sum(isinstance(event.data, ReplyReceived) for event in events(path))
        before = len(asked(url))
        check_carried_on(command, path, undisturbed)
        replies = sum(isinstance(event.data, ReplyReceived) for event in events(path))
        assert len(asked(url)) - before == replies - had
