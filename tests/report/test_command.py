"""`wargame report`: where it writes, and what it refuses."""

import resource
import shutil
import signal
from pathlib import Path

import pytest

from tests.cli.commands import Command, Ran, finish, start
from tests.facilitator.games import cut
from tests.report.conftest import Reported
from tests.report.page import read


def refused(ran: Ran, *told: str) -> None:
    assert ran.code == 2, ran.err
    assert not ran.out
    assert "Traceback" not in ran.err
    for text in told:
        assert text in ran.err


def test_it_prints_where_the_report_is(command: Command, reported: Reported, tmp_path: Path) -> None:
    out = tmp_path / "Review.HTML"
    ran = command("report", reported.transcript, "--out", out)
    assert (ran.code, ran.out) == (0, f"{out}\n")
    assert out.read_text(encoding="utf-8") == reported.html


def test_json_holds_the_absolute_path(
    command: Command, reported: Reported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = command("report", reported.transcript, "--out", "review.md", "--json")
    assert ran.json == {"report": str(tmp_path / "review.md")}
    assert list(tmp_path.iterdir()) == [tmp_path / "review.md"]


@pytest.mark.parametrize("name", ["review.pdf", "review", "review.jsonl"])
def test_an_unknown_format_is_refused_before_the_transcript_is_read(
    command: Command, tmp_path: Path, name: str
) -> None:
    refused(command("report", tmp_path / "missing.jsonl", "--out", tmp_path / name), name, ".html, .md, .csv")


def test_a_report_that_exists_is_replaced_only_by_force(command: Command, reported: Reported, tmp_path: Path) -> None:
    out = tmp_path / "review.html"
    out.write_text("mine", encoding="utf-8")
    refused(command("report", reported.transcript, "--out", out), "exists", "--force")
    assert out.read_text(encoding="utf-8") == "mine"
    assert command("report", reported.transcript, "--out", out, "--force").code == 0
    assert out.read_text(encoding="utf-8") == reported.html


def test_the_transcript_is_never_replaced(command: Command, reported: Reported, tmp_path: Path) -> None:
    record = tmp_path / "game.md"
    shutil.copy(reported.transcript, record)
    before = record.read_bytes()
    link = tmp_path / "link.md"
    link.symlink_to(record)
    refused(command("report", record, "--out", record, "--force"), "is the transcript")
    refused(command("report", record, "--out", link, "--force"), "is the transcript")
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "told"),
    [("no/such/review.html", "no folder"), ("folder.html", "is a folder"), ("x" * 300 + ".html", "cannot be written")],
)
def test_a_place_that_cannot_be_written_is_refused(
    command: Command, reported: Reported, tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "folder.html").mkdir()
    refused(command("report", reported.transcript, "--out", tmp_path / name), told)
    assert list(tmp_path.iterdir()) == [tmp_path / "folder.html"]


def test_a_full_disk_leaves_the_old_report_as_it_was(reported: Reported, tmp_path: Path) -> None:
    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    out = tmp_path / "review.html"
    out.write_text("the old one", encoding="utf-8")
    refused(finish(start("report", reported.transcript, "--out", out, "--force", preexec_fn=small_disk)), str(out))
    assert out.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.iterdir()) == [out]


def test_a_damaged_transcript_is_refused_by_its_line(command: Command, reported: Reported, tmp_path: Path) -> None:
    damaged = tmp_path / "game.jsonl"
    lines = reported.transcript.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"turn":1', b'"turn":2')
    damaged.write_bytes(b"".join(lines))
    refused(command("report", damaged, "--out", tmp_path / "review.html"), "line 5")
    refused(command("report", tmp_path / "none.jsonl", "--out", tmp_path / "review.html"), "none.jsonl")
    assert list(tmp_path.iterdir()) == [damaged]


def test_a_game_without_a_closed_turn_has_nothing_to_review(
    command: Command, reported: Reported, tmp_path: Path
) -> None:
    opened = cut(reported.transcript, 5, tmp_path / "game.jsonl")
    for suffix in ("html", "md", "csv"):
        refused(command("report", opened, "--out", tmp_path / f"review.{suffix}"), "no turn is closed yet")


def test_a_game_that_stopped_is_reviewed_as_far_as_it_went(
    command: Command, reported: Reported, tmp_path: Path
) -> None:
    closed = [event.seq for record in reported.game.history for event in record.events if event.kind == "turn_closed"]
    stopped = cut(reported.transcript, closed[1] + 4, tmp_path / "game.jsonl")
    stopped.write_bytes(stopped.read_bytes()[:-20])
    out = tmp_path / "review.html"
    ran = command("report", stopped, "--out", out)
    assert ran.code == 0
    assert "the last line is cut off" in ran.err
    text = read(out.read_text(encoding="utf-8")).one("body").text
    assert "2 of 3 turns" in text
    assert "(not ended)" in text
    assert "The game stopped after 2 of 3 turns" in text
