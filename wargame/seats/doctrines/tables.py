"""What a doctrine file says: rules that turn what a seat sees into moves, messages, offers and signatures."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf
from ruamel.yaml import YAML

from wargame.seats.doctrines.expression import Expression

COMMON = "common"


def _expression(text: object) -> Expression:
    expression = Expression(str(text))
    expression.names()
    return expression


Formula = Annotated[InstanceOf[Expression], BeforeValidator(_expression)]
"""Written as text or number; read as an Expression."""
Texts = Annotated[list[str], Field(min_length=1)]
"""The same thing said in different words, used in turn; `{fact:format}` puts a figure in."""
ALWAYS, NEVER, ONE = Expression("True"), Expression("False"), Expression("1")


class Rule(BaseModel):
    """Base of all rules: `when` it applies, with what `weight`, how many turns it must `rest` after use."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    when: Formula = ALWAYS
    weight: Formula = ONE
    rest: int = Field(default=0, ge=0)


class Choice(BaseModel):
    """One of several ids: the one with the highest value of `by`, in which `it` is the id."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    of: list[str]
    by: Formula


class OrderRule(Rule):
    """A move worth ordering: with `intensity`, up to `most` if points are left; with `breaks` even against a promise.

    Intent is for the record, statement for everyone.
    """

    move: str
    target: str | Choice = ""
    industry: str | Choice = ""
    intensity: Formula = ONE
    most: int = Field(default=2, ge=1, le=3)
    breaks: bool = False
    intent: Texts
    statement: list[str] = Field(default_factory=list)


class MessageRule(Rule):
    """Something worth saying to the seats `to`, or to everyone."""

    to: list[str] = Field(default_factory=list)
    text: Texts


class Promise(BaseModel):
    """A clause of an offer; `seat` is an id or `me`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    seat: str
    kind: Literal["do", "refrain"]
    move: str
    target: str = ""


class OfferRule(Rule):
    """An agreement worth proposing to the seats `to`, for so many turns; `message` goes with it."""

    to: Annotated[list[str], Field(min_length=1)]
    clauses: Annotated[list[Promise], Field(min_length=1)]
    turns: int = Field(ge=1)
    public: bool = True
    text: Texts
    message: Texts


class WorthRule(BaseModel):
    """What a clause is worth to the seat; `seat` is `me`, an id or `any`, `move` an id or `any`.

    `why` explains it; `why_not`, if given, where the worth is negative.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    seat: str = "any"
    kind: Literal["do", "refrain", "any"] = "any"
    move: str = "any"
    worth: Formula
    why: str
    why_not: str = ""


class Doctrine(BaseModel):
    """The rules of one persona; `facts` are named expressions that rules and texts may use.

    `thrifty`: leave points unspent that no rule asks for. `forgives`: keep an agreement that another party has broken.
    `remarks`: what to state where no rule has anything new to say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    facts: dict[str, Formula] = Field(default_factory=dict)
    orders: list[OrderRule] = Field(default_factory=list)
    messages: list[MessageRule] = Field(default_factory=list)
    offers: list[OfferRule] = Field(default_factory=list)
    worth: list[WorthRule] = Field(default_factory=list)
    thrifty: Formula = NEVER
    forgives: bool = False
    promised: Texts = Field(default=["As agreed: {move}."])
    signs: Texts = Field(default=["We sign {agreement}: {why}."])
    declines: Texts = Field(default=["We do not sign {agreement}: {why}."])
    remarks: list[str] = Field(default_factory=list)
    holds: Texts = Field(default=["We hold this turn."])
    memo: Texts = Field(default=["Ordered: {moves}."])


@cache
def names() -> tuple[str, ...]:
    """Ids of the doctrines that come as tables."""
    files = (resources.files(__package__) / "data").iterdir()
    return tuple(
        sorted(file.name[:-5] for file in files if file.name.endswith(".yaml") and file.name != f"{COMMON}.yaml")
    )


@cache
def doctrine(name: str) -> Doctrine:
    """The doctrine of a name, with the facts that all doctrines share."""
    common, own = _data(COMMON), _data(name)
    own["facts"] = {**common.get("facts", {}), **own.get("facts", {})}
    return Doctrine.model_validate(own)


def _data(name: str) -> dict[str, dict[str, str]]:
    text = (resources.files(__package__) / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = YAML(typ="safe", pure=True).load(text)
    return loaded
