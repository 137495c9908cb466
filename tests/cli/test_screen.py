"""The commands in a real terminal."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.facilitator.games import events

SECONDS = 40.0
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
"""What a terminal is sent before and after a program takes the whole screen."""


def in_terminal(
    arguments: list[str], ready: Callable[[], bool], stop: Callable[[int, int], object]
) -> tuple[int, bytes]:
    """Run a command in a terminal of its own, stop it (pid, terminal) once `ready`; its exit code and what it wrote."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-m", "wargame", *arguments])
    written, ends, stopped = b"", time.monotonic() + SECONDS, False
    while time.monotonic() < ends:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                written += os.read(terminal, 65536)
            except OSError:
                break
        if not stopped and ENTERED in written and ready():
            stop(pid, terminal)
            stopped = True
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), written


def has_played(path: Path) -> Callable[[], bool]:
    return lambda: path.exists() and b'"turn_closed"' in path.read_bytes()


@pytest.mark.slow
def test_leaving_the_screen_restores_the_terminal_and_names_the_transcript(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    code, written = in_terminal(
        ["play", "--turns", "1", "--out", str(path)], has_played(path), lambda _, terminal: os.write(terminal, b"q")
    )
    assert code == 0
    assert str(path).encode() in written.partition(LEFT)[2]
    assert events(path)


@pytest.mark.slow
def test_a_polite_kill_restores_the_terminal_and_says_how_to_carry_on(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    code, written = in_terminal(
        ["play", "--turns", "40", "--out", str(path)],
        has_played(path),
        lambda pid, _: os.kill(pid, signal.SIGTERM),
    )
    assert code == 130
    assert f"wargame resume {path}".encode() in written.partition(LEFT)[2]
    assert events(path)
