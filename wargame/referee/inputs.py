"""What goes into a turn: orders, agreements, adjustments, chance; and what is in force between turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wargame.referee.pack import Array


@dataclass(frozen=True, order=True)
class OrderedMove:
    """One move of an order with its arguments; `target` and `industry` are ids or empty."""

    move: str
    target: str = ""
    industry: str = ""
    intensity: int = 1


@dataclass(frozen=True)
class Clause:
    """One promise: `seat` will `do` or `refrain` from `move` (against `target`, if named) through turn `until`."""

    seat: str
    kind: str
    move: str
    target: str
    until: int


@dataclass(frozen=True)
class Agreement:
    """A signed agreement; `kept` holds the indices of `do` clauses already carried out."""

    id: str
    parties: tuple[str, ...]
    clauses: tuple[Clause, ...]
    public: bool
    signed: int
    kept: tuple[int, ...] = ()


@dataclass(frozen=True)
class Adjustment:
    """A facilitator's ruling on the inputs: `strike` or `scale` (lever of one ordered move, factor 0 to 2) or
    `shift` (state).
    """

    kind: str
    reason: str
    seat: str = ""
    move_index: int = 0
    lever: str = ""
    factor: float = 1.0
    variable: str = ""
    at: Mapping[str, str] = field(default_factory=dict)
    amount: float = 0.0


@dataclass(frozen=True)
class TurnInputs:
    """All that decides a turn besides the state: orders by seat, agreements in force, injects by hand, draws,
    adjustments.

    `draws`: one uniform number in [0, 1) per hazard id of `referee.hazards(pack)`.
    """

    turn: int
    orders: Mapping[str, tuple[OrderedMove, ...]]
    draws: Mapping[str, float]
    agreements: tuple[Agreement, ...] = ()
    released_by_hand: tuple[str, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


class Commitment(NamedTuple):
    """A lever in force: who set it by which move of which turn, its place in the lever vector, size, quarters
    [start, end).

    It acts in a counterfactual world only if `player` and every seat in `needs` act there.
    """

    player: str
    needs: tuple[str, ...]
    move: str
    turn: int
    index: int  # type: ignore[assignment]  # the place in the lever vector, not the search of a tuple
    size: float
    start: int
    end: int


@dataclass(frozen=True)
class State:
    """The whole state between turns: named arrays (`quantities.STATE`, no batch axis) and commitments in force."""

    world: Mapping[str, Array]
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A part of an order that does not stand, and why."""

    seat: str
    move_index: int
    reason: str


@dataclass(frozen=True)
class Breach:
    """A signed clause that was broken."""

    agreement: str
    clause: int
    seat: str


@dataclass(frozen=True)
class Factors:
    """The four factors of the rent identity: value [industry, market] USD bn per year, scarcity [layer,
    industry, market],
    share and margin [holder, layer, industry, market]; batch axes lead."""

    value: Array
    scarcity: Array
    share: Array
    margin: Array


@dataclass(frozen=True)
class Adjudication:
    """A turn's outcome."""

    state: State
    factors: Factors
    accepted: Mapping[str, tuple[OrderedMove, ...]]
    refusals: tuple[Refusal, ...]
    breaches: tuple[Breach, ...]
    kept: Mapping[str, tuple[int, ...]]
    released: tuple[str, ...]
    events: tuple[str, ...]
