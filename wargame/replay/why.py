"""Why a rent moved: effects, causes and mechanisms of one turn for one seat."""

from __future__ import annotations

from wargame import referee
from wargame.events import Why, WhyQuestion
from wargame.referee.pack import Array
from wargame.replay.mechanisms import firings
from wargame.views import Game

ALL_LAYERS = ""
WORLD = ""


def explain(game: Game, question: WhyQuestion) -> Why:
    """What moved the rent of a seat's holder (of a state: of all holders of its bloc) in a turn, USD bn a year.

    A bloc or holder may stand in for the seat, and "" for the world. `effects` and `causes` each add up to `total`.
    Raises ValueError for an unknown turn, seat or layer.
    """
    _check(game, question)
    bloc, holders = _whose(game, question.seat)
    layers = [i for i, layer in enumerate(game.pack.layers) if question.layer in (ALL_LAYERS, layer.id)]

    def part(rents: Array) -> float:
        """Sum over the seat's holders and layers (and what axes follow)."""
        return float(rents.take(holders, axis=0).take(layers, axis=1).sum())

    turn = question.turn
    before, after = game.rents(turn - 1), game.rents(turn)
    effects = referee.effects(game.factors(turn - 1), game.factors(turn))
    causes = game.causes(turn)
    return Why(
        turn=turn,
        seat=question.seat,
        layer=question.layer,
        rent=part(after),
        total=part(after) - part(before),
        effects={name: part(effect) for name, effect in effects.items()},
        causes={name: part(cause) for name, cause in causes.items()},
        mechanisms=firings(game, turn, bloc, holders, question.layer),
    )


def _whose(game: Game, who: str) -> tuple[str, list[int]]:
    """The bloc (empty for the world) and the holders behind a seat, a bloc or a holder."""
    pack = game.pack
    blocs = {bloc.id: bloc.id for bloc in pack.blocs} | {s.id: s.bloc for s in pack.seats if s.kind == "state"}
    firms = {holder.id: holder.id for holder in pack.holders} | {
        s.id: s.holder for s in pack.seats if s.kind != "state"
    }
    if who == WORLD:
        return WORLD, list(range(len(pack.holders)))
    if who in blocs:
        return blocs[who], [index for index, holder in enumerate(pack.holders) if holder.bloc == blocs[who]]
    index = pack.axes["holder"].index(firms[who])
    return pack.holders[index].bloc, [index]


def _check(game: Game, question: WhyQuestion) -> None:
    if not 1 <= question.turn <= game.closed:
        played = f"turns 1 to {game.closed} are closed" if game.closed else "no turn is closed yet"
        raise ValueError(f"turn {question.turn} has no ruling to explain: {played}")
    others = {*game.pack.axes["bloc"], *game.pack.axes["holder"], WORLD}
    if question.seat not in game.seats and question.seat not in others:
        raise ValueError(f"no seat is called {question.seat!r}: the seats are {', '.join(game.seats)}")
    layers = game.pack.axes["layer"]
    if question.layer not in (ALL_LAYERS, *layers):
        raise ValueError(f"no layer is called {question.layer!r}: the layers are {', '.join(layers)}")
