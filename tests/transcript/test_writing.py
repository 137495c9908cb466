"""Writing under trouble: kills, full disks, closed folders, two writers, many who wait."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.transcript.samples import PLAYED, STARTED
from wargame.events.payloads import ObservationAdded
from wargame.transcript import TranscriptError, Writer, read

ENDLESS = """
import sys
from tests.transcript.samples import PLAYED, STARTED
from wargame.transcript import Writer
writer = Writer.create(sys.argv[1])
writer.append(0, STARTED)
while True:
    for payload in PLAYED:
        print(writer.append(1, payload).seq, flush=True)
"""

FULL_DISK = """
import resource, signal, sys
from tests.transcript.samples import PLAYED, STARTED
from wargame.transcript import TranscriptError, Writer
writer = Writer.create(sys.argv[1])
writer.append(0, STARTED)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
try:
    for payload in PLAYED:
        writer.append(1, payload)
except TranscriptError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
writer.append(1, PLAYED[0])
"""

CLOSED_FOLDER = """
import os, sys
from wargame.transcript import TranscriptError, Writer
if os.getuid() == 0:
    os.setuid(65534)
try:
    Writer.create(sys.argv[1])
except TranscriptError as error:
    print(error)
"""

ROOT = Path(__file__).parents[2]


def python(code: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder" / "game.jsonl"


@pytest.mark.parametrize("chance", range(6))
def test_a_killed_program_loses_nothing_that_it_wrote(path: Path, chance: int) -> None:
    with python(ENDLESS, path) as program:
        assert program.stdout is not None
        said = [program.stdout.readline()]
        time.sleep(random.Random(chance).uniform(0, 0.05))
        program.send_signal(signal.SIGKILL)
        said += program.stdout.read().splitlines()
    reported = [int(line) for line in said if line.strip()]
    recorded = read(path).events
    assert recorded[-1].seq >= reported[-1]
    with Writer.open_for_resume(path) as writer:
        assert writer.append(1, PLAYED[0]).seq == len(recorded)
    assert len(read(path).events) == len(recorded) + 1


def test_a_full_disk_is_named_and_costs_nothing_recorded(path: Path) -> None:
    with python(FULL_DISK, path) as program:
        said = program.communicate()[0]
    assert "the disk is full" in said
    assert program.returncode == 0
    events = read(path).events
    assert f"up to event {len(events) - 2} is recorded" in said
    assert events[-1].data == PLAYED[0]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    for parent in [tmp_path, *tmp_path.parents][:3]:
        parent.chmod(0o755)
    with python(CLOSED_FOLDER, folder / "game.jsonl") as program:
        said = program.communicate()[0]
    assert f"{folder / 'game.jsonl'}: cannot be created: Permission denied" in said
    assert list(folder.iterdir()) == []


def test_an_existing_file_is_never_written_over(path: Path) -> None:
    Writer.create(path).close()
    with pytest.raises(TranscriptError, match="already a file of this name"):
        Writer.create(path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(TranscriptError, match="cannot be created"):
        Writer.create(tmp_path / "file" / "game.jsonl")


def test_a_second_writer_is_turned_away(path: Path) -> None:
    with Writer.create(path) as first:
        first.append(0, STARTED)
        with pytest.raises(TranscriptError, match="another wargame is writing"):
            Writer.open_for_resume(path)
    Writer.open_for_resume(path).close()


def test_resume_names_a_missing_file(path: Path) -> None:
    with pytest.raises(TranscriptError, match="No such file"):
        Writer.open_for_resume(path)


async def test_many_who_wait_share_one_sync_made_in_a_thread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    threads: set[int] = set()
    real = os.fsync

    def slow_fsync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_size)
        threads.add(threading.get_ident())
        time.sleep(0.02)
        real(descriptor)

    writer = Writer.create(path)
    monkeypatch.setattr(os, "fsync", slow_fsync)

    async def seat(number: int) -> None:
        writer.append(0, STARTED) if number == 0 else writer.append(1, ObservationAdded(by="x", text="y"))
        written = os.stat(path).st_size  # noqa: PTH116
        await writer.sync()
        assert max(synced) >= written

    await asyncio.gather(*(seat(number) for number in range(20)))
    await writer.sync()
    assert len(synced) <= 2
    assert threading.get_ident() not in threads
    writer.close()


async def test_a_failing_sync_is_told_to_everyone_who_waits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    with Writer.create(path) as writer:
        writer.append(0, STARTED)
        monkeypatch.setattr(os, "fsync", broken)
        results = await asyncio.gather(writer.sync(), writer.sync(), return_exceptions=True)
        monkeypatch.undo()
        assert all(isinstance(result, TranscriptError) and "Input/output error" in str(result) for result in results)
        await writer.sync()
