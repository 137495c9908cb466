"""An order that a person wrote into a file, checked by its types and then by the rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from wargame import referee
from wargame.events import Order
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.events.sanitise import clean
from wargame.scenario.document import Document, read
from wargame.scenario.problems import Finding, Problem, ScenarioError, one_of
from wargame.scenario.shapes import shape_findings
from wargame.views import Game
from wargame.views.taking import as_moves


class OrderFileError(Exception):
    """An order file that cannot be used; `problems` holds every fault with file, line and key."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def read_order(path: Path, game: Game, seat: str, turn: int) -> Order:
    """The order of a YAML or JSON file, legal for a seat in a turn of a game that has come to its orders.

    Raises OrderFileError with every fault.
    """
    try:
        document = read(path)
    except ScenarioError as error:
        raise OrderFileError(list(error.problems)) from None
    order, findings = _typed(document)
    if order is not None:
        findings = list(_objections(order, game, seat, turn))
    problems = [*document.problems, *(_problem(document, finding) for finding in findings)]
    if order is None or problems:
        raise OrderFileError(sorted(problems, key=lambda problem: problem.line))
    return _clean(order)


def _typed(document: Document) -> tuple[Order | None, list[Finding]]:
    """The order, or what is wrong with the shape of the file."""
    try:
        # Strict, and a list is no tuple except in JSON.
        return Order.model_validate_json(json.dumps(document.data, default=str), strict=True), []
    except ValidationError as error:
        return None, [_readable(finding) for finding in shape_findings(error, Order)]


def _readable(finding: Finding) -> Finding:
    return finding if finding.path else Finding((), finding.found, f"a mapping of {', '.join(Order.model_fields)}")


def _objections(order: Order, game: Game, seat: str, turn: int) -> Iterator[Finding]:
    who, catalogue = game.pack.seat(seat), game.pack.moves
    own = [move.id for move in catalogue.values() if seat in move.who]
    moves, in_force = as_moves(order.moves), game.agreements_in_force(turn)
    _, refusals = referee.check(game.pack, game.state(turn - 1), seat, moves, in_force, turn)
    for refusal in refusals:
        move = order.moves[refusal.move_index].move
        if move in own:
            allowed = f"moves that stand together: at most {game.pack.moves_per_turn} within {who.budget} points"
            yield Finding(("moves", refusal.move_index), refusal.reason, allowed)
        else:
            found = f"{move}, which is not open to {seat}" if move in catalogue else f"no move {move!r}"
            yield Finding(("moves", refusal.move_index, "move"), found, one_of(move, own))


def _problem(document: Document, finding: Finding) -> Problem:
    return Problem(str(document.file), document.line(finding.path), finding.key, finding.found, finding.allowed)


def _clean(order: Order) -> Order:
    said = {"intent": clean(order.intent, MAX_LINE), "statement": clean(order.statement, MAX_LINE)}
    return order.model_copy(update={**said, "memo": clean(order.memo, MAX_TEXT)})
