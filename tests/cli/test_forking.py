"""`fork` and `diff` as a caller uses them."""

import shutil
from pathlib import Path

import pytest

from tests.cli.commands import Command, Ran, finish, start
from tests.cli.test_interruption import wait_for
from tests.facilitator.games import events, everyone, play
from wargame.events.payloads import OrderGiven


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return play(tmp_path_factory.mktemp("parent") / "parent.jsonl", everyone("random"), turns=3).path


@pytest.fixture(scope="module")
def fork(parent: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parent with another player in one seat from turn 2 on."""
    path = tmp_path_factory.mktemp("fork") / "fork.jsonl"
    ran = finish(start("fork", parent, "--turn", 2, "--seat", "open_lab=scripted:greedy", "--out", path))
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert "turn 3 of 3" in ran.err
    return path


def refused(ran: Ran, told: str) -> None:
    assert ran.code == 2, ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert all(line.startswith("wargame: ") for line in ran.err.splitlines()), ran.err
    assert told in ran.err


def test_a_fork_is_a_game_like_any_other(command: Command, fork: Path) -> None:
    assert command("verify", fork, "--json").json["match"] == "bit-identical"
    scores = command("rescore", fork, "--all-theses", "--json").json["theses"]
    assert scores["neutral"]["scores"] == events(fork)[-1].data.scores  # type: ignore[attr-defined]
    assert command("why", fork, "--turn", 3, "--seat", "open_lab", "--json").code == 0
    assert "3 of 3 turns" in command("replay", fork).out
    assert command("resume", fork, "--headless").out == f"{fork}\n"


def test_json_says_what_run_says(command: Command, parent: Path, tmp_path: Path) -> None:
    out = tmp_path / "fork.jsonl"
    found = command("fork", parent, "--turn", 3, "--thesis", "T01", "--out", out, "--json").json
    assert set(found) == {"transcript", "final_hash", "turns", "scores", "fallbacks"}
    assert (found["transcript"], found["turns"], found["fallbacks"]) == (str(out), 3, 0)


def test_another_thesis_is_told_to_rule_the_turns_before_anew(command: Command, parent: Path, tmp_path: Path) -> None:
    ran = command("fork", parent, "--turn", 3, "--thesis", "T01", "--out", tmp_path / "fork.jsonl")
    assert "ruled anew: thesis T01, not neutral" in ran.err


def test_an_order_from_a_file_is_what_the_seat_orders(command: Command, parent: Path, tmp_path: Path) -> None:
    (tmp_path / "order.yaml").write_text("moves:\n- move: open_weights\nintent: Let go.\n")
    order = f"open_lab={tmp_path / 'order.yaml'}"
    assert command("fork", parent, "--turn", 3, "--order", order, "--out", tmp_path / "fork.jsonl").code == 0
    given = [event.data for event in events(tmp_path / "fork.jsonl") if isinstance(event.data, OrderGiven)]
    changed = [(order.seat, order.by, order.order.intent) for order in given if order.by == "fork"]
    assert changed == [("open_lab", "fork", "Let go.")]
    ran = command("diff", parent, tmp_path / "fork.jsonl", "--json")
    assert ran.json["first_difference"]["path"].startswith("data.order.")


def test_a_fork_that_was_killed_carries_on(command: Command, parent: Path, fork: Path, tmp_path: Path) -> None:
    path = tmp_path / "killed.jsonl"
    process = start("fork", parent, "--turn", 2, "--seat", "open_lab=scripted:greedy", "--out", path)
    wait_for(path, b'"turn_closed"', process, count=2)
    process.kill()
    finish(process)
    assert command("resume", path, "--headless").code == 0
    assert command("verify", path).code == 0
    assert command("diff", fork, path).code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--turn", 0), "turn 0 cannot be forked: 3 of 3 turns are played, so a fork begins before turn 1 to 3"),
        (("--turn", 4), "turn 4 cannot be forked"),
        (("--turn", "two"), "--turn"),
        ((), "--turn"),
        (("--turn", 2, "--seat", "openlab=scripted:hold"), "did you mean open_lab"),
        (("--turn", 2, "--seat", "open_lab=scripted:gredy"), "did you mean greedy"),
        (("--turn", 2, "--seat", "open_lab=recorded:missing.jsonl"), "missing.jsonl"),
        (("--turn", 2, "--seat", "open_lab"), "SEAT=PLAYER"),
        (("--turn", 2, "--order", "openlab=order.yaml"), "did you mean open_lab"),
        (("--turn", 2, "--order", "open_lab"), "SEAT=FILE"),
        (("--turn", 2, "--order", "open_lab=missing.yaml"), "missing.yaml: found no such file"),
        (("--turn", 2, "--order", "open_lab=order.yaml"), "order.yaml:3: moves[1].move: found no move 'opne_weights'"),
        (("--turn", 2, "--thesis", "neutrall"), "did you mean neutral"),
        (("--turn", 2, "--answer-time", "0"), "1 to 3600"),
        (("--turn", 2, "--endpoints", "missing.yaml"), "missing.yaml"),
    ],
)
def test_a_fork_that_cannot_be_is_refused_and_leaves_no_file(
    command: Command,
    parent: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[object, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    order = tmp_path / "order.yaml"
    order.write_text("moves:\n- move: train_frontier\n- move: opne_weights\n")
    refused(command("fork", parent, *arguments, "--out", "fork.jsonl"), told)
    assert list(tmp_path.iterdir()) == [order]


def test_a_damaged_transcript_is_not_forked(command: Command, parent: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(parent.read_bytes().replace(b'"turn":2', b'"turn":3', 1))
    out = tmp_path / "fork.jsonl"
    refused(command("fork", damaged, "--turn", 2, "--out", out), "damaged.jsonl, line ")
    refused(command("fork", tmp_path / "missing.jsonl", "--turn", 2, "--out", out), "missing.jsonl")
    refused(command("diff", parent, damaged), "damaged.jsonl, line ")
    assert not out.exists()


def test_a_torn_last_line_is_told_and_left_out(command: Command, parent: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.jsonl"
    torn.write_bytes(parent.read_bytes()[:-30])
    before = torn.read_bytes()
    ran = command("fork", torn, "--turn", 3, "--out", tmp_path / "fork.jsonl")
    assert ran.code == 0
    assert "the last line is cut off" in ran.err
    assert torn.read_bytes() == before


def test_an_out_file_that_is_there_is_not_touched(command: Command, parent: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.jsonl"
    shutil.copy(parent, there)
    refused(command("fork", parent, "--turn", 2, "--out", there), "there is already a file of this name")
    refused(command("fork", there, "--turn", 2, "--out", there), "there is already a file of this name")
    assert there.read_bytes() == parent.read_bytes()
    refused(command("fork", parent, "--turn", 2, "--out", there / "fork.jsonl"), "is not a folder")


def test_a_transcript_is_the_same_as_itself(command: Command, parent: Path) -> None:
    ran = command("diff", parent, parent, "--json")
    assert (ran.code, ran.json["same"], ran.json["first_difference"]) == (0, True, None)
    assert ran.json["rents"]["a"] == ran.json["rents"]["b"]
    assert command("diff", parent, parent).out.startswith("same: ")


def test_a_difference_is_named_and_its_rents_stand_side_by_side(command: Command, parent: Path, fork: Path) -> None:
    ran = command("diff", parent, fork, "--json")
    assert (ran.code, ran.json["same"]) == (3, False)
    first = ran.json["first_difference"]
    assert first.keys() == {"seq", "path", "a", "b"}
    assert events(parent)[first["seq"]].turn == 2
    assert (first["path"], first["b"]) == ("kind", "seat_changed")
    a, b = (ran.json["rents"][side]["seats"]["open_lab"] for side in "ab")
    assert len(a) == len(b) == 4
    assert a[:2] == b[:2]
    assert a[3] != b[3]


def test_the_table_shows_each_difference_with_its_sign(command: Command, parent: Path, fork: Path) -> None:
    shown = command("diff", parent, fork).out.splitlines()
    assert shown[0].startswith("first difference: event ")
    at = next(number for number, line in enumerate(shown) if line.startswith("China"))
    first, second, change = (line.split() for line in shown[at : at + 3])
    assert (first[:2], second[0], change[:3]) == (["China", "A"], "B", ["B", "-", "A"])
    assert change[3:5] == ["=", "="]
    assert change[-1][0] in "+-"
    assert float(second[-1]) - float(first[-1]) == pytest.approx(float(change[-1]), abs=0.11)


def test_records_of_unequal_length_are_shown_as_far_as_they_go(
    command: Command, parent: Path, transcript: Path
) -> None:
    ran = command("diff", parent, transcript)
    assert ran.code == 3
    assert "data.turns" in ran.out
    assert next(line for line in ran.out.splitlines() if "B - A" in line).endswith("·")
