"""The same orders under other theses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wargame import referee, scenario
from wargame.events import Event
from wargame.views import Game, fold
from wargame.views.game import leader


@dataclass(frozen=True)
class Score:
    """How a game ends under a thesis: the seat with the highest goal, and all boards by seat."""

    first: str
    scores: dict[str, dict[str, float]]


def rescore(events: Sequence[Event], theses: Iterable[str] | None = None) -> dict[str, Score]:
    """Scores by thesis, by default of all theses of the pack.

    Orders, draws, agreements, adjustments and injects released by hand stay; scheduled, drawn and triggered ones follow
    from the other world. Raises ScenarioError for a thesis that the pack does not have.
    """
    game = fold(events)
    names = sorted(game.pack_file.theses) if theses is None else list(theses)
    return {name: _score(game, scenario.compile(game.pack_file, name)) for name in names}


def _score(game: Game, pack: referee.Pack) -> Score:
    state = baseline = game.start
    kept: dict[str, tuple[int, ...]] = {}
    for turn in range(1, game.closed + 1):
        inputs = game.inputs(turn)
        agreements = tuple(replace(agreement, kept=kept.get(agreement.id, ())) for agreement in inputs.agreements)
        outcome = referee.adjudicate(pack, state, replace(inputs, agreements=agreements))
        state = outcome.state
        kept.update(outcome.kept)
        baseline = referee.hold(pack, baseline, [inputs.draws], turn, [inputs.released_by_hand])
    boards = referee.boards(pack, state, baseline)
    return Score(leader(boards), boards)
