"""From what the referee rules to what the record holds: the way back of `taking`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

import wargame
from wargame import referee
from wargame.events import OrderedMove, Payload
from wargame.events.canonical import digest
from wargame.events.payloads import (
    AgreementBroken,
    InjectReleased,
    OrderRefused,
    RulingProposed,
    RulingReleased,
    TurnClosed,
)
from wargame.views.game import Game


def state_document(state: referee.State, seed: int) -> dict[str, object]:
    """The state as the transcript holds it and `state_hash` is taken of: named arrays, commitments and the seed."""
    return {**referee.state_to_json(state), "seed": seed}


def versions() -> dict[str, str]:
    """What rules and records here."""
    return {"wargame": wargame.__version__, "referee": referee.__version__, "numpy": np.__version__}


def news(game: Game, due: Mapping[str, str]) -> Iterator[Payload]:
    """What is recorded of injects that are due, by id with who or what released them."""
    by_id = {inject.id: inject for inject in game.pack.injects}
    for inject, by in due.items():
        told = {"inject": inject, "name": by_id[inject].name, "text": by_id[inject].text, "by": by}
        yield InjectReleased.model_validate(told)


def proposal(game: Game, turn: int, outcome: referee.Adjudication) -> Iterator[Payload]:
    """What is recorded of a ruling before its release: refusals, breaches, what was accepted."""
    orders = game.inputs(turn).orders
    for refusal in outcome.refusals:
        move = _recorded(orders[refusal.seat][refusal.move_index])
        yield OrderRefused(**vars(refusal), move=move)
    for breach in outcome.breaches:
        promise = game.agreement(breach.agreement).offer.clauses[breach.clause]
        yield AgreementBroken(**vars(breach), promise=promise)
    accepted = {seat: tuple(map(_recorded, moves)) for seat, moves in outcome.accepted.items()}
    yield RulingProposed(accepted=accepted, events=outcome.events, kept=dict(outcome.kept))


def release(game: Game, outcome: referee.Adjudication) -> Iterator[Payload]:
    """What is recorded of a ruling at its release: the four factors, then the state that closes the turn."""
    yield RulingReleased(**{name: array.tolist() for name, array in vars(outcome.factors).items()})
    state = state_document(outcome.state, game.seed)
    yield TurnClosed(state=state, state_hash=digest(state))


def _recorded(move: referee.OrderedMove) -> OrderedMove:
    return OrderedMove(**vars(move))
