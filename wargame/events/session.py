"""What a front end may know of a game: a stream of events, the commands a person may give, and questions about why."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wargame.events.orders import Order, Talk
from wargame.events.payloads import Payload, Phase


@dataclass(frozen=True)
class Event:
    """One line of the transcript with its payload parsed; `kind` is the envelope's, also for an unknown payload."""

    seq: int
    at: str
    turn: int
    kind: str
    data: Payload
    prev: str
    hash: str


@dataclass(frozen=True)
class Pause:
    """Hold the game before its next turn."""


@dataclass(frozen=True)
class Play:
    """Carry on by itself."""


@dataclass(frozen=True)
class Step:
    """Play one more turn, then hold."""


@dataclass(frozen=True)
class Stop:
    """End the session; what is recorded stays and can be resumed."""


@dataclass(frozen=True)
class ExtendClock:
    """Give everyone who is being asked now `seconds` more to answer."""

    seconds: float


@dataclass(frozen=True)
class HoldClock:
    """Stop the clock of those who are being asked now, or let it run again."""

    held: bool = True


@dataclass(frozen=True)
class ReleaseInject:
    """Release an inject of the scenario by its id; it takes effect in the turn in play."""

    inject: str


@dataclass(frozen=True)
class TypeInject:
    """Tell everyone news that the scenario does not have; it changes nothing but what players know."""

    name: str
    text: str


@dataclass(frozen=True)
class ProxyOrder:
    """Enter a seat's order for it."""

    seat: str
    order: Order
    reason: str


@dataclass(frozen=True)
class ChangePlayer:
    """Hand a seat to another player (`PLAYER` of the command line) before the next turn."""

    seat: str
    player: str
    reason: str


@dataclass(frozen=True)
class Adjust:
    """Change an input of the proposed ruling: `adjustment` as in `ruling_adjusted`. The referee recomputes.

    {"kind": "strike", "seat", "move_index"}, {"kind": "scale", "seat", "move_index", "lever", "factor"} or
    {"kind": "shift", "variable", "at": {axis: id}, "amount"}.
    """

    adjustment: dict[str, Any]
    reason: str
    by: str = "facilitator"


@dataclass(frozen=True)
class AcceptRuling:
    """Let the proposed ruling stand and release it."""


@dataclass(frozen=True)
class EndGame:
    """End the game for good after what is closed; unlike Stop it cannot be resumed."""

    reason: str


@dataclass(frozen=True)
class AddNote:
    """Put a note of the facilitator or an observer on the record."""

    by: str
    text: str


Command = (
    Pause
    | Play
    | Step
    | Stop
    | ExtendClock
    | HoldClock
    | ReleaseInject
    | TypeInject
    | ProxyOrder
    | ChangePlayer
    | Adjust
    | AcceptRuling
    | EndGame
    | AddNote
)


class CommandRefused(Exception):  # noqa: N818 - an answer to the person who commands, not a fault of the program
    """A command or answer that cannot be carried out; the text says why. Nothing was recorded."""


@dataclass(frozen=True)
class Option:
    """One legal move with its arguments: `id` unique within the ask, `cost` in points at intensity 1, `layer` an id of
    the scenario or empty.
    """

    id: str
    move: str
    target: str
    industry: str
    cost: int
    name: str
    text: str
    layer: str


@dataclass(frozen=True)
class HumanAsk:
    """Something that waits for a person: `view` is the seat's views.SeatView, `draft` what was typed before, if
    anything, `exchange` 1 or 2 for talk and 0 for orders. `options` is empty for talk.
    """

    id: str
    seat: str
    phase: Phase
    exchange: int
    view: Any
    deadline_seconds: float
    draft: Talk | Order | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class WhyQuestion:
    """What moved a rent in a turn: of which seat, bloc or holder ("" for the world), in which layer ("" for all)."""

    turn: int
    seat: str
    layer: str = ""


@dataclass(frozen=True)
class Firing:
    """A rule that fired in the turn: ids, what it did in words, its equation, inputs, parameters with value,
    range and source.
    """

    rule: str
    mechanism: str
    text: str
    equation: str
    inputs: dict[str, float]
    outputs: dict[str, float]
    parameters: tuple[dict[str, Any], ...]
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """The answer, in USD bn a year: `effects` and `causes` each add up to `total`, the change of the rent in
    that turn.
    """

    turn: int
    seat: str
    layer: str
    rent: float
    total: float
    effects: dict[str, float]
    causes: dict[str, float]
    mechanisms: tuple[Firing, ...]


class Session(Protocol):
    """A game as a front end sees it: live or replayed."""

    @property
    def live(self) -> bool:
        """True where events still come into being; False for a replay."""
        ...

    def events(self) -> AsyncIterator[Event]:
        """Every event from the first; ends after the last one."""
        ...

    async def command(self, command: Command) -> None:
        """Give a command. Raises CommandRefused with the reason where it cannot be carried out; nothing is lost then.

        A replay ignores what sets the pace and refuses the rest.
        """
        ...

    def asks(self) -> AsyncIterator[HumanAsk]:
        """What waits for a person at this screen, as it comes up; ends with the game."""
        ...

    def waiting(self, ask_id: str) -> bool:
        """True while the ask waits: neither answered, nor timed out, nor ordered for by the facilitator."""
        ...

    def time_left(self, ask_id: str) -> float:
        """Seconds left for an ask, as extended; 0 for one that does not wait any more."""
        ...

    async def draft(self, ask_id: str, answer: Talk | Order) -> None:
        """Keep an unfinished answer beside the transcript, so that it survives a kill."""
        ...

    async def answer(self, ask_id: str, answer: Talk | Order) -> None:
        """Submit an answer. Raises CommandRefused with the reasons where a part cannot stand: the draft stays."""
        ...

    async def preview(self, ask_id: str, order: Order) -> dict[str, float]:
        """What the seat may expect of an order if all others hold, on the world it believes in.

        `goal` against holding, `rent` of its holder (for a state: its bloc) after the turn in USD bn a year, and
        `hold_rent`, the same if it holds too. Raises CommandRefused for an order with illegal parts.
        """
        ...

    async def ruling_preview(self, adjustments: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
        """Rents by seat, USD bn a year: {"before": {seat: rent}, "proposed": ..., "adjusted": ...}.

        Of the last turn, of the ruling under review as it stands, and with `adjustments` on top. Raises CommandRefused
        for one that is out of bounds, and outside of a review.
        """
        ...

    async def why(self, question: WhyQuestion) -> Why:
        """Explain a rent shift; computed in a worker thread. Raises ValueError for an unknown turn, seat or layer."""
        ...
