"""The largest shifts of rent and what caused them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wargame import referee
from wargame.referee.pack import Array
from wargame.report.words import Names
from wargame.views import Game
from wargame.views.rounding import adding_up

LARGEST = 5
CAUSES_NAMED = 4
OTHERS = "others"
PLACES = 1

EFFECTS = {
    "value": "size of the markets",
    "scarcity": "scarcity of the layer",
    "share": "share of supply",
    "margin": "margin",
}


@dataclass(frozen=True)
class Shift:
    """A holder's rent in a layer, USD bn a year to one decimal. `causes` and `effects` each add up to `change`.

    `when` is the turn, or empty for the whole game.
    """

    holder: str
    layer: str
    when: str
    before: float
    after: float
    causes: dict[str, float]
    effects: dict[str, float]

    @property
    def change(self) -> float:
        """The shift as shown."""
        return round(self.after - self.before, PLACES)


def over_the_game(game: Game, names: Names) -> list[Shift]:
    """The largest shifts from the start to the end."""
    causes: dict[str, Array] = {}
    for turn in range(1, game.closed + 1):
        for player, part in game.causes(turn).items():
            causes[player] = causes[player] + part if player in causes else part
    found = _Shifts(game, names, 0, game.closed, causes)
    return [found.shift(*place) for _, place in found.largest()]


def in_a_turn(game: Game, names: Names) -> list[Shift]:
    """The largest shifts within one turn."""
    turns = [_Shifts(game, names, turn - 1, turn, game.causes(turn)) for turn in range(1, game.closed + 1)]
    found = [(size, turn, place) for turn in turns for size, place in turn.largest()]
    found.sort(key=lambda item: -item[0])
    return [turn.shift(*place) for _, turn, place in found[:LARGEST]]


def world_causes(game: Game) -> dict[str, float]:
    """What moved the world's rent from the start to the end, by cause, USD bn a year."""
    turns = [game.causes(turn) for turn in range(1, game.closed + 1)]
    return {player: float(sum(part[player].sum() for part in turns)) for player in turns[0]}


class _Shifts:
    """Shifts between two turns."""

    def __init__(self, game: Game, names: Names, first: int, last: int, causes: Mapping[str, Array]) -> None:
        self._names = names
        self._when = "" if last == game.closed and first == 0 else f"turn {last}, {names.period(last)}"
        self._before, self._after = game.rents(first), game.rents(last)
        self._causes = causes
        effects = referee.effects(game.factors(first), game.factors(last))
        self._effects = {name: np.sum(effect, axis=(-2, -1)) for name, effect in effects.items()}

    def largest(self) -> list[tuple[float, tuple[int, int]]]:
        """Size and place (holder, layer) of the largest shifts."""
        sizes = np.abs(self._after - self._before)
        order = np.argsort(-sizes, axis=None, kind="stable")[:LARGEST]
        places = [divmod(int(place), sizes.shape[1]) for place in order]
        return [(float(sizes[place]), place) for place in places]

    def shift(self, holder: int, layer: int) -> Shift:
        """One shift with what made it."""
        at = (holder, layer)
        before, after = (round(float(rents[at]), PLACES) for rents in (self._before, self._after))
        causes = {self._names.cause(player): float(part[at]) for player, part in self._causes.items()}
        effects = {EFFECTS[name]: float(part[at]) for name, part in self._effects.items()}
        total = round(after - before, PLACES)
        return Shift(
            self._names.holders[holder],
            self._names.layers[layer],
            self._when,
            before,
            after,
            adding_up(_main(causes), total),
            adding_up(effects, total),
        )


def _main(causes: Mapping[str, float]) -> dict[str, float]:
    """The largest causes, the rest together."""
    order = sorted(causes, key=lambda name: -abs(causes[name]))
    main = {name: causes[name] for name in order[:CAUSES_NAMED]}
    return main | {OTHERS: sum(causes[name] for name in order[CAUSES_NAMED:])}
