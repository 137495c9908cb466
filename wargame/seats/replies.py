"""From a model's raw text to talk and orders: tolerant of how the JSON is wrapped, never of what it says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from wargame import referee
from wargame.events import Clause, Message, Offer, Order, OrderedMove, Talk
from wargame.events.sanitise import clean
from wargame.seats import answers
from wargame.seats.answers import Choices

Answer = TypeVar("Answer", bound=Order | Talk)
Parsed = Literal["schema", "tolerant", "no"]

LONGEST = 100_000
TRIES = 100
ID_LENGTH = 64
SHOWN = 60


@dataclass(frozen=True)
class Outcome(Generic[Answer]):
    """What became of a reply: the answer, or None and the problem; `parsed` says how far it kept to the schema."""

    answer: Answer | None
    parsed: Parsed
    problem: str = ""


class ReplyError(ValueError):
    """A reply that is no answer; the text says why, for the model to read."""


def read_order(raw: str, choices: Choices) -> Outcome[Order]:
    """An order, if it holds or at least one of its moves stands before the referee's rules; the others stay in it."""
    try:
        found, reader = _open(raw, answers.ORDER_KEYS)
        order = reader.order(found, choices)
    except ReplyError as problem:
        return Outcome(None, "no", str(problem))
    refused = _all_refused(order, choices)
    return Outcome(None if refused else order, reader.parsed, refused)


def read_talk(raw: str, choices: Choices, exchange: int) -> Outcome[Talk]:
    """A seat's part in an exchange of talk."""
    keys = answers.talk_keys(choices, exchange)
    try:
        found, reader = _open(raw, keys)
        return Outcome(reader.talk(found, keys, choices), reader.parsed)
    except ReplyError as problem:
        return Outcome(None, "no", str(problem))


def _all_refused(order: Order, choices: Choices) -> str:
    """Why nothing of the order stands; empty where something does, or where the seat holds."""
    view = choices.view
    ordered = [referee.OrderedMove(**move.model_dump()) for move in order.moves]
    accepted, refusals = referee.check(choices.pack, view.belief, view.seat, ordered, view.in_force, view.turn)
    if accepted or not ordered:
        return ""
    reasons = "; ".join(f"move {refusal.move_index + 1}: {refusal.reason}" for refusal in refusals)
    return f"none of the moves can be ordered ({reasons})"


def _open(raw: str, keys: Sequence[str]) -> tuple[dict[str, Any], _Reader]:
    """The JSON object of a reply, fences and prose around it left aside. Raises ReplyError."""
    text = raw.strip()
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return _search(text, keys), _Reader(exact=False)
    if not isinstance(whole, dict):
        raise ReplyError("it is JSON, but no object")
    return whole, _Reader(exact=True)


def _search(text: str, keys: Sequence[str]) -> dict[str, Any]:
    if not text:
        raise ReplyError("it is empty")
    decoder, at = json.JSONDecoder(), -1
    for _ in range(TRIES):
        at = text.find("{", at + 1, LONGEST)
        if at < 0:
            break
        try:
            found = decoder.raw_decode(text, at)[0]
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and any(key in found for key in keys):
            return found
    raise ReplyError("it holds no JSON object with the keys " + ", ".join(keys))


class _Reader:
    """Reads values of a decoded object; `exact` turns false with each departure from the schema that does no harm."""

    def __init__(self, exact: bool) -> None:
        self.exact = exact

    @property
    def parsed(self) -> Parsed:
        return "schema" if self.exact else "tolerant"

    def order(self, found: dict[str, Any], choices: Choices) -> Order:
        self.keys(found, answers.ORDER_KEYS)
        return Order(
            moves=tuple(self.move(item, choices) for item in self.items(found, "moves", choices.pack.moves_per_turn)),
            intent=self.text(found, "intent", answers.LINE_LENGTH),
            statement=self.text(found, "statement", answers.LINE_LENGTH),
            memo=self.text(found, "memo", answers.MEMO_LENGTH),
        )

    def move(self, item: Any, choices: Choices) -> OrderedMove:
        record = self.record(item, ("move", "intensity"), "a move")
        named = self.name(record, "move")
        intensity = self.whole(record, "intensity", 1, answers.HIGHEST_INTENSITY)
        legal = choices.moves.get(named)
        if legal is not None:
            return OrderedMove(move=legal.move, target=legal.target, industry=legal.industry, intensity=intensity)
        # Not on the list: the referee says why, and the record shows the attempt.
        move, _, argument = named.partition(">")
        entry = choices.pack.moves.get(move)
        place = "industry" if entry is not None and entry.target == "industry" else "target"
        return OrderedMove(move=clean(move, ID_LENGTH), intensity=intensity, **{place: clean(argument, ID_LENGTH)})

    def talk(self, found: dict[str, Any], keys: Sequence[str], choices: Choices) -> Talk:
        self.keys(found, keys)
        messages = self.items(found, "messages", answers.MESSAGES)
        offers = self.items(found, "offers", answers.OFFERS) if "offers" in keys else []
        signs = self.items(found, "signs", len(choices.signable)) if "signs" in keys else []
        said = (self.message(item, choices) for item in messages)
        return Talk(
            messages=tuple(message for message in said if message.text),
            offers=tuple(self.offer(item, choices) for item in offers),
            signs=self.members(signs, [pact.id for pact in choices.signable], "signs"),
        )

    def message(self, item: Any, choices: Choices) -> Message:
        record = self.record(item, ("to", "text"), "a message")
        to = self.member(record, "to", (answers.EVERYONE, *choices.others))
        text = self.text(record, "text", answers.MESSAGE_LENGTH)
        return Message(to=() if to == answers.EVERYONE else (to,), text=text)

    def offer(self, item: Any, choices: Choices) -> Offer:
        record = self.record(item, ("with", "clauses", "public", "text"), "an offer")
        named = self.members(self.items(record, "with", answers.WITH), choices.others, "with")
        clauses = tuple(self.clause(one, choices) for one in self.items(record, "clauses", answers.CLAUSES))
        # Everybody who is named has to sign.
        parties = tuple(dict.fromkeys((choices.view.seat, *named, *(clause.seat for clause in clauses))))
        if len(parties) < 2 or not clauses:
            raise ReplyError("an offer needs another seat and at least one clause")
        public = record.get("public")
        if not isinstance(public, bool):
            raise ReplyError("public must be true or false")
        return Offer(
            parties=parties, clauses=clauses, public=public, text=self.text(record, "text", answers.LINE_LENGTH)
        )

    def clause(self, item: Any, choices: Choices) -> Clause:
        record = self.record(item, ("kind", "promise", "until"), "a clause")
        promise = choices.promises[self.member(record, "promise", choices.promises)]
        until = self.whole(record, "until", choices.view.turn, choices.last_turn)
        kind: Literal["do", "refrain"] = "do" if self.member(record, "kind", answers.KINDS) == "do" else "refrain"
        return Clause(seat=promise.seat, kind=kind, move=promise.move, target=promise.target, until=until)

    def keys(self, found: dict[str, Any], keys: Sequence[str]) -> None:
        if not any(key in found for key in keys):
            raise ReplyError("it has none of the keys " + ", ".join(keys))
        self.exact = self.exact and found.keys() == set(keys)

    def record(self, item: Any, keys: Sequence[str], what: str) -> dict[str, Any]:
        if not isinstance(item, dict):
            raise ReplyError(f"{what} must be an object with the keys {', '.join(keys)}")
        self.keys(item, keys)
        return item

    def items(self, found: dict[str, Any], key: str, most: int) -> list[Any]:
        value = found.get(key, [])
        if not isinstance(value, list):
            raise ReplyError(f"{key} must be a list")
        if len(value) > most:
            raise ReplyError(f"{key} may hold at most {most}, not {len(value)}")
        return value

    def text(self, found: dict[str, Any], key: str, length: int) -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            raise ReplyError(f"{key} must be text")
        self.exact = self.exact and len(value) <= length
        return clean(value, length)

    def name(self, found: dict[str, Any], key: str) -> str:
        value = found.get(key)
        if not isinstance(value, str) or not value:
            raise ReplyError(f"{key} must be an id from the list")
        return value

    def member(self, found: dict[str, Any], key: str, known: Sequence[str] | dict[str, Any]) -> str:
        value = self.name(found, key)
        if value not in known:
            raise ReplyError(f"{key} is {clean(value, SHOWN)!r}, which is not on the list")
        return value

    def members(self, values: list[Any], known: Sequence[str], what: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.member({what: value}, what, known) for value in values))

    def whole(self, found: dict[str, Any], key: str, low: int, high: int) -> int:
        value = found.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ReplyError(f"{key} must be a whole number from {low} to {high}")
        return value
