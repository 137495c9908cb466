"""What one seat may know at one moment: the only thing that prompts, previews, doctrines and pages are made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wargame import referee
from wargame.events import Offer, Order
from wargame.referee.pack import Array


@dataclass(frozen=True)
class Heard:
    """A message that the seat may read: to everyone (empty `to`), to it among others, or its own."""

    turn: int
    exchange: int
    seat: str
    to: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class News:
    """An inject as everyone heard of it."""

    turn: int
    inject: str
    name: str
    text: str


@dataclass(frozen=True)
class Deed:
    """What everyone saw of a seat's order in a past turn: moves that stood, statement; `held` if it gave no answer."""

    turn: int
    seat: str
    moves: tuple[referee.OrderedMove, ...]
    statement: str
    held: bool


@dataclass(frozen=True)
class Refused:
    """A part of the seat's own order that did not stand."""

    turn: int
    move_index: int
    move: str
    reason: str


@dataclass(frozen=True)
class OwnOrder:
    """The seat's own order of a past turn with its intent and memo, and what was refused."""

    turn: int
    order: Order
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Pact:
    """An agreement or open offer that the seat may know of: public, or itself a party.

    `signed_turn` is None while signatures are missing; `broken` holds (turn, seat, clause) of every breach.
    """

    id: str
    offer: Offer
    offered_by: str
    offered_turn: int
    signed_by: tuple[str, ...]
    signed_turn: int | None
    kept: tuple[int, ...]
    broken: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True)
class Standing:
    """Public figures after a turn: rents [holder, layer] in USD bn a year, and each seat's boards."""

    turn: int
    label: str
    rents: Array
    boards: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, eq=False)
class SeatView:
    """A seat's knowledge in turn `turn`: the public record, what is its own, and a belief of the rest.

    `persona` is its brief as text, `memo` the last note it left itself, `budget` points per turn, `in_force` the
    agreements it knows of as the referee takes them. `belief` is a state for the referee: exact where the seat can
    know, fogged elsewhere; `belief_pack` is the pack under the thesis that the seat believes, whichever one is true.
    """

    seat: str
    name: str
    persona: str
    scenario: str
    summary: str
    common_brief: str
    turn: int
    turns: int
    label: str
    budget: int
    news: tuple[News, ...]
    inbox: tuple[Heard, ...]
    agreements: tuple[Pact, ...]
    offers: tuple[Pact, ...]
    in_force: tuple[referee.Agreement, ...]
    own: tuple[OwnOrder, ...]
    memo: str
    deeds: tuple[Deed, ...]
    standings: tuple[Standing, ...]
    believes: str
    belief: referee.State = field(repr=False)
    belief_pack: referee.Pack = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything in the view."""
        hashed = hashlib.sha256()
        hashed.update(json.dumps(self._plain(), sort_keys=True, default=vars).encode())
        for standing in self.standings:
            hashed.update(standing.rents.tobytes())
        for name in sorted(self.belief.world):
            hashed.update(self.belief.world[name].tobytes())
        return hashed.hexdigest()

    def _plain(self) -> dict[str, Any]:
        apart = {"standings", "belief", "belief_pack"}
        plain = {name: value for name, value in vars(self).items() if name in self.__dataclass_fields__.keys() - apart}
        plain["standings"] = [(standing.turn, standing.label, standing.boards) for standing in self.standings]
        plain["commitments"] = self.belief.commitments
        return plain
