"""A why, ready to show: answers of the session put together for any figure, with parts that add up as shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.events import Firing, Why, WhyQuestion
from wargame.tui.map_grid import WORLD
from wargame.tui.table import Table

EFFECTS = {"value": "the pie", "scarcity": "scarcity", "share": "share", "margin": "margin"}
CAUSES = {"drift": "would have come anyway", "injects": "injects", "facilitator": "facilitator's rulings"}


BOARDS = {
    "goal": "The seat's goal: weighted gain of its boards over the same game with everybody holding.",
    "rent": "Rent the seat's holder earns; for a state, all holders of its bloc.",
    "rent_share": "The same as a share of the world's rent.",
    "welfare": "What buyers at home keep after rents abroad, debt, displacement and bills; for a firm, its revenue.",
    "autonomy": "Share of what home buys that others cannot withhold; for a firm, of its sales that stay in reach.",
    "survival": "Consent of the public; for a firm, years that its cash lasts.",
    "benchmark": "The best model at hand, whatever it is worth. It misleads on purpose.",
}


@dataclass(frozen=True)
class Figure:
    """A figure somebody asked about: name, turn, path in `unit`, and the questions on rents whose answers add up
    to it; `note` says what a figure that is no rent means."""

    name: str
    turn: int
    label: str
    path: tuple[float, ...]
    unit: str
    questions: tuple[WhyQuestion, ...]
    note: str = ""


@dataclass(frozen=True)
class Explanation:
    """All answers together, in USD bn a year."""

    rent: float
    total: float
    effects: dict[str, float]
    causes: dict[str, float]
    mechanisms: tuple[Firing, ...]


def map_figure(table: Table, name: str, row: str, holders: Sequence[int], layers: Sequence[int]) -> Figure:
    """A figure of the map: the rent of `holders` in `layers` (indices), which the map calls `name`."""
    path = tuple(float(figures.rents[np.ix_(list(holders), list(layers))].sum()) for figures in table.figures)
    now = table.shown
    return Figure(name, now.turn, now.label, path, "bn a year", questions(table, row, layers, now.turn))


def board_figure(table: Table, seat: str, board: str) -> Figure:
    """A figure of the boards; what it asks for is the seat's rent."""
    name = next((line.name for line in table.seats if line.id == seat), seat)
    path = tuple(figures.boards[seat][board] for figures in table.figures)
    meaning = BOARDS.get(board, "")
    note = f"{meaning} Below, what moved its rent (bn a year)." if board != "rent" else f"{meaning} Below in bn a year."
    asked = (WhyQuestion(table.shown.turn, seat, ""),)
    unit = "" if board == "goal" else "(100 = start)"
    return Figure(f"{name}, {board.replace('_', ' ')}", table.shown.turn, table.shown.label, path, unit, asked, note)


def questions(table: Table, row: str, layers: Sequence[int], turn: int) -> tuple[WhyQuestion, ...]:
    """What to ask for a row of the map over some layers: one question a layer, or a single one for all of them."""
    asked = [""] if len(layers) == len(table.layers) else [table.layers[at].id for at in layers]
    return tuple(WhyQuestion(turn, "" if row == WORLD else row, layer) for layer in asked)


def together(answers: Sequence[Why]) -> Explanation:
    """Answers as one; effects and causes stay exact, for they are sums over cells."""
    effects: dict[str, float] = {}
    causes: dict[str, float] = {}
    firings: dict[tuple[str, str], Firing] = {}
    for why in answers:
        for into, parts in ((effects, why.effects), (causes, why.causes)):
            for name, value in parts.items():
                into[name] = into.get(name, 0.0) + value
        firings |= {(firing.rule, firing.text): firing for firing in why.mechanisms}
    rent, total = sum(why.rent for why in answers), sum(why.total for why in answers)
    return Explanation(rent, total, effects, causes, tuple(firings.values()))


def digits(total: float, parts: Mapping[str, float]) -> int:
    """Decimals worth showing: one, or two or three where everything is small."""
    largest = max([abs(total), *(abs(value) for value in parts.values())], default=0.0)
    return 1 if largest >= 5 else 2 if largest >= 0.5 else 3
