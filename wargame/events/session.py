"""What a front end may know of a game: a stream of events, the commands a person may give, and questions about why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Protocol

from wargame.events.payloads import Payload


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


Command = Pause | Play | Step | Stop


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
        """Give a command; a replay ignores what only a live game can do."""
        ...

    async def why(self, question: WhyQuestion) -> Why:
        """Explain a rent shift; computed in a worker thread. Raises ValueError for an unknown turn, seat or layer."""
        ...
