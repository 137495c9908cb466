"""Adjustments of a proposed ruling: what a facilitator may change of its inputs, within which bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from wargame.events import CommandRefused
from wargame.facilitator.errors import one_of
from wargame.referee.levers import state_places
from wargame.referee.pack import Array
from wargame.referee.quantities import STATE_BY_NAME, Quantity
from wargame.views import Game

MOST_SCALE = 2.0
SHIFT_SHARE = 0.25
"""A turn's shifts of a variable move it by at most this share: of its range where that is narrow, else of its value."""
NARROW = 3.0
FIXED = ("quarter", "inject_age", "insolvent")
"""Variables that count or follow from others: a shift of them would be an edited outcome."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Strike(_Part):
    """An accepted move has no effect; `move_index` counts the seat's accepted moves from 0."""

    kind: Literal["strike"]
    seat: str
    move_index: int = Field(ge=0)


class Scale(_Part):
    """One lever of an accepted move is `factor` times as strong."""

    kind: Literal["scale"]
    seat: str
    move_index: int = Field(ge=0)
    lever: str
    factor: float = Field(ge=0.0, le=MOST_SCALE)


class Shift(_Part):
    """A state variable moves by `amount` where `at` says; an axis that is left out means all of it."""

    kind: Literal["shift"]
    variable: str
    at: dict[str, str] = {}
    amount: float


ADJUSTMENT: TypeAdapter[Strike | Scale | Shift] = TypeAdapter(
    Annotated[Strike | Scale | Shift, Field(discriminator="kind")]
)


def checked(game: Game, turn: int, adjustments: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Adjustments of a turn's proposed ruling in the order given. Raises CommandRefused for one that is out of bounds.

    Each is judged on top of those before it; those that stand already come first.
    """
    found: list[Strike | Scale | Shift] = []
    for adjustment in adjustments:
        one = _parsed(adjustment)
        if isinstance(one, Shift):
            _check_shift(game, turn, one, [other for other in found if isinstance(other, Shift)])
        else:
            _check_order(game, turn, one, [other for other in found if not isinstance(other, Shift)])
        found.append(one)
    return [one.model_dump() for one in found]


def _parsed(adjustment: Mapping[str, Any]) -> Strike | Scale | Shift:
    try:
        return ADJUSTMENT.validate_python(dict(adjustment))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(step) for step in first["loc"][1:])
        raise CommandRefused(f"the adjustment cannot be: {place + ': ' if place else ''}{first['msg']}") from None


def _check_order(game: Game, turn: int, one: Strike | Scale, before: Sequence[Strike | Scale]) -> None:
    if one.seat not in game.seats:
        raise CommandRefused(f"no seat is called {one.seat!r}: {one_of(one.seat, game.seats)}")
    accepted = game.history[turn].accepted.get(one.seat, ())
    if one.move_index >= len(accepted):
        raise CommandRefused(f"{one.seat} has {len(accepted)} accepted moves this turn: no move {one.move_index + 1}")
    move = game.pack.moves[accepted[one.move_index].move]
    levers = list(dict.fromkeys(effect.lever for effect in move.effects))
    if isinstance(one, Scale) and one.lever not in levers:
        raise CommandRefused(f"{move.name} has no lever {one.lever!r}: {one_of(one.lever, levers)}")
    for other in before:
        same = (other.seat, other.move_index) == (one.seat, one.move_index)
        both = isinstance(one, Scale) and isinstance(other, Scale)
        if same and (not both or other.lever == one.lever):  # type: ignore[union-attr]  # both are scales here
            raise CommandRefused(f"{move.name} of {one.seat} is adjusted already this turn")


def _check_shift(game: Game, turn: int, one: Shift, before: Sequence[Shift]) -> None:
    quantity = STATE_BY_NAME.get(one.variable)
    if quantity is None or one.variable in FIXED:
        known = [name for name in STATE_BY_NAME if name not in FIXED]
        raise CommandRefused(f"no variable {one.variable!r} can be shifted: {one_of(one.variable, known)}")
    for axis, ident in one.at.items():
        if axis not in quantity.axes:
            axes = ", ".join(quantity.axes) or "none"
            raise CommandRefused(f"{one.variable} has no axis {axis!r}: its axes are {axes}")
        if ident not in game.pack.axes[axis]:
            raise CommandRefused(f"no {axis} is called {ident!r}: {one_of(ident, game.pack.axes[axis])}")
    spots = state_places(game.pack, one.variable, one.at)
    values = np.asarray(game.state(turn - 1).world[one.variable], dtype=np.float64).reshape(-1)[spots]
    most = _most(quantity, values)
    total = abs(one.amount) + sum(abs(other.amount) for other in before if other.variable == one.variable)
    if total > most:
        raise CommandRefused(
            f"{one.variable} can be shifted by at most {most:g} {quantity.unit} a turn ({SHIFT_SHARE:.0%}), "
            f"not {total:g}"
        )
    low, high = float(np.min(values)) + one.amount, float(np.max(values)) + one.amount
    if low < quantity.low or high > quantity.high:
        raise CommandRefused(
            f"{one.variable} would leave its bounds, {quantity.low:g} to {quantity.high:g}: it is now "
            f"{float(np.min(values)):g} to {float(np.max(values)):g} there"
        )


def _most(quantity: Quantity, values: Array) -> float:
    wide = quantity.high - quantity.low > NARROW
    return SHIFT_SHARE * (float(np.max(np.abs(values))) if wide else quantity.high - quantity.low)
