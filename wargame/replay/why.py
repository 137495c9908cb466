"""Why a rent moved: effects, causes and mechanisms of one turn for one seat."""

from __future__ import annotations

from wargame import referee
from wargame.events import Why, WhyQuestion
from wargame.referee.pack import Array, Holder, Seat
from wargame.replay.mechanisms import firings
from wargame.views import Game

ALL_LAYERS = ""


def explain(game: Game, question: WhyQuestion) -> Why:
    """What moved the rent of a seat's holder (of a state: of all holders of its bloc) in a turn, USD bn a year.

    `effects` and `causes` each add up to `total`. Raises ValueError for an unknown turn, seat or layer.
    """
    _check(game, question)
    seat = game.pack.seat(question.seat)
    holders = [index for index, holder in enumerate(game.pack.holders) if _holds(seat, holder)]
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
        mechanisms=firings(game, turn, seat, holders),
    )


def _holds(seat: Seat, holder: Holder) -> bool:
    return holder.bloc == seat.bloc if seat.kind == "state" else holder.id == seat.holder


def _check(game: Game, question: WhyQuestion) -> None:
    if not 1 <= question.turn <= game.closed:
        played = f"turns 1 to {game.closed} are closed" if game.closed else "no turn is closed yet"
        raise ValueError(f"turn {question.turn} has no ruling to explain: {played}")
    if question.seat not in game.seats:
        raise ValueError(f"no seat is called {question.seat!r}: the seats are {', '.join(game.seats)}")
    layers = game.pack.axes["layer"]
    if question.layer not in (ALL_LAYERS, *layers):
        raise ValueError(f"no layer is called {question.layer!r}: the layers are {', '.join(layers)}")
