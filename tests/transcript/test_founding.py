"""A transcript that begins with known events: whole, with a chain of its own, or not at all."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.transcript.samples import write_sample
from wargame.events import Event
from wargame.events.payloads import ChanceDrawn
from wargame.transcript import TranscriptError, found, read

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from wargame.transcript import TranscriptError, found, read
events = read(sys.argv[1]).events
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
try:
    found(Path(sys.argv[2]), events)
except TranscriptError as error:
    print(error)
"""


@pytest.fixture
def events(tmp_path: Path) -> list[Event]:
    """Every kind of event once, from another transcript."""
    folder = tmp_path / "source"
    folder.mkdir()
    write_sample(folder / "sample.jsonl")
    return read(folder / "sample.jsonl").events


def test_the_same_events_stand_in_a_chain_of_their_own(events: list[Event], tmp_path: Path) -> None:
    path = tmp_path / "new" / "copy.jsonl"
    known = [replace(event, prev="", hash="") for event in events]
    known[-1] = replace(known[-1], at="")
    found(path, [*known[:1], *known[2:]])
    copied = read(path).events
    assert [event.data for event in copied] == [event.data for event in (*events[:1], *events[2:])]
    assert [event.at for event in copied[:-1]] == [event.at for event in (*events[:1], *events[2:-1])]
    assert copied[-1].at >= events[-1].at
    assert copied[0].hash == events[0].hash
    assert copied[-1].hash != events[-1].hash
    assert list(path.parent.iterdir()) == [path]


def test_a_known_key_never_reaches_the_file(events: list[Event], tmp_path: Path) -> None:
    found(tmp_path / "copy.jsonl", events, masked=["Lively"])
    assert "Lively" not in (tmp_path / "copy.jsonl").read_text()


def test_a_file_that_is_there_stays(events: list[Event], tmp_path: Path) -> None:
    path = tmp_path / "there.jsonl"
    path.write_text("mine")
    with pytest.raises(TranscriptError, match="already a file of this name"):
        found(path, events)
    assert path.read_text() == "mine"


def test_events_that_cannot_be_written_leave_nothing_behind(events: list[Event], tmp_path: Path) -> None:
    impossible = replace(events[1], data=ChanceDrawn(draws={"grid_queue": float("nan")}), kind="chance_drawn")
    with pytest.raises(ValueError, match=r"(?i)nan"):
        found(tmp_path / "new" / "copy.jsonl", [*events, impossible])
    assert list((tmp_path / "new").iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(events: list[Event], tmp_path: Path) -> None:
    path = tmp_path / "new" / "copy.jsonl"
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "source" / "sample.jsonl"), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == f"{path}: cannot be written: the disk is full\n"
    assert list(path.parent.iterdir()) == []
