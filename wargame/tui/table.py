"""What the table shows at one moment of a game: plain data that widgets draw, made from the fold by `shown`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Status = Literal["idle", "thinking", "ready", "held"]

COLUMN_OF_ROLE = {
    "energy": "energy",
    "chips": "compute",
    "cloud": "compute",
    "models": "models",
    "interface": "models",
    "edge": "execution",
    "execution": "execution",
    "network": "coordination",
    "parts": "coordination",
    "control": "coordination",
}
"""Which column of the map a layer stands in, by its first role."""


@dataclass(frozen=True)
class LayerName:
    """A layer as the map needs it: `column` groups it with others."""

    id: str
    name: str
    column: str


@dataclass(frozen=True)
class HolderName:
    """A holder with its bloc."""

    id: str
    name: str
    bloc: str


@dataclass(frozen=True)
class BlocName:
    """A bloc."""

    id: str
    name: str


@dataclass(frozen=True)
class SeatLine:
    """One seat of the rail. `waited`: seconds; `said`: its last public statement; `did`: its moves of the turn."""

    id: str
    name: str
    bloc: str
    player: str
    status: Status
    waited: float = 0.0
    fallbacks: int = 0
    did: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, eq=False)
class Figures:
    """The numbers of one closed turn.

    USD bn a year: `rents` [holder, layer]; `revenue` [layer] is what buyers pay for it, `commons` [layer] the part
    of it that open supply serves. `binding`: layer id to names of markets it binds in. `boards`: by seat and board,
    100 = start.
    """

    turn: int
    label: str
    rents: Array
    revenue: Array
    commons: Array
    binding: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    boards: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class TurnMarks:
    """What the timeline notes about a turn."""

    turn: int
    injects: int = 0
    fallbacks: int = 0
    breaches: int = 0
    adjusted: int = 0
    turning_point: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """The whole screen at the playback cursor. `figures` runs from the start (index 0) to the last closed turn."""

    scenario: str
    thesis: str
    seed: int
    turn: int
    turns: int
    label: str
    phase: str
    elapsed: float
    live: bool
    layers: tuple[LayerName, ...]
    holders: tuple[HolderName, ...]
    blocs: tuple[BlocName, ...]
    seats: tuple[SeatLine, ...]
    figures: tuple[Figures, ...]
    marks: tuple[TurnMarks, ...] = ()
    first: str = ""

    @property
    def shown(self) -> Figures:
        """The figures on the map: those of the last turn that is closed at the cursor."""
        return self.figures[-1]
