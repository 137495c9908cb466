"""What a game came to, in a page of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wargame.cli.output import own_command
from wargame.moves import describe_clause
from wargame.views.game import leader

if TYPE_CHECKING:
    from wargame.referee.pack import Array
    from wargame.views import Game

LARGEST = 5
CAUSES_SHOWN = 2
DRIFT = "drift"


def summary(game: Game, path: Path) -> str:
    """Who led, rents at start and end, largest shifts and their causes, promises, fallbacks, how to watch it again."""
    parts = [_head(game), _goals(game), _rents(game), _shifts(game), _promises(game), _fallbacks(game), _where(path)]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines)


def _head(game: Game) -> Iterator[str]:
    yield game.pack_file.title
    yield f"{game.closed} of {game.turns} turns, seed {game.seed}, thesis {game.thesis}"


def _goals(game: Game) -> Iterator[str]:
    goals = game.goals(game.closed)
    yield f"{_seat(game, leader(game.boards(game.closed)))} led on its goal (0: as in a world in which everyone held)"
    for seat in sorted(goals, key=lambda seat: -goals[seat]):
        yield f"  {_seat(game, seat):<24}{goals[seat]:+8.3f}   {game.seats[seat].player}"


def _rents(game: Game) -> Iterator[str]:
    blocs = game.pack.blocs
    before, after = (_by_bloc(game, game.rents(turn)) for turn in (0, game.closed))
    yield "Rents, USD bn a year, from start to end"
    yield f"  {'':<22}" + "".join(f"{bloc.name:>16.15}" for bloc in blocs)
    for index, layer in enumerate(game.pack.layers):
        yield f"  {layer.name:<22.21}" + "".join(
            _change(*pair) for pair in zip(before[:, index], after[:, index], strict=True)
        )
    totals = zip(before.sum(axis=1), after.sum(axis=1), strict=True)
    yield f"  {'all layers':<22}" + "".join(_change(*pair) for pair in totals)


def _by_bloc(game: Game, rents: Array) -> Array:
    """Rents [bloc, layer] of rents [holder, layer]."""
    blocs = [[holder.bloc == bloc.id for holder in game.pack.holders] for bloc in game.pack.blocs]
    return np.stack([rents[np.flatnonzero(members)].sum(axis=0) for members in blocs])


def _change(before: float, after: float) -> str:
    return f"{before:.1f} → {after:.1f}".rjust(16)


def _shifts(game: Game) -> Iterator[str]:
    if not game.closed:
        return
    yield "Largest shifts in a turn, and who moved them"
    shifts = np.stack([game.rents(turn) - game.rents(turn - 1) for turn in range(1, game.closed + 1)])
    for place in np.argsort(-np.abs(shifts), axis=None, kind="stable")[:LARGEST]:
        turn, holder, layer = (int(index) for index in np.unravel_index(int(place), shifts.shape))
        who, what = game.pack.holders[holder].name, game.pack.layers[layer].name
        moved = f"{who}, {what}, turn {turn + 1}"
        yield f"  {shifts[turn, holder, layer]:+8.2f}  {moved}: {_causes(game, turn + 1, holder, layer)}"


def _causes(game: Game, turn: int, holder: int, layer: int) -> str:
    found = {player: float(amounts[holder, layer]) for player, amounts in game.causes(turn).items()}
    largest = sorted(found, key=lambda player: -abs(found[player]))[:CAUSES_SHOWN]
    return ", ".join(f"{_cause(game, player)} {found[player]:+.2f}" for player in largest)


def _cause(game: Game, player: str) -> str:
    if player in game.seats:
        return _seat(game, player)
    return "would have come anyway" if player == DRIFT else player


def _promises(game: Game) -> Iterator[str]:
    signed = [record for record in game.agreements if record.signed_turn is not None]
    kept = sum(not record.broken for record in signed)
    yield f"Agreements: {len(game.agreements)} offered, {len(signed)} signed, {kept} kept, {len(signed) - kept} broken"
    for record in signed:
        for turn, breach in record.broken:
            yield f"  {record.id}, broken in turn {turn}: {describe_clause(game.pack, breach.promise)}"


def _fallbacks(game: Game) -> Iterator[str]:
    found = [(record.turn, fallback) for record in game.history for fallback in record.fallbacks]
    yield f"Fallbacks: {len(found) or 'none'}"
    for turn, fallback in found:
        yield f"  turn {turn}, {_seat(game, fallback.seat)} {fallback.default}: {fallback.reason}"


def _where(path: Path) -> Iterator[str]:
    yield f"Transcript: {path}"
    yield f"Watch it again: {own_command()} replay {path}"


def _seat(game: Game, seat: str) -> str:
    return game.pack.seat(seat).name
