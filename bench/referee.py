"""How fast the referee is on one core, on the last turn of a whole scripted game."""

from collections.abc import Iterator

import numpy as np

from bench.common import Figure, cpu_seconds, medians
from bench.game import TURNS, folded_game
from wargame import referee
from wargame.referee.numbers import numbers_of
from wargame.referee.turn import CHUNK, advance

BATCH = 512
ROUNDS = 15
ADJUDICATION_MS = 2.0
BATCHED_PER_SECOND = 10_000.0
CAUSES_MS = 80.0


def measure() -> Iterator[Figure]:
    game = folded_game()
    pack, inputs = game.pack, game.inputs(TURNS)
    before = game.history[TURNS - 1].state
    assert before is not None
    worlds = {name: np.repeat(np.asarray(value)[None], CHUNK, axis=0) for name, value in before.world.items()}
    levers = [referee.in_force(pack, before.commitments, int(before.world["quarter"]) + step) for step in range(2)]
    flats = [np.repeat(flat[None], CHUNK, axis=0) for flat in levers]

    def adjudicating() -> None:
        referee.adjudicate(pack, before, inputs)

    def explaining() -> None:
        referee.causes(pack, before, [inputs])

    def batched() -> None:
        for _ in range(BATCH // CHUNK):
            advance(pack, worlds, flats, numbers_of(pack))

    once, causes = medians([adjudicating, explaining], ROUNDS)
    yield Figure("referee, one adjudication", 1000 * once, ADJUDICATION_MS, "ms")
    yield Figure("referee, a turn's causes", 1000 * causes, CAUSES_MS, "ms", f"{len(pack.players)} players and drift")
    rate = BATCH / cpu_seconds(batched)
    yield Figure("referee, batched", rate, BATCHED_PER_SECOND, "a second and core", f"{BATCH} at once", at_least=True)
