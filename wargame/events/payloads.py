"""One small type per kind of event: the payloads of the transcript."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from wargame.events.orders import Clause, Message, Offer, Order, OrderedMove

Phase = Literal["talk", "order"]


class Payload(BaseModel):
    """Base of all payloads; `kind` names it in the envelope."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]


class SeatSetup(Payload):
    """Who sits in a seat: persona (id and whole text), player (`PLAYER` of the command line), the thesis it believes.

    An empty `believes` stands for the neutral thesis.
    """

    kind: ClassVar[str] = ""
    persona: str
    persona_text: str
    player: str
    believes: str = ""


class ForkedFrom(Payload):
    """Which record a fork branched off from: the hash of its last event, and of the last one `before` turn `turn`."""

    kind: ClassVar[str] = ""
    record: str
    before: str
    turn: int = Field(ge=1)


class GameStarted(Payload):
    """The first event: everything that the game rests on, so that the transcript needs nothing installed but
    the program.
    """

    kind: ClassVar[str] = "game_started"
    format: Literal["wargame-transcript"] = "wargame-transcript"
    version: int = 1
    versions: dict[str, str]
    scenario: str
    pack: dict[str, Any]
    thesis: str
    thesis_hidden: bool = False
    parameters: dict[str, float]
    seats: dict[str, SeatSetup]
    turns: int = Field(ge=1)
    seed: int = Field(ge=0)
    state: dict[str, Any]
    state_hash: str
    forked: ForkedFrom | None = None


class ChanceDrawn(Payload):
    """The turn's uniform draws, by hazard id."""

    kind: ClassVar[str] = "chance_drawn"
    draws: dict[str, float]


class InjectReleased(Payload):
    """News takes effect; `by` says why: scheduled, drawn, triggered or facilitator."""

    kind: ClassVar[str] = "inject_released"
    inject: str
    name: str
    text: str
    by: Literal["scheduled", "drawn", "triggered", "facilitator"]


class BriefGiven(Payload):
    """A seat was shown its view; `digest` is SHA-256 of the view it got."""

    kind: ClassVar[str] = "brief_given"
    seat: str
    digest: str


class MessageSent(Payload):
    """A seat spoke; an empty `to` means everyone."""

    kind: ClassVar[str] = "message_sent"
    seat: str
    exchange: int
    message: Message


class AgreementOffered(Payload):
    """A seat proposed an agreement and signed it by doing so. `agreement` is its id within the game."""

    kind: ClassVar[str] = "agreement_offered"
    seat: str
    agreement: str
    offer: Offer


class AgreementSigned(Payload):
    """A party signed; `in_force` is true with the last signature."""

    kind: ClassVar[str] = "agreement_signed"
    seat: str
    agreement: str
    in_force: bool


class AgreementBroken(Payload):
    """A party broke a clause in force."""

    kind: ClassVar[str] = "agreement_broken"
    seat: str
    agreement: str
    clause: int
    promise: Clause


class RequestKey(Payload):
    """The key of a reply: phase, exchange (0 for orders), seat, attempt (from 1); the turn stands in the envelope."""

    kind: ClassVar[str] = ""
    phase: Phase
    exchange: int
    seat: str
    attempt: int


class RequestSent(RequestKey):
    """Written and synced before a model is asked."""

    kind: ClassVar[str] = "request_sent"
    endpoint: str
    model: str
    messages: tuple[dict[str, str], ...]
    settings: dict[str, Any]
    prompt_hash: str


class RequestAbandoned(RequestKey):
    """A request that was open when the program was killed; its cost is unknown."""

    kind: ClassVar[str] = "request_abandoned"


class ReplyReceived(RequestKey):
    """A model's reply, written and synced before anything acts on it; `problem` says why it was not accepted, if so."""

    kind: ClassVar[str] = "reply_received"
    raw: str
    finish: str
    settings: dict[str, Any]
    usage: dict[str, int]
    latency_ms: float
    parsed: Literal["schema", "tolerant", "no"]
    problem: str = ""


class OrderGiven(Payload):
    """A seat's order as given; `by` is the player that gave it."""

    kind: ClassVar[str] = "order_given"
    seat: str
    order: Order
    by: str


class OrderRefused(Payload):
    """A part of an order that does not stand."""

    kind: ClassVar[str] = "order_refused"
    seat: str
    move_index: int
    move: OrderedMove
    reason: str


class FallbackUsed(Payload):
    """A seat gave no valid answer in time; the stated default (hold, say nothing) stands in."""

    kind: ClassVar[str] = "fallback_used"
    seat: str
    phase: Phase
    exchange: int
    reason: str
    default: str


class SeatChanged(Payload):
    """A seat went to another player."""

    kind: ClassVar[str] = "seat_changed"
    seat: str
    player: str
    reason: str


class ObservationAdded(Payload):
    """A note by the facilitator or an observer."""

    kind: ClassVar[str] = "observation_added"
    by: str
    text: str


class RulingProposed(Payload):
    """The referee's adjudication before release; proposed anew after an adjustment, the last one stands.

    What was accepted, what the referee's hazards did, and which `do` clauses of which agreement were carried
    out (`kept`).
    """

    kind: ClassVar[str] = "ruling_proposed"
    accepted: dict[str, tuple[OrderedMove, ...]]
    events: tuple[str, ...]
    kept: dict[str, tuple[int, ...]] = {}


class RulingAdjusted(Payload):
    """A facilitator's change to the inputs of the ruling."""

    kind: ClassVar[str] = "ruling_adjusted"
    by: str
    reason: str
    adjustment: dict[str, Any]


class RulingReleased(Payload):
    """The four factor arrays as nested lists: value [industry][market], scarcity [layer][industry][market],
    share and margin
    [holder][layer][industry][market]."""

    kind: ClassVar[str] = "ruling_released"
    value: list[Any]
    scarcity: list[Any]
    share: list[Any]
    margin: list[Any]


class TurnClosed(Payload):
    """The whole state after the turn (named arrays, commitments, seed), its hash and each seat's boards."""

    kind: ClassVar[str] = "turn_closed"
    state: dict[str, Any]
    state_hash: str


class GameEnded(Payload):
    """The game is over: `reason` is `completed`, `ended by facilitator` or the like; scores by seat and board."""

    kind: ClassVar[str] = "game_ended"
    reason: str
    final_hash: str
    scores: dict[str, dict[str, float]]
    first: str


class Unknown(Payload):
    """A kind of the same version that this program does not know: shown, never acted on."""

    model_config = ConfigDict(frozen=True, extra="allow")
    kind: ClassVar[str] = "unknown"


PAYLOADS: dict[str, type[Payload]] = {
    payload.kind: payload
    for payload in (
        GameStarted, ChanceDrawn, InjectReleased, BriefGiven, MessageSent, AgreementOffered, AgreementSigned,
        AgreementBroken, RequestSent, RequestAbandoned, ReplyReceived, OrderGiven, OrderRefused, FallbackUsed,
        SeatChanged, ObservationAdded, RulingProposed, RulingAdjusted, RulingReleased, TurnClosed, GameEnded,
    )
}  # fmt: skip
