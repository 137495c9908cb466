"""What the fold keeps of a game: seats, turns and agreements, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from wargame import referee
from wargame.events import Event, Message, Offer, Order
from wargame.events.payloads import (
    AgreementBroken,
    FallbackUsed,
    InjectReleased,
    ObservationAdded,
    OrderRefused,
    RulingAdjusted,
)

Status = Literal["thinking", "ready", "held"]
Phase = Literal["injects", "talk", "orders", "adjudication", "closed", "ended"]


class GameError(ValueError):
    """An event that cannot have happened in this game: its number in the transcript and why."""

    def __init__(self, seq: int, message: str) -> None:
        super().__init__(f"event {seq}: {message}")
        self.seq = seq
        self.message = message


@dataclass
class SeatStatus:
    """A seat at the table. `asked` counts answers asked of it, `fallbacks` those that the default stood in for."""

    persona: str
    persona_text: str
    player: str
    believes: str
    status: Status = "thinking"
    asked: int = 0
    fallbacks: int = 0
    tokens: int = 0


@dataclass(frozen=True)
class Said:
    """A message of a turn; an empty `message.to` means everyone."""

    seat: str
    exchange: int
    message: Message


@dataclass
class AgreementRecord:
    """An agreement from its offer on. `kept`: clause -> turn in which it was carried out; `broken`: turn and breach."""

    id: str
    offer: Offer
    offered_by: str
    offered_turn: int
    signed_by: list[str]
    signed_turn: int | None = None
    kept: dict[int, int] = field(default_factory=dict)
    broken: list[tuple[int, AgreementBroken]] = field(default_factory=list)

    @property
    def last_turn(self) -> int:
        """The last turn in which one of its clauses binds."""
        return max(clause.until for clause in self.offer.clauses)


@dataclass
class TurnRecord:
    """All that happened in a turn; `state` and `factors` once it is closed. Turn 0 is the start.

    `orders` are as given, `accepted` as the referee took them; `happened` names what its hazards did; `proposed` tells
    that a ruling was made.
    """

    turn: int
    injects: list[InjectReleased] = field(default_factory=list)
    draws: dict[str, float] = field(default_factory=dict)
    messages: list[Said] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    orders: dict[str, Order] = field(default_factory=dict)
    refusals: list[OrderRefused] = field(default_factory=list)
    breaches: list[AgreementBroken] = field(default_factory=list)
    accepted: dict[str, tuple[referee.OrderedMove, ...]] = field(default_factory=dict)
    kept: dict[str, tuple[int, ...]] = field(default_factory=dict)
    happened: tuple[str, ...] = ()
    proposed: bool = False
    fallbacks: list[FallbackUsed] = field(default_factory=list)
    adjustments: list[RulingAdjusted] = field(default_factory=list)
    observations: list[ObservationAdded] = field(default_factory=list)
    state: referee.State | None = None
    state_hash: str = ""
    factors: referee.Factors | None = None
    events: list[Event] = field(default_factory=list)
