"""From what the record says to what the referee takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from wargame import referee
from wargame.events import OrderedMove
from wargame.events.payloads import RulingAdjusted, RulingReleased
from wargame.views.records import AgreementRecord


def as_moves(moves: Iterable[OrderedMove]) -> tuple[referee.OrderedMove, ...]:
    """Moves of an order."""
    return tuple(referee.OrderedMove(move.move, move.target, move.industry, move.intensity) for move in moves)


def as_agreement(record: AgreementRecord, turn: int) -> referee.Agreement:
    """A signed agreement as it stands before the orders of `turn`."""
    clauses = record.offer.clauses
    return referee.Agreement(
        id=record.id,
        parties=record.offer.parties,
        clauses=tuple(referee.Clause(c.seat, c.kind, c.move, c.target, c.until) for c in clauses),
        public=record.offer.public,
        signed=turn if record.signed_turn is None else record.signed_turn,
        kept=tuple(sorted(clause for clause, when in record.kept.items() if when < turn)),
    )


def as_adjustment(payload: RulingAdjusted) -> referee.Adjustment:
    """A facilitator's adjustment. TypeError for an unknown part."""
    return referee.Adjustment(**{**payload.adjustment, "reason": payload.reason})


def as_state(pack: referee.Pack, data: dict[str, Any]) -> referee.State:
    """A recorded state, read-only because views share its arrays. ValueError or KeyError where it does not fit."""
    state = referee.state_from_json(pack, data)
    for array in state.world.values():
        array.flags.writeable = False
    return state


def as_factors(pack: referee.Pack, payload: RulingReleased) -> referee.Factors:
    """The four factor arrays. ValueError for another shape than the pack's."""
    axes = {axis: len(ids) for axis, ids in pack.axes.items()}
    markets = (axes["industry"], axes["market"])
    shapes: Mapping[str, tuple[int, ...]] = {
        "value": markets,
        "scarcity": (axes["layer"], *markets),
        "share": (axes["holder"], axes["layer"], *markets),
        "margin": (axes["holder"], axes["layer"], *markets),
    }
    arrays = {name: np.array(getattr(payload, name), dtype=np.float64) for name in shapes}
    for name, array in arrays.items():
        if array.shape != shapes[name]:
            raise ValueError(f"{name} has shape {array.shape}, expected {shapes[name]}")
    return referee.Factors(**arrays)
