"""What a model may answer: JSON Schemas of what is legal for the seat now; flat, closed, every string bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from wargame import moves, referee
from wargame.views import Pact, SeatView

Schema = dict[str, Any]

EVERYONE = "everyone"
MESSAGES, OFFERS, WITH, CLAUSES = 2, 1, 3, 3
MESSAGE_LENGTH, LINE_LENGTH, MEMO_LENGTH = 500, 300, 600
HIGHEST_INTENSITY = 3
ORDER_KEYS = ("moves", "intent", "statement", "memo")
KINDS = ("do", "refrain")


@dataclass(frozen=True)
class Promise:
    """A thing that a seat may promise to do or not to do; `target` is empty where the move takes none."""

    seat: str
    move: str
    target: str

    @property
    def id(self) -> str:
        """`seat:move` or `seat:move>target`."""
        return f"{self.seat}:{move_id(self.move, self.target)}"


class Choices:
    """All that a seat may choose from in one view, by the ids that prompts and schemas use."""

    def __init__(self, view: SeatView) -> None:
        self.view = view
        self.pack = view.belief_pack
        self.others = tuple(seat.id for seat in self.pack.seats if seat.id != view.seat)
        self.last_turn = view.turns

    @cached_property
    def moves(self) -> dict[str, moves.LegalMove]:
        """Moves open to the seat now, by id."""
        view = self.view
        legal = moves.legal(self.pack, view.belief, view.seat, view.in_force, view.turn)
        return {move_id(move.move, move.target or move.industry): move for move in legal}

    @property
    def promises(self) -> dict[str, Promise]:
        """Everything that any seat may promise, by id."""
        if self.pack not in _PROMISES:
            _PROMISES[self.pack] = {promise.id: promise for promise in _promises(self.pack)}
        return _PROMISES[self.pack]

    @cached_property
    def signable(self) -> tuple[Pact, ...]:
        """Open offers that wait for this seat's signature."""
        mine = self.view.seat
        return tuple(pact for pact in self.view.offers if mine in pact.offer.parties and mine not in pact.signed_by)


_PROMISES: WeakKeyDictionary[referee.Pack, dict[str, Promise]] = WeakKeyDictionary()
"""A pack never changes, and its views share it."""


def _promises(pack: referee.Pack) -> Iterator[Promise]:
    for seat in pack.seats:
        for move in pack.moves.values():
            if seat.id in move.who:
                targets = () if move.target == "industry" else referee.targets(pack, seat, move)
                yield from (Promise(seat.id, move.id, target) for target in targets or ("",))


def move_id(move: str, argument: str) -> str:
    """A move with its target or industry as one id, such as `control_chips>china`."""
    return f"{move}>{argument}" if argument else move


def order_schema(choices: Choices) -> Schema:
    """The shape of an order."""
    move = _object({"move": _one_of(choices.moves), "intensity": _whole(1, HIGHEST_INTENSITY)})
    return _object(
        {
            "moves": _list(move, choices.pack.moves_per_turn if choices.moves else 0),
            "intent": _text(LINE_LENGTH),
            "statement": _text(LINE_LENGTH),
            "memo": _text(MEMO_LENGTH),
        }
    )


def talk_keys(choices: Choices, exchange: int) -> tuple[str, ...]:
    """What talk holds in an exchange."""
    if exchange == 1 and choices.others and choices.promises:
        return ("messages", "offers")
    return ("messages", "signs") if exchange == 2 and choices.signable else ("messages",)


def talk_schema(choices: Choices, exchange: int) -> Schema:
    """The shape of a part in an exchange of talk: offers in the first, in the second signatures if any can be given."""
    message = _object({"to": _one_of((EVERYONE, *choices.others)), "text": _text(MESSAGE_LENGTH)})
    keys = talk_keys(choices, exchange)
    shape = {"messages": _list(message, MESSAGES)}
    if "offers" in keys:
        clause = _object(
            {
                "kind": _one_of(KINDS),
                "promise": _one_of(choices.promises),
                "until": _whole(choices.view.turn, choices.last_turn),
            }
        )
        offer = _object(
            {
                "with": _list(_one_of(choices.others), WITH, least=1),
                "clauses": _list(clause, CLAUSES, least=1),
                "public": {"type": "boolean"},
                "text": _text(LINE_LENGTH),
            }
        )
        shape["offers"] = _list(offer, OFFERS)
    if "signs" in keys:
        shape["signs"] = _list(_one_of([pact.id for pact in choices.signable]), len(choices.signable))
    return _object(shape)


def _object(properties: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema, most: int, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def _one_of(ids: Iterable[str]) -> Schema:
    listed: Sequence[str] = list(ids)
    return {"type": "string", "enum": listed} if listed else {"type": "string", "maxLength": 1}


def _text(length: int) -> Schema:
    return {"type": "string", "maxLength": length}


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}
