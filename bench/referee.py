"""How fast the referee is on one core, on the last turn of a whole scripted game."""

from collections.abc import Iterator

from bench.common import Figure, cpu_seconds, medians
from bench.game import TURNS, folded_game
from wargame import referee

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
    candidates = [inputs.orders] * BATCH

    def adjudicating() -> None:
        referee.adjudicate(pack, before, inputs)

    def explaining() -> None:
        referee.causes(pack, before, [inputs])

    def batched() -> None:
        referee.preview(pack, before, candidates, inputs.turn, 1, inputs.agreements)

    once, causes = medians([adjudicating, explaining], ROUNDS)
    yield Figure("referee, one adjudication", 1000 * once, ADJUDICATION_MS, "ms")
    yield Figure("referee, a turn's causes", 1000 * causes, CAUSES_MS, "ms", f"{len(pack.players)} players and drift")
    rate = BATCH / cpu_seconds(batched)
    yield Figure("referee, batched", rate, BATCHED_PER_SECOND, "a second and core", f"{BATCH} at once", at_least=True)
