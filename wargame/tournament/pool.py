"""Worker processes for what asks nobody: they end with the program that started them, however it ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection


def workers(tasks: int) -> ProcessPoolExecutor:
    """A pool of one process per core that may be used, no more than there are tasks."""
    return ProcessPoolExecutor(
        max_workers=max(1, min(cores(), tasks)),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
    )


def cores() -> int:
    """Cores that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    # Ctrl-C reaches every process of a terminal; the program decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded by now stays: the collector need not look at it again for each game.
    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would hold its transcript's lock for good."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
