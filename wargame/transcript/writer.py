"""Appends events to a transcript so that nothing written is ever lost."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import os
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from wargame.events import PAYLOADS, Event, Payload
from wargame.transcript.envelope import NO_HASH, event, seal
from wargame.transcript.errors import TranscriptError
from wargame.transcript.reading import read
from wargame.transcript.secrets import Secrets

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Writer:
    """The only way into a transcript; one writer per file at a time.

    Each event is handed to the operating system as it is appended: a killed program loses none. `sync` makes it safe
    against a power cut too. `recorded` holds what stood in the file when it was opened; `cut` says that its torn last
    line was cut off.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.recorded: list[Event] = []
        self.cut = False
        self._descriptor = descriptor
        self._secrets = Secrets()
        self._seq = 0
        self._prev = NO_HASH
        self._size = 0
        self._synced = 0
        self._syncing: asyncio.Task[None] | None = None
        self._closing = threading.Lock()

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """Start a new transcript; makes its folder. Raises TranscriptError if the file exists or cannot be written."""
        path = Path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = cls(path, os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644))
        except FileExistsError as problem:
            taken = "there is already a file of this name" if path.exists() else f"{problem.filename} is not a folder"
            raise TranscriptError(path, 0, f"cannot be created: {taken}") from problem
        except OSError as problem:
            raise TranscriptError(path, 0, f"cannot be created: {problem.strerror}") from problem
        writer._lock()
        sync_folder(path.parent)
        return writer

    @classmethod
    def open_for_resume(cls, path: Path | str) -> Self:
        """Open a transcript to carry on, without its torn last line. Raises TranscriptError if damaged or in use."""
        path = Path(path)
        try:
            writer = cls(path, os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC))
        except OSError as problem:
            raise TranscriptError(path, 0, f"cannot be opened for writing: {problem.strerror}") from problem
        try:
            writer._lock()
            writer._take_up()
        except TranscriptError:
            writer.close()
            raise
        return writer

    def mask(self, values: Iterable[str]) -> None:
        """Make key values known, so that they never reach the file."""
        self._secrets.add(values)

    def append(self, turn: int, payload: Payload, kind: str | None = None, at: str | None = None) -> Event:
        """Write one event and return it as recorded.

        `kind` is only for a payload of unknown kind, `at` for what another record holds and happened then.
        Raises TranscriptError where the disk is full or fails; the file then ends with the event before.
        """
        kind = kind or payload.kind
        plain = payload.model_dump(mode="json")
        at = at or datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        fields = {"seq": self._seq, "at": at, "turn": turn, "kind": kind, "data": plain, "prev": self._prev}
        line, digest = seal(fields)
        data = self._secrets.mask(plain) if self._secrets.may_be_in(line) else plain
        if data is not plain:
            fields["data"] = data
            line, digest = seal(fields)
        written = (
            Event(self._seq, at, turn, kind, payload, self._prev, digest)
            if data is plain and kind in PAYLOADS
            else event({**fields, "hash": digest})
        )
        self._write(line + b"\n")
        self._seq, self._prev = self._seq + 1, digest
        return written

    async def sync(self) -> None:
        """Return once everything appended so far is on disk. Concurrent callers share one fsync, made in a thread."""
        wanted = self._size
        while self._synced < wanted:
            if self._syncing is None:
                self._syncing = asyncio.ensure_future(self._sync_all())
            await asyncio.shield(self._syncing)

    def close(self) -> None:
        """Sync and release the file; safe to call twice."""
        with self._closing:
            if self._descriptor >= 0:
                with contextlib.suppress(OSError):
                    os.fsync(self._descriptor)
                os.close(self._descriptor)
                self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _lock(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise TranscriptError(self.path, 0, "another wargame is writing to this transcript") from problem

    def _take_up(self) -> None:
        reading = read(self.path)
        self.recorded, self.cut = reading.events, reading.torn
        self._seq, self._prev = len(reading.events), reading.events[-1].hash
        self._size = reading.size
        try:
            if reading.torn:
                os.ftruncate(self._descriptor, reading.size)
            if os.pread(self._descriptor, 1, reading.size - 1) != b"\n":
                self._write(b"\n")
        except OSError as problem:
            raise TranscriptError(self.path, 0, f"cannot be repaired: {problem.strerror}") from problem

    def _write(self, data: bytes) -> None:
        done = 0
        try:
            while done < len(data):
                done += os.write(self._descriptor, data[done:])
        except OSError as problem:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise self._failed(problem) from problem
        self._size += len(data)

    async def _sync_all(self) -> None:
        size = self._size
        try:
            await asyncio.to_thread(self._fsync)
            self._synced = size
        except OSError as problem:
            raise self._failed(problem) from problem
        finally:
            self._syncing = None

    def _fsync(self) -> None:
        with self._closing:
            if self._descriptor >= 0:
                os.fsync(self._descriptor)

    def _failed(self, problem: OSError) -> TranscriptError:
        why = "the disk is full" if problem.errno in FULL else f"writing failed: {problem.strerror}"
        return TranscriptError(self.path, 0, f"{why}; everything up to event {self._seq - 1} is recorded")


def sync_folder(folder: Path) -> None:
    """Make a new file's name safe against a power cut, where the file system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
