"""Who led where: by goal, by board and by layer, at the start and at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.referee.pack import Array, Seat
from wargame.report.words import Names, amount, listing, percent, said
from wargame.views import Game

GROUPS = {"state": "States", "firm": "Firms"}


@dataclass(frozen=True)
class Standing:
    """A seat at the end: goal against a world in which everyone held, rent (USD bn a year) and how much of its
    change the seat's own orders made.
    """

    seat: str
    player: str
    goal: float
    before: float
    after: float
    own: float


@dataclass(frozen=True)
class Lead:
    """Who is first: names that share the place, and the figure."""

    who: str
    figure: str


@dataclass(frozen=True)
class Change:
    """The first at the start and at the end."""

    start: Lead
    end: Lead

    @property
    def changed(self) -> bool:
        """True where the lead went to somebody else."""
        return self.start.who != self.end.who


@dataclass(frozen=True)
class BoardLead:
    """A board: what it measures, and its lead among states and among firms."""

    name: str
    meaning: str
    leads: dict[str, Change]


@dataclass(frozen=True)
class LayerLead:
    """A layer: rent in the world at start and end (USD bn a year), the bloc and the holder with most of it."""

    name: str
    before: float
    after: float
    bloc: Change
    holder: Change


@dataclass(frozen=True)
class Board:
    """How a board is called, what it measures and how its figures are written."""

    name: str
    meaning: str
    write: Callable[[float], str]


def _billions(value: float) -> str:
    return f"{amount(value, 0 if value >= 100 else 1)} bn"


def _index(value: float) -> str:
    return amount(value, 2)


BOARDS = {
    "rent": Board("Rent", "USD bn a year; for a state, of all holders of its bloc", _billions),
    "rent_share": Board("Rent share", "share of the world’s rent", percent),
    "welfare": Board("Welfare", "a state: what its buyers keep; a firm: its revenue", _billions),
    "autonomy": Board("Autonomy", "share that others cannot withhold", percent),
    "survival": Board("Survival", "a state: public consent; a firm: years its cash lasts, 1 is safe", _index),
    "benchmark": Board("Best model", "index; misleads on purpose", _index),
}


def holders_of(game: Game, seat: Seat) -> list[int]:
    """Indices of the holders whose rents are the seat's: its own, or for a state all of its bloc."""
    if seat.kind == "state":
        return [index for index, holder in enumerate(game.pack.holders) if holder.bloc == seat.bloc]
    return [game.pack.axes["holder"].index(seat.holder)]


def standings(game: Game) -> list[Standing]:
    """Every seat, the highest goal first."""
    boards = game.boards(game.closed)
    start = game.boards(0)
    found = []
    for seat in game.pack.seats:
        mine = holders_of(game, seat)
        own = sum(float(game.causes(turn)[seat.id][mine].sum()) for turn in range(1, game.closed + 1))
        status = game.seats.get(seat.id)
        player = said(status.player) if status else ""
        before, after = start[seat.id]["rent"], boards[seat.id]["rent"]
        found.append(Standing(said(seat.name), player, boards[seat.id]["goal"], before, after, own))
    return sorted(found, key=lambda standing: -standing.goal)


def board_leads(game: Game) -> list[BoardLead]:
    """The lead on every board, among states and among firms: their boards measure different things."""
    start, end = game.boards(0), game.boards(game.closed)
    found = []
    for board, kind in BOARDS.items():
        leads = {}
        for group, title in GROUPS.items():
            seats = {seat.id: said(seat.name) for seat in game.pack.seats if seat.kind == group}
            if seats:
                leads[title] = Change(_first(seats, start, board), _first(seats, end, board))
        found.append(BoardLead(kind.name, kind.meaning, leads))
    return found


def _first(seats: Mapping[str, str], boards: Mapping[str, Mapping[str, float]], board: str) -> Lead:
    write = BOARDS[board].write
    best = write(max(boards[seat][board] for seat in seats))
    return Lead(listing([name for seat, name in seats.items() if write(boards[seat][board]) == best]), best)


def layer_leads(game: Game, names: Names) -> list[LayerLead]:
    """The lead in every layer."""
    return list(_layer_leads(game, names))


def _layer_leads(game: Game, names: Names) -> Iterator[LayerLead]:
    before, after = game.rents(0), game.rents(game.closed)
    blocs_before, blocs_after = by_bloc(game, before), by_bloc(game, after)
    for index, layer in enumerate(names.layers):
        yield LayerLead(
            layer,
            float(before[:, index].sum()),
            float(after[:, index].sum()),
            Change(_most(names.blocs, blocs_before[:, index]), _most(names.blocs, blocs_after[:, index])),
            Change(_most(names.holders, before[:, index]), _most(names.holders, after[:, index])),
        )


def by_bloc(game: Game, rents: Array) -> Array:
    """Rents [bloc, ...] of rents [holder, ...]."""
    members = [[holder.bloc == bloc.id for holder in game.pack.holders] for bloc in game.pack.blocs]
    return np.stack([rents[np.flatnonzero(row)].sum(axis=0) for row in members])


def _most(names: Sequence[str], amounts: Array) -> Lead:
    total = float(amounts.sum())
    if total <= 0:
        return Lead("nobody", "")
    first = int(amounts.argmax())
    return Lead(names[first], percent(float(amounts[first]) / total))
