"""How long `wargame verify` takes for a whole game, the start of the program included."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.common import Figure, medians
from bench.game import TURNS, played_game

LIMIT = 1.5
ROUNDS = 5


def measure() -> Iterator[Figure]:
    script = Path(sys.executable).with_name("wargame")
    path = played_game()

    def verifying() -> None:
        subprocess.run([script, "verify", path], check=True, stdout=subprocess.DEVNULL)

    (taken,) = medians([verifying], ROUNDS)
    yield Figure(f"wargame verify, {TURNS} turns", taken, LIMIT, "s")
