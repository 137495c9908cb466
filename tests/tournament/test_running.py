"""Tournaments from the command line: played, killed, resumed, refused, and told as they stand."""

import json
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stub import asked, stub_server
from tests.tournament.plans import run, standings, started, write
from wargame import replay, transcript
from wargame.events.payloads import GameEnded, ReplyReceived, RequestAbandoned, RequestKey, RequestSent

SEATS = ["frontier_lab", "open_lab"]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("plan") / "plan.yaml", games=4)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, plan: Path) -> Path:
    """The folder of a whole comparison of two names for one noisy scripted player."""
    folder = tmp_path_factory.mktemp("played") / "out"
    done = run("tournament", plan, "--out", folder)
    assert (done.returncode, done.stdout) == (0, f"{folder}\n"), done.stderr
    assert "game 0002-2 is over" in done.stderr
    assert ", 6 of 6" in done.stderr
    return folder


@pytest.fixture
def copy(tmp_path: Path, played: Path) -> Path:
    """A folder of the same games, to be tampered with."""
    return Path(shutil.copytree(played, tmp_path / "copy"))


@pytest.fixture(scope="module")
def stub() -> Iterator[str]:
    with stub_server() as url:
        yield url


def games(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted((folder / "games").glob("*.jsonl"))}


def over(path: Path) -> bool:
    return isinstance(transcript.read(path).events[-1].data, GameEnded)


def test_two_names_for_one_player_show_no_difference(played: Path) -> None:
    found = standings(played)
    assert (found["complete"], found["label"], found["excluded"]) == (True, "comparison of players", [])
    assert set(found["players"]) == {"ada", "bob"}
    (contrast,) = found["contrasts"]
    assert contrast["ci"][0] <= 0 <= contrast["ci"][1]
    assert (contrast["p"], contrast["better"]) == (1.0, None)
    for player in found["players"].values():
        assert {"score", "ci", "games", "fallback_rate", "cost_usd"} <= player.keys()
        assert (player["games"], player["asked"], player["fallbacks"], player["cost_usd"]) == (4, 42, 0, 0.0)


def test_every_game_is_a_transcript_that_verifies(played: Path) -> None:
    assert len(games(played)) == 6
    assert all(replay.verify(path).match == "bit-identical" for path in games(played).values())


def test_standings_are_read_in_words(played: Path) -> None:
    done = run("standings", played)
    assert "Comparison of players: 6 of 6 games are over; 2 of 2 rotation sets are whole and count" in done.stdout
    assert "ada - bob" in done.stdout
    assert "no difference shown" in done.stdout
    assert "0 of 42 (0%)" in done.stdout


def test_standings_of_a_half_finished_folder_say_so(copy: Path) -> None:
    path = games(copy)["0002-2"]
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:20]) + b'{"at":"2')
    found = standings(copy)
    assert (found["complete"], found["games"]) == (False, {"planned": 6, "finished": 5})
    assert found["rotation_sets"] == {"planned": 2, "counted": 1}
    assert "standings are not final" in " ".join(found["notes"])
    assert "so far: 5 of 6 games" in run("standings", copy).stdout


def test_a_player_that_had_only_the_better_seats_is_not_called_better(copy: Path) -> None:
    for name in ("0001-2", "0002-2"):
        games(copy)[name].unlink()
    found = standings(copy)
    assert found["contrasts"] == []
    assert [player["score"] for player in found["players"].values()] == [None, None]


def test_standings_of_nothing_yet_have_no_scores(copy: Path) -> None:
    shutil.rmtree(copy / "games")
    found = standings(copy)
    assert (found["games"]["finished"], found["contrasts"]) == (0, [])


def test_resuming_plays_what_is_missing_and_leaves_the_rest_alone(copy: Path, played: Path, plan: Path) -> None:
    paths = games(copy)
    paths["0001-1"].unlink()
    paths["0002-1"].write_bytes(b'{"at":"20')
    paths["0002-2"].write_bytes(b"".join(paths["0002-2"].read_bytes().splitlines(keepends=True)[:30]))
    before = paths["0001-2"].stat().st_mtime_ns
    done = run("tournament", plan, "--out", copy, "--resume")
    assert done.returncode == 0, done.stderr
    assert "6 games, 3 of them over" in done.stderr
    assert paths["0001-2"].stat().st_mtime_ns == before
    assert standings(copy) == standings(played)


def test_a_folder_with_games_is_only_carried_on_when_asked_to(copy: Path, plan: Path) -> None:
    done = run("tournament", plan, "--out", copy)
    assert (done.returncode, done.stdout) == (2, "")
    assert "add --resume" in done.stderr


def test_the_folder_of_another_plan_is_refused_and_left_alone(tmp_path: Path, copy: Path) -> None:
    other = write(tmp_path / "other.yaml", games=4, seed=4)
    before = {name: path.read_bytes() for name, path in games(copy).items()}
    done = run("tournament", other, "--out", copy, "--resume")
    assert done.returncode == 2
    assert "holds the games of another plan: seed is 3 there and 4 in" in done.stderr
    assert {name: path.read_bytes() for name, path in games(copy).items()} == before


def test_a_folder_of_something_else_is_refused(tmp_path: Path, plan: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    done = run("tournament", plan, "--out", tmp_path)
    assert done.returncode == 2
    assert "is not the folder of a tournament" in done.stderr
    assert "plan.yaml" in run("standings", tmp_path).stderr


def test_a_transcript_of_another_game_is_refused(copy: Path) -> None:
    shutil.copy(games(copy)["0001-1"], games(copy)["0002-1"])
    done = run("standings", copy)
    assert done.returncode == 2
    assert "0002-1.jsonl: is not game 0002-1 of this plan: its seed should be" in done.stderr


def test_a_damaged_transcript_is_named_with_its_line(copy: Path) -> None:
    path = games(copy)["0001-2"]
    path.write_bytes(path.read_bytes().replace(b'"turn":1', b'"turn":2', 1))
    done = run("standings", copy)
    assert done.returncode == 2
    assert "0001-2.jsonl" in done.stderr
    assert "line" in done.stderr


def test_a_faulty_plan_makes_no_folder(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.yaml", players={"ada": "scripted:nobody", "bob": "scripted:hold"})
    done = run("tournament", path, "--out", tmp_path / "out")
    assert (done.returncode, (tmp_path / "out").exists()) == (2, False)
    assert "plan.yaml:1: players.ada: found 'scripted:nobody'" in done.stderr


def test_a_dry_run_shows_who_would_sit_where_and_plays_nothing(tmp_path: Path, plan: Path) -> None:
    done = run("tournament", plan, "--out", tmp_path / "out", "--dry-run")
    assert (done.returncode, (tmp_path / "out").exists()) == (0, False)
    assert "6 games: 2 rotation sets of 2, and 2 of baselines" in done.stdout
    assert "each player has each seat 2 times" in done.stdout


def test_a_one_seat_plan_is_labelled(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.yaml", seats=["open_lab"])
    assert run("tournament", path, "--out", tmp_path / "out").returncode == 0
    assert standings(tmp_path / "out")["label"] == "not a comparison of players"


def until(true: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    ends = time.monotonic() + 60
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_a_killed_tournament_of_scripts_is_resumed(tmp_path: Path, played: Path, plan: Path) -> None:
    folder = tmp_path / "out"
    with started("tournament", plan, "--out", folder) as process:
        until(lambda: sum(path.read_bytes().count(b"\n") for path in games(folder).values()) >= 30)
        process.send_signal(signal.SIGKILL)
    assert not all(map(over, games(folder).values())) or len(games(folder)) < 6
    done = run("tournament", plan, "--out", folder, "--resume")
    assert done.returncode == 0, done.stderr
    assert standings(folder) == standings(played)


def requests(folder: Path, kind: type[RequestKey]) -> Counter[tuple[object, ...]]:
    return Counter(
        (name, event.turn, event.data.phase, event.data.exchange, event.data.seat, event.data.attempt)
        for name, path in games(folder).items()
        for event in transcript.read(path).events
        if isinstance(event.data, kind)
    )


def test_a_killed_tournament_of_models_repeats_no_paid_reply(tmp_path: Path) -> None:
    with stub_server(latency=0.3) as url:
        players = {"model": f"openai:stub@{url}", "script": "scripted:hold"}
        path = write(tmp_path / "plan.yaml", players=players, seats=SEATS, turns=2)
        folder = tmp_path / "out"
        with started("tournament", path, "--out", folder) as process:
            until(lambda: len(asked(url)) >= 5)
            process.send_signal(signal.SIGKILL)
        had = requests(folder, ReplyReceived)
        assert had
        done = run("tournament", path, "--out", folder, "--resume")
        assert done.returncode == 0, done.stderr
        replies, lost = requests(folder, ReplyReceived), requests(folder, RequestAbandoned)
        assert had <= replies
        assert set(replies.values()) == {1}
        sent = requests(folder, RequestSent).total()
        assert replies.total() + lost.total() == sent
        assert replies.total() <= len(asked(url)) <= sent, "a request may be written and killed before it leaves"
        found = standings(folder)
        assert found["complete"]
        assert found["players"]["model"]["tokens"] > 0
        assert found["players"]["model"]["cost_usd"] is None
        assert found["players"]["script"]["cost_usd"] == 0.0


def test_a_budget_stops_the_games_after_their_turn_and_they_can_be_resumed(tmp_path: Path, stub: str) -> None:
    price = {"input": 1000.0, "output": 1000.0, "as_of": "2026-11-01"}
    listed = {"endpoints": [{"name": "dear", "base_url": stub, "model": "stub", "price": price}]}
    (tmp_path / "endpoints.yaml").write_text(json.dumps(listed))
    path = write(tmp_path / "plan.yaml", players={"model": "dear", "script": "scripted:hold"}, seats=SEATS, turns=2)
    given = ["tournament", path, "--out", tmp_path / "out", "--endpoints", tmp_path / "endpoints.yaml"]
    done = run(*given, "--budget", "0.01")
    assert done.returncode == 5, done.stderr
    assert "the budget is used up" in done.stderr
    assert "carry on with: wargame tournament" in done.stderr
    spent = standings(tmp_path / "out")["players"]["model"]["cost_usd"]
    assert spent > 0.01
    assert run(*given, "--resume", "--budget", str(spent)).returncode == 5
    assert run(*given, "--resume").returncode == 0
    found = standings(tmp_path / "out")
    assert found["complete"]
    assert found["players"]["model"]["cost_usd"] > spent


def test_an_endpoint_that_is_down_stops_the_tournament_which_can_be_resumed(tmp_path: Path, stub: str) -> None:
    players = {"model": f"openai:401@{stub}", "script": "scripted:hold"}
    path = write(tmp_path / "plan.yaml", players=players, seats=SEATS)
    done = run("tournament", path, "--out", tmp_path / "out")
    assert done.returncode == 4
    assert "HTTP 401" in done.stderr
    assert "--resume" in done.stderr
    assert not standings(tmp_path / "out")["complete"]


def test_an_interrupted_tournament_says_how_to_resume(tmp_path: Path, stub: str) -> None:
    players = {"model": f"openai:hang@{stub}", "script": "scripted:hold"}
    path = write(tmp_path / "plan.yaml", players=players, seats=SEATS)
    with started("tournament", path, "--out", tmp_path / "out") as process:
        until(lambda: any(request["model"] == "hang" for request in asked(stub)))
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=30)[1]
        assert process.returncode == 130
    assert "wargame: interrupted" in told
    assert "carry on with: wargame tournament" in told
