"""How long a person waits for `wargame --help`, against the interpreter alone."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.common import Figure, medians

LIMIT = 8.0
ROUNDS = 25


def measure() -> Iterator[Figure]:
    script = Path(sys.executable).with_name("wargame")

    def bare() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    def asking_for_help() -> None:
        subprocess.run([script, "--help"], check=True, stdout=subprocess.DEVNULL)

    alone, with_help = medians([bare, asking_for_help], ROUNDS)
    detail = f"{1000 * with_help:.0f} ms against {1000 * alone:.0f} ms of a bare interpreter"
    yield Figure("wargame --help", with_help / alone, LIMIT, "times", detail)
