"""Whatever is wrong, the message says what would be right, the exit code is the contract's, and nothing is lost."""

import json
import resource
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Command, Ran, finish, start
from tests.facilitator.games import events
from tests.stub import refused_url, stub_server
from wargame import scenario
from wargame.events.canonical import canonical


def refused(ran: Ran, code: int, *told: str) -> None:
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err
    assert all(line.startswith("wargame: ") for line in ran.err.splitlines()), ran.err
    for text in told:
        assert text in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "COMMAND"),
        (("plya",), "invalid choice"),
        (("run", "contested-2062"), "did you mean contested-2026"),
        (("run", "--thesis", "neutrall"), "did you mean neutral"),
        (("run", "--seat", "usgovernment=scripted:hold"), "did you mean us_government"),
        (("run", "--seat", "open_lab=scripted:gredy"), "did you mean greedy"),
        (("run", "--seat", "open_lab=gpt"), "openai:MODEL@BASE_URL"),
        (("run", "--seat", "open_lab=human"), "needs a screen"),
        (("run", "--budget", "0"), "an amount in USD above 0"),
        (("run", "--budget", "nan"), "an amount in USD above 0"),
        (("run", "--person-time", "0"), "1 to 604800 seconds"),
        (("run", "--seat", "open_lab=openai:x@ftp://here"), "openai:MODEL@BASE_URL"),
        (("run", "--seat", "open_lab=recorded:missing.jsonl"), "missing.jsonl"),
        (("run", "--seat", "open_lab"), "SEAT=PLAYER"),
        (("run", "--seat", "open_lab=scripted:hold", "--seat", "open_lab=scripted:hold"), "twice"),
        (("run", "--persona", "open_lab=openlab"), "did you mean open_lab"),
        (("run", "--turns", "0"), "from 1 to 40"),
        (("run", "--turns", "-3"), "from 1 to 40"),
        (("run", "--turns", "1000000000"), "from 1 to 40"),
        (("run", "--turns", "many"), "--turns"),
        (("run", "--seed", "-1"), "from 0 to"),
        (("run", "--seed", "1e3"), "--seed"),
        (("run", "--answer-time", "0"), "1 to 3600"),
        (("run", "--answer-time", "nan"), "1 to 3600"),
        (("run", "--endpoints", "missing.yaml"), "missing.yaml"),
        (("play", "--budjet", "5"), "--budjet"),
        (("resume", "missing.jsonl"), "missing.jsonl"),
        (("replay", "missing.jsonl"), "missing.jsonl"),
        (("verify", "missing.jsonl"), "missing.jsonl"),
        (("rescore", "missing.jsonl", "--all-theses"), "missing.jsonl"),
        (("rescore", "missing.jsonl"), "--thesis"),
        (("why", "missing.jsonl", "--turn", "1", "--seat", "open_lab"), "missing.jsonl"),
        (("personas", "openlab"), "did you mean open_lab"),
    ],
)
def test_wrong_usage_is_refused(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(command(*arguments), 2, told)
    assert not list(tmp_path.rglob("*.jsonl"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (("--turn", 3, "--seat", "open_lab"), "turns 1 to 2"),
        (("--turn", -1, "--seat", "open_lab"), "turns 1 to 2"),
        (("--turn", 1, "--seat", "openlab"), "open_lab"),
        (("--turn", 1, "--seat", "open_lab", "--layer", "coordnation"), "coordination"),
    ],
)
def test_a_question_about_what_is_not_there_is_refused(
    command: Command, transcript: Path, question: tuple[object, ...], told: str
) -> None:
    refused(command("why", transcript, *question), 2, told)


def test_an_unknown_thesis_is_refused_by_rescore(command: Command, transcript: Path) -> None:
    refused(command("rescore", transcript, "--thesis", "T1"), 2, "T01")


def test_a_broken_pack_is_refused_with_file_line_and_key(command: Command, tmp_path: Path) -> None:
    pack = tmp_path / "mine"
    shutil.copytree(scenario.folder("contested-2026"), pack)
    head = (pack / "pack.yaml").read_text(encoding="utf-8")
    (pack / "pack.yaml").write_text(head.replace("moves_per_turn", "moves_a_turn"), encoding="utf-8")
    refused(command("run", pack), 2, "pack.yaml", "moves_a_turn")
    ran = command("lint", pack, "--json")
    assert ran.code == 2
    assert "moves_a_turn" in {problem["key"] for problem in ran.json["problems"]}


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def edited(path: Path) -> bytes:
    return path.read_bytes().replace(b'"turn":1', b'"turn":2', 1)


def reordered(path: Path) -> bytes:
    found = lines(path)
    found[9], found[10] = found[10], found[9]
    return b"".join(found)


def without_a_line(path: Path) -> bytes:
    found = lines(path)
    return b"".join(found[:20] + found[21:])


def of_a_later_version(path: Path) -> bytes:
    found = lines(path)
    first: dict[str, Any] = json.loads(found[0])
    first["data"]["version"] = 2
    return b"".join([canonical(first) + b"\n", *found[1:]])


READERS = [
    ("replay",),
    ("rescore", "--all-theses"),
    ("why", "--turn", 1, "--seat", "open_lab"),
    ("resume", "--headless"),
]


@pytest.mark.parametrize("damage", [edited, reordered, without_a_line])
def test_a_damaged_transcript_is_refused_with_the_line(
    command: Command, transcript: Path, tmp_path: Path, damage: Any
) -> None:
    path = tmp_path / "damaged.jsonl"
    path.write_bytes(damage(transcript))
    before = path.read_bytes()
    refused(command("verify", path), 3, "line")
    assert command("verify", path, "--json").json["ok"] is False
    for reader, *options in READERS:
        refused(command(reader, path, *options), 2, "line")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"a shopping list\n", b"[1, 2]\n", b"\x00\xff\n", None])
def test_what_is_no_transcript_is_refused(
    command: Command, transcript: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(of_a_later_version(transcript) if content is None else content)
    before = path.read_bytes()
    for reader, *options in (("verify",), *READERS):
        refused(command(reader, path, *options), 2, str(path))
    assert path.read_bytes() == before


def test_a_folder_is_no_transcript(command: Command, tmp_path: Path) -> None:
    refused(command("verify", tmp_path), 2, str(tmp_path))


def test_a_truncated_transcript_is_reported_by_readers_and_mended_by_resume_only(
    command: Command, transcript: Path, tmp_path: Path
) -> None:
    path = tmp_path / "torn.jsonl"
    path.write_bytes(transcript.read_bytes()[:-40])
    before = path.read_bytes()
    refused(command("verify", path), 3, "cut off")
    for reader, *options in READERS[:3]:
        ran = command(reader, path, *options)
        assert ran.code == 0
        assert "cut off" in ran.err
    assert path.read_bytes() == before
    assert command("resume", path, "--headless").code == 0
    assert command("verify", path).code == 0


def test_a_place_that_takes_no_file_is_refused(command: Command, transcript: Path) -> None:
    refused(command("run", "--out", transcript), 2, "already a file")
    refused(command("run", "--out", transcript / "game.jsonl"), 2, "cannot be created")
    refused(command("run", "--out", "/proc/nowhere/game.jsonl"), 2, "cannot be created")


def test_a_full_disk_stops_the_game_and_loses_nothing(command: Command, tmp_path: Path) -> None:
    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    path = tmp_path / "game.jsonl"
    ran = finish(start("run", "--turns", 8, "--seed", 7, "--out", path, preexec_fn=small_disk))
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "the disk is full" in ran.err
    assert f"wargame resume {path}" in ran.err
    assert events(path)
    assert command("resume", path, "--headless").code == 0
    whole = command("run", "--turns", 8, "--seed", 7, "--out", tmp_path / "whole.jsonl", "--json")
    assert command("verify", path, "--json").json["final_hash"] == whole.json["final_hash"]


def test_an_endpoint_that_is_down_stops_the_game_with_its_own_code(command: Command, tmp_path: Path) -> None:
    path, url = tmp_path / "game.jsonl", refused_url()
    ran = command("run", "--seat", f"open_lab=openai:any@{url}", "--turns", 1, "--seed", 7, "--out", path)
    assert ran.code == 4
    assert f"cannot reach {url}" in ran.err
    assert f"wargame resume {path}" in ran.err
    assert "Traceback" not in ran.err
    assert [event.kind for event in events(path)] == ["game_started"]


def test_an_endpoint_that_refuses_stops_the_game_which_can_be_resumed(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    with stub_server() as url:
        ran = command("run", "--seat", f"open_lab=openai:401+stub@{url}", "--turns", 1, "--seed", 7, "--out", path)
        assert ran.code == 4
        assert "check the key" in ran.err
        assert command("resume", path, "--headless", "--json").json["fallbacks"] == 0


def test_a_host_from_somebody_elses_transcript_is_not_asked(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    url = "http://models.example.org/v1"
    command("run", "--seat", f"open_lab=openai:any@{url}", "--turns", 1, "--out", path)
    refused(command("resume", path, "--headless"), 2, "--allow-host models.example.org")
