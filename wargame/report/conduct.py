"""How the session was run: adjustments, fallbacks with their denominators, refusals, hands, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wargame.events.payloads import SeatChanged, Unknown
from wargame.report.words import Names, amount, said
from wargame.views import Game


@dataclass(frozen=True)
class Note:
    """Something that was done or written in a turn: who, what and why (may be empty)."""

    turn: int
    who: str
    what: str
    why: str = ""


@dataclass(frozen=True)
class Answers:
    """How a seat answered: answers asked of it, defaults that stood in, moves ordered, moves refused."""

    seat: str
    player: str
    asked: int
    fallbacks: int
    moves: int
    refused: int


@dataclass(frozen=True)
class Conduct:
    """The session as it was run; `unknown` counts events of kinds this program does not know."""

    answers: tuple[Answers, ...]
    fallbacks: tuple[Note, ...]
    adjustments: tuple[Note, ...]
    changes: tuple[Note, ...]
    observations: tuple[Note, ...]
    unknown: int

    @property
    def asked(self) -> int:
        """Answers asked of all seats."""
        return sum(line.asked for line in self.answers)

    @property
    def moves(self) -> int:
        """Moves ordered by all seats."""
        return sum(line.moves for line in self.answers)

    @property
    def refused(self) -> int:
        """Moves refused."""
        return sum(line.refused for line in self.answers)


def conduct(game: Game, names: Names) -> Conduct:
    """How the session was run."""
    events = [event for record in game.history for event in record.events]
    return Conduct(
        answers=tuple(_answers(game, names)),
        fallbacks=tuple(_fallbacks(game, names)),
        adjustments=tuple(_adjustments(game, names)),
        changes=tuple(
            Note(event.turn, names.thing(event.data.seat), said(event.data.player), said(event.data.reason))
            for event in events
            if isinstance(event.data, SeatChanged)
        ),
        observations=tuple(
            Note(record.turn, said(note.by), said(note.text)) for record in game.history for note in record.observations
        ),
        unknown=sum(isinstance(event.data, Unknown) for event in events),
    )


def _answers(game: Game, names: Names) -> Iterator[Answers]:
    for seat, status in game.seats.items():
        moves = sum(len(record.orders[seat].moves) for record in game.history if seat in record.orders)
        refused = sum(refusal.seat == seat for record in game.history for refusal in record.refusals)
        yield Answers(names.thing(seat), said(status.player), status.asked, status.fallbacks, moves, refused)


def _fallbacks(game: Game, names: Names) -> Iterator[Note]:
    for record in game.history:
        for fallback in record.fallbacks:
            phase = "order" if fallback.phase == "order" else f"talk, exchange {fallback.exchange}"
            what = f"{said(fallback.default)} ({phase})"
            yield Note(record.turn, names.thing(fallback.seat), what, said(fallback.reason))


def _adjustments(game: Game, names: Names) -> Iterator[Note]:
    for record in game.history:
        for adjusted in record.adjustments:
            what = _adjustment(game, names, record.turn, adjusted.adjustment)
            yield Note(record.turn, said(adjusted.by), what, said(adjusted.reason))


def _adjustment(game: Game, names: Names, turn: int, made: dict[str, Any]) -> str:
    if made.get("kind") == "shift":
        places = [names.thing(str(place)) for place in made.get("at", {}).values()]
        where = f" ({', '.join(places)})" if places else ""
        variable = said(str(made.get("variable", ""))).replace("_", " ")
        return f"Shifted {variable}{where} by {amount(float(made.get('amount', 0)), 3)}"
    seat = str(made.get("seat", ""))
    moves, index = game.history[turn].accepted.get(seat, ()), int(made.get("move_index", 0))
    move = names.move(moves[index]) if 0 <= index < len(moves) else f"move {index + 1}"
    if made.get("kind") == "strike":
        return f"Struck “{move}” from the order of {names.thing(seat)}"
    lever = said(str(made.get("lever", ""))).replace("_", " ")
    return f"Scaled {lever} of “{move}” by {names.thing(seat)} to {amount(float(made.get('factor', 1)), 2)} of its size"
