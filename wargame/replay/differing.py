"""Where two records part, and what became of the rents in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from wargame.events import Event
from wargame.events.payloads import GameStarted, ReplyReceived
from wargame.replay.comparing import Comparison, Divergence
from wargame.views import Game

CIRCUMSTANCE = {GameStarted: {"forked", "versions"}, ReplyReceived: {"latency_ms"}}
"""Where a record comes from and how long an answer took: no part of what happened. So are times and hashes."""


@dataclass(frozen=True)
class RentPaths:
    """Rents in USD bn a year from the start through each closed turn, of seats' holders and of blocs.

    A state's rent is that of all holders of its bloc.
    """

    seats: dict[str, list[float]]
    blocs: dict[str, list[float]]


def first_difference(a: Sequence[Event], b: Sequence[Event]) -> Divergence | None:
    """The first place where two records say something else (`recorded` in a, `computed` in b); None where they agree.

    Where one ends before the other, `path` is `kind` and that side None.
    """
    for seq, (left, right) in enumerate(zip_longest(a, b)):
        if left is None or right is None or (left.kind, left.turn) != (right.kind, right.turn):
            return _envelope(seq, left, right)
        if left.data != right.data:
            found = Comparison(lenient=False).values(seq, "data", _said(left), _said(right))
            if found is not None:
                return found
    return None


def rent_paths(game: Game) -> RentPaths:
    """The rents of a game from turn 0 through its last closed turn."""
    pack, turns = game.pack, range(game.closed + 1)
    holders = [game.rents(turn).sum(axis=1) for turn in turns]
    of_holder = {holder.id: [float(rents[at]) for rents in holders] for at, holder in enumerate(pack.holders)}
    blocs = {}
    for bloc in pack.blocs:
        members = [at for at, holder in enumerate(pack.holders) if holder.bloc == bloc.id]
        blocs[bloc.id] = [float(rents[members].sum()) for rents in holders]
    seats = {seat.id: blocs[seat.bloc] if seat.kind == "state" else of_holder[seat.holder] for seat in pack.seats}
    return RentPaths(seats, blocs)


def _envelope(seq: int, left: Event | None, right: Event | None) -> Divergence:
    kinds = (left and left.kind, right and right.kind)
    if left is None or right is None or left.kind != right.kind:
        return Divergence(seq, "kind", *kinds)
    return Divergence(seq, "turn", left.turn, right.turn)


def _said(event: Event) -> dict[str, Any]:
    return event.data.model_dump(mode="json", exclude=CIRCUMSTANCE.get(type(event.data), set()))
