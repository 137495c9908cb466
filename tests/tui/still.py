"""A table made by hand: numbers by a formula, so that pictures of it do not depend on the economy behind the game."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from tests.tui.made import Made
from wargame.tui.app import TableApp
from wargame.tui.entries import Entry, Names
from wargame.tui.playback import Playback
from wargame.tui.screens.table import TableScreen
from wargame.tui.table import BlocName, Figures, HolderName, LayerName, SeatLine, Table, TurnMarks

LAYERS = (
    LayerName("energy", "Energy", "energy"),
    LayerName("chips", "Training chips", "compute"),
    LayerName("cloud", "Cloud compute", "compute"),
    LayerName("models", "Models", "models"),
    LayerName("interface", "Interface", "models"),
    LayerName("edge", "Edge silicon", "execution"),
    LayerName("execution", "Execution", "execution"),
    LayerName("coordination", "Coordination", "coordination"),
)
BLOCS = (BlocName("us", "United States"), BlocName("china", "China"), BlocName("south", "Global South"))
HOLDERS = (
    HolderName("frontier_lab", "Frontier lab", "us"),
    HolderName("chip_cloud", "Chip and cloud firm", "us"),
    HolderName("rest_us", "Rest of the US", "us"),
    HolderName("open_lab", "Open-weight lab", "china"),
    HolderName("rest_china", "Rest of China", "china"),
    HolderName("rest_south", "Global South", "south"),
)
START = np.array(
    [
        [0.0, 0.0, 0.1, 18.0, 1.0, 0.0, 0.0, 0.0],
        [2.0, 90.0, 61.0, 0.0, 0.8, 0.6, 0.0, 11.0],
        [39.0, 3.0, 24.0, 4.0, 5.0, 2.0, 36.0, 31.0],
        [0.0, 0.0, 0.3, 7.0, 0.1, 0.0, 0.0, 0.0],
        [66.0, 15.0, 29.0, 4.0, 5.0, 6.0, 75.0, 92.0],
        [14.0, 0.0, 1.0, 0.0, 1.0, 0.1, 6.0, 4.0],
    ]
)
DRIFT = np.array([-0.12, -0.04, 0.02, 0.0, 0.06, 0.05])
SEATS = (
    SeatLine("us_government", "US government", "us", "human", "ready", did=("Export control on chips ×2 (China)",)),
    SeatLine("china_state", "China state", "china", "qwen-local", "thinking", 12.0),
    SeatLine("global_south", "Global South", "south", "scripted:persona", "ready", said="We host plants, not flags."),
    SeatLine(
        "frontier_lab", "Frontier lab", "us", "gpt-x", "ready", 3.0, 0, ("Train a larger frontier model",), "We lead."
    ),
    SeatLine("open_lab", "Open-weight lab", "china", "deepseek", "held", 0.0, 1),
)
SAID = (
    ("▶", "ruling", "Game", "contested-2026: 4 turns, 5 seats, thesis hidden, seed 7", -1),
    ("◆", "news", "Grid queue", "Half of new US sites are delayed. (scheduled)", -1),
    ("·", "talk", "China state", "Plants first, [then] models.", 1),
    ("·", "talk", "Global South → China state (private)", "We will host the plants if the power stays ours.", 2),
    ("§", "deal", "China state", "signs agreement A1, which is now in force", 1),
    ("→", "order", "US government", "Export control on chips ×2 (China) “Security first.”", 0),
    ("!", "alert", "Open-weight lab", "no valid order: no reply within 120 s. Fallback: holds", 1),
    ("✗", "alert", "China state", "breaks agreement A1: China state will not coerce through turn 4", 1),
    ("=", "ruling", "Ruling 2027 H1", "United States 305▼12 · China 310▲14 · Global South 28▲1.2", -1),
)


def figures(turn: int) -> Figures:
    rents = START * (1 + DRIFT[:, None]) ** turn
    revenue = 2 * rents.sum(axis=0)
    commons = revenue * np.array([0, 0, 0, 0.08 * turn, 0, 0, 0, 0])
    boards = {seat.id: _boards(at, turn) for at, seat in enumerate(SEATS)}
    binding = {layer.id: () for layer in LAYERS} | {"energy": ("United States",), "chips": ("China", "Global South")}
    label = "start" if turn == 0 else f"202{6 + turn // 2} H{2 - turn % 2}"
    return Figures(turn, label, rents, revenue, commons, binding, boards)


def _boards(at: int, turn: int) -> dict[str, float]:
    rent = 100 + (at - 2) * 6.0 * turn
    return {
        "goal": (at - 2) * 0.1 * turn,
        "rent": rent,
        "rent_share": 0.9 * rent,
        "welfare": 100 + 3.0 * turn,
        "autonomy": 100.0,
        "survival": 100 - 2.0 * turn,
        "benchmark": 100 + 9.0 * turn,
    }


def table(turn: int = 2) -> Table:
    marks = (TurnMarks(1, injects=2), TurnMarks(2, injects=1, fallbacks=1, breaches=1, turning_point="China leads"))
    return Table(
        "contested-2026", "hidden", 7, turn, 4, "2027 H1", "orders", 252.0, False, LAYERS, HOLDERS, BLOCS, SEATS,
        tuple(figures(at) for at in range(turn + 1)), marks, "open_lab",
    )  # fmt: skip


def entries() -> list[Entry]:
    return [Entry(at, 1, f"14:0{at}", *said) for at, said in enumerate(SAID)]  # type: ignore[arg-type]  # tones as text


class Still(Playback):
    """Stands at one table for good."""

    def __init__(self, shown: Table) -> None:
        super().__init__(live=False)
        self._table = shown

    @property
    def names(self) -> Names:
        return Names(
            {"open_lab": "Open-weight lab", "integrator": "Integrator", "us_government": "US government"}, {}, {}
        )

    def entries(self) -> list[Entry]:
        return entries()

    def table(self, now: datetime | None = None) -> Table:
        return self._table


class StillApp(TableApp):
    """The real app and screen over a table that does not move."""

    def __init__(self, shown: Table | None = None) -> None:
        super().__init__(Made([]), playing=False)
        self._shown_table = shown or table()

    def table_screen(self) -> TableScreen:
        return TableScreen(Made([]), playing=False, speed=1.0, playback=Still(self._shown_table))
