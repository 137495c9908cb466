"""Rent paths as small multiples: the geometry of panels that share one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from wargame.report.leading import by_bloc
from wargame.report.words import Names, amount, listing
from wargame.views import Game

WIDTH, HEIGHT = 240, 132
LEFT, RIGHT, TOP, BOTTOM = 30.0, 234.0, 8.0, 114.0
LABEL_ROOM = 66.0
"""Where the lines of a panel carry names, so much of its right is theirs."""
LABEL_STEP, LABEL_CHARACTERS = 10.0, 13
STYLES = 4
"""Line styles of the style sheet: solid, dashed, dotted, mixed."""


@dataclass(frozen=True)
class Line:
    """A path: `points` as SVG wants them, `style` a class; `label` at height `y`, empty without one."""

    points: str
    style: str
    label: str = ""
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Mark:
    """A mark of an axis: where it stands, and its text."""

    at: float
    text: str


@dataclass(frozen=True)
class Panel:
    """One small multiple: `summary` in a line, `description` in words for those who cannot see it."""

    title: str
    summary: str
    description: str
    right: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Figure:
    """Panels on one scale, with the marks of both axes."""

    panels: tuple[Panel, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]


@dataclass(frozen=True)
class Path:
    """A holder's or layer's rent at the start and after every closed turn, USD bn a year."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Paths:
    """Rents over time: by holder and by layer, as numbers and as figures."""

    periods: tuple[str, ...]
    holders: tuple[Path, ...]
    layers: tuple[Path, ...]
    by_holder: Figure
    by_layer: Figure


def paths(game: Game, names: Names) -> Paths:
    """The rent paths of the game."""
    rents = [game.rents(turn) for turn in range(game.closed + 1)]
    holders = [Path(name, tuple(float(now[index].sum()) for now in rents)) for index, name in enumerate(names.holders)]
    layers = [Path(name, tuple(float(now[:, index].sum()) for now in rents)) for index, name in enumerate(names.layers)]
    periods = tuple(names.period(turn) for turn in range(game.closed + 1))
    blocs = [by_bloc(game, now) for now in rents]
    inside = [
        [Path(name, tuple(float(now[row, index]) for now in blocs)) for row, name in enumerate(names.blocs)]
        for index in range(len(layers))
    ]
    return Paths(
        periods, tuple(holders), tuple(layers), _highlights(holders, periods), _groups(layers, inside, periods)
    )


def nice_top(value: float) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten with at most four equal steps of it at or above a value, as the
    top of a scale.
    """
    if value <= 0:
        return 1.0
    size = 10.0 ** ceil(log10(value) - 1)
    steps = [factor * size / 10 for factor in (1, 2, 2.5, 5, 10, 20)]
    step = next(step for step in steps if 4 * step >= value)
    return ceil(value / step - 1e-9) * step


def _up(top: float) -> tuple[Mark, ...]:
    return tuple(Mark(_height(part * top / 2, top), f"{part * top / 2:g}") for part in range(3))


def _across(periods: Sequence[str], right: float) -> tuple[Mark, ...]:
    last = len(periods) - 1
    return (Mark(LEFT, periods[0]), Mark(_place(last, last, right), periods[-1]))


def _height(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)


def _place(turn: int, last: int, right: float) -> float:
    return round(LEFT + (right - LEFT) * turn / max(last, 1), 1)


def _points(values: Sequence[float], top: float, right: float) -> str:
    last = len(values) - 1
    return " ".join(f"{_place(turn, last, right)},{_height(value, top)}" for turn, value in enumerate(values))


def _highlights(holders: Sequence[Path], periods: Sequence[str]) -> Figure:
    """A panel for each holder: its path strong before all the others."""
    top = nice_top(max(value for path in holders for value in path.values))
    panels = []
    for path in holders:
        others = [Line(_points(other.values, top, RIGHT), "other") for other in holders if other is not path]
        mine = Line(_points(path.values, top, RIGHT), "mine")
        panels.append(Panel(path.name, _summary(path), _spoken([path], periods), RIGHT, (*others, mine)))
    return Figure(tuple(panels), _across(periods, RIGHT), _up(top))


def _groups(layers: Sequence[Path], inside: Sequence[Sequence[Path]], periods: Sequence[str]) -> Figure:
    """A panel for each layer with the path of each bloc."""
    top = nice_top(max(value for group in inside for path in group for value in path.values))
    right = RIGHT - LABEL_ROOM
    panels = []
    for layer, group in zip(layers, inside, strict=True):
        heights = _apart([_height(path.values[-1], top) for path in group])
        lines = [
            Line(
                _points(path.values, top, right),
                f"bloc{index % STYLES}",
                _clipped(path.name),
                right + 4,
                heights[index] + 3,
            )
            for index, path in enumerate(group)
        ]
        panels.append(Panel(layer.name, _summary(layer), _spoken(group, periods), right, tuple(lines)))
    return Figure(tuple(panels), _across(periods, right), _up(top))


def _apart(heights: Sequence[float]) -> list[float]:
    """Heights of labels, each as near to its own as it can be, a step apart and above the axis."""
    order = sorted(range(len(heights)), key=lambda index: (-heights[index], -index))
    placed = list(heights)
    limit = BOTTOM
    for index in order:
        placed[index] = round(min(heights[index], limit), 1)
        limit = placed[index] - LABEL_STEP
    return placed


def _clipped(name: str) -> str:
    return name if len(name) <= LABEL_CHARACTERS else name[: LABEL_CHARACTERS - 1] + "…"


def _summary(path: Path) -> str:
    return f"{amount(path.values[0])} → {amount(path.values[-1])}"


def _spoken(group: Sequence[Path], periods: Sequence[str]) -> str:
    """What a panel shows, in words."""
    parts = []
    for path in group:
        peak = max(range(len(path.values)), key=lambda turn: path.values[turn])
        told = f"{path.name} from {amount(path.values[0])} to {amount(path.values[-1])}"
        inner = 0 < peak < len(path.values) - 1
        parts.append(f"{told}, highest in {periods[peak]} at {amount(path.values[peak])}" if inner else told)
    return f"Rent in USD bn a year, {periods[0]} to {periods[-1]}: {listing(parts)}."
