"""What a seat may say and do in a turn: talk, agreements and orders, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_TEXT = 2000
MAX_LINE = 400


class Value(BaseModel):
    """A frozen record that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OrderedMove(Value):
    """One move of an order with its arguments; `target` and `industry` are ids, or empty where the move takes none."""

    move: str = Field(max_length=64)
    target: str = Field("", max_length=64)
    industry: str = Field("", max_length=64)
    intensity: int = Field(1, ge=1, le=3)


class Order(Value):
    """A seat's moves in a turn. `intent` is for the record, `statement` for everyone, `memo` for the seat's
    own next turn.
    """

    moves: tuple[OrderedMove, ...] = ()
    intent: str = Field("", max_length=MAX_LINE)
    statement: str = Field("", max_length=MAX_LINE)
    memo: str = Field("", max_length=MAX_TEXT)


class Clause(Value):
    """One promise: `seat` will `do` or `refrain` from `move` (against `target`, if named) through turn `until`."""

    seat: str
    kind: Literal["do", "refrain"]
    move: str
    target: str = ""
    until: int = Field(ge=1)


class Offer(Value):
    """An agreement that a seat proposes to the other parties; in force once all have signed."""

    parties: tuple[str, ...] = Field(min_length=2)
    clauses: tuple[Clause, ...] = Field(min_length=1)
    public: bool = True
    text: str = Field("", max_length=MAX_LINE)


class Message(Value):
    """What a seat says: `to` lists seats, or is empty for everyone."""

    to: tuple[str, ...] = ()
    text: str = Field(max_length=MAX_TEXT)


class Talk(Value):
    """A seat's part in one exchange: messages, offers (first exchange), ids of the agreements it signs (second)."""

    messages: tuple[Message, ...] = ()
    offers: tuple[Offer, ...] = ()
    signs: tuple[str, ...] = ()
