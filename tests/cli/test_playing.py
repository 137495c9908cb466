from pathlib import Path

import pytest

from tests.cli.commands import Command, finish, start
from tests.facilitator.games import SEATS, cut, events
from tests.stub import stub_server
from wargame.events.payloads import GameStarted
from wargame.referee import BOARDS


def test_run_prints_the_path_of_the_transcript_and_nothing_else(tmp_path: Path) -> None:
    ran = finish(start("run", "--turns", 1, "--seed", 7, folder=tmp_path))
    path = Path(ran.out.removesuffix("\n"))
    assert ran.code == 0
    assert path.is_absolute()
    assert path.parent == tmp_path / "transcripts"
    assert path.name.startswith("contested-2026-7-")
    assert events(path)[-1].kind == "game_ended"
    assert "turn 1 of 1" in ran.err


def test_run_and_verify_agree(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    ran = command("run", "--turns", 2, "--seed", 7, "--thesis", "T01", "--out", path, "--json").json
    checked = command("verify", path, "--json")
    assert ran["transcript"] == str(path)
    assert (ran["turns"], ran["fallbacks"]) == (2, 0)
    assert {seat: set(boards) for seat, boards in ran["scores"].items()} == {seat: {*BOARDS, "goal"} for seat in SEATS}
    assert checked.code == 0
    assert checked.json == {
        "ok": True,
        "final_hash": ran["final_hash"],
        "turns": 2,
        "match": "bit-identical",
        "divergence": None,
    }


def test_the_same_seed_gives_the_same_final_hash_and_another_does_not(command: Command, tmp_path: Path) -> None:
    hashes = [
        command("run", "--turns", 2, "--seed", seed, "--out", tmp_path / f"{n}.jsonl", "--json").json["final_hash"]
        for n, seed in enumerate([7, 7, 8])
    ]
    assert hashes[0] == hashes[1] != hashes[2]


def test_play_without_a_terminal_prints_a_summary(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    ran = command("play", "--turns", 2, "--seed", 7, "--out", path)
    assert ran.code == 0
    for part in ("led on its goal", "Rents", "Largest shifts", "Agreements", "Fallbacks: none", f"replay {path}"):
        assert part in ran.out


def test_seats_and_personas_are_as_asked(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    options = (
        "--seat",
        "open_lab=scripted:hold",
        "--seat",
        "integrator=scripted:greedy",
        "--persona",
        "open_lab=open_lab",
    )
    assert command("run", "--turns", 1, *options, "--out", path).code == 0
    started = events(path)[0].data
    assert isinstance(started, GameStarted)
    players = {seat: setup.player for seat, setup in started.seats.items()}
    assert players == dict.fromkeys(SEATS, "scripted:persona") | {
        "open_lab": "scripted:hold",
        "integrator": "scripted:greedy",
    }


def test_resume_carries_on_and_tells_the_same(command: Command, transcript: Path, tmp_path: Path) -> None:
    stopped = cut(transcript, 40, tmp_path / "stopped.jsonl")
    ran = command("resume", stopped, "--headless", "--json")
    assert ran.code == 0
    assert ran.json["final_hash"] == command("verify", transcript, "--json").json["final_hash"]
    again = command("resume", stopped, "--headless")
    assert (again.code, again.out) == (0, f"{stopped}\n")


def test_a_recorded_game_plays_again_in_every_seat(command: Command, transcript: Path, tmp_path: Path) -> None:
    seats = [part for seat in SEATS for part in ("--seat", f"{seat}=recorded:{transcript}")]
    ran = command("run", *seats, "--turns", 2, "--seed", 7, "--out", tmp_path / "again.jsonl", "--json")
    assert ran.json["final_hash"] == command("verify", transcript, "--json").json["final_hash"]


@pytest.mark.parametrize("how", ["--seat", "endpoints"])
def test_a_model_plays_a_seat(command: Command, tmp_path: Path, how: str) -> None:
    with stub_server() as url:
        options: tuple[object, ...] = ("--seat", f"china_state=openai:stub@{url}")
        if how == "endpoints":
            file = tmp_path / "endpoints.yaml"
            file.write_text(f"endpoints:\n  - {{name: mine, base_url: '{url}', model: stub}}\n", encoding="utf-8")
            options = ("--seat", "china_state=mine", "--endpoints", file)
        ran = command("run", *options, "--turns", 1, "--seed", 7, "--out", tmp_path / "game.jsonl", "--json")
    assert (ran.code, ran.json["fallbacks"]) == (0, 0)


def test_a_spent_budget_has_its_own_exit_code_and_the_game_goes_on_later(command: Command, tmp_path: Path) -> None:
    path, file = tmp_path / "game.jsonl", tmp_path / "endpoints.yaml"
    with stub_server() as url:
        price = "{input: 1000.0, output: 1000.0, as_of: 2026-01-01}"
        file.write_text(f"endpoints:\n- {{name: dear, base_url: {url}, model: stub, price: {price}}}\n")
        table = ("--endpoints", file, "--budget", "0.01")
        ran = command("run", "--turns", 2, "--seed", 7, "--seat", "open_lab=dear", "--out", path, *table)
        assert ran.code == 5
        assert ran.out == ""
        assert f"wargame resume {path}" in ran.err
        assert command("resume", path, "--headless", "--endpoints", file).code == 0
    assert events(path)[-1].kind == "game_ended"
