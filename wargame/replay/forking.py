"""The opening of a fork: what another record holds from before a turn, and what is different from there on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from wargame import scenario
from wargame.events import Event
from wargame.events.payloads import ForkedFrom, GameEnded, GameStarted, SeatChanged
from wargame.replay.drafting import RULED, Draft
from wargame.replay.verifying import verify
from wargame.scenario.problems import one_of
from wargame.views import Game, fold, recording


class ForkError(ValueError):
    """A fork that the record does not allow; the text says what would be right."""


@dataclass(frozen=True)
class Branch:
    """What changes from turn `turn` on: PLAYER by seat, files with orders for that turn by seat, the thesis if any."""

    turn: int
    seats: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, Path] = field(default_factory=dict)
    thesis: str = ""


def opening(events: Sequence[Event], branch: Branch) -> list[Event]:
    """The first events of a fork of the record, without hashes; `at` is empty for what happens only now.

    Turns before the branch are the record's own. Under another thesis they keep talk, orders, chance and facilitator,
    and the referee rules them anew. Where only orders change, the branch turn keeps its talk and the other seats'
    orders: orders are sealed, so none of that could have known.
    Raises ForkError, OrderFileError, and GameError for events that are no game.
    """
    parent = fold(events)
    _check(parent, branch)
    at_branch = [event for event in events if event.turn == branch.turn]
    # Seats that changed hands just before the turn did so between the turns.
    between = list(takewhile(lambda event: isinstance(event.data, SeatChanged), at_branch))
    before = [event for event in events if event.turn < branch.turn and not isinstance(event.data, GameEnded)]
    _check_rulings(before)
    draft = Draft()
    started = _started(parent, branch, ForkedFrom(record=events[-1].hash, before=before[-1].hash, turn=branch.turn))
    draft.add(0, started, before[0].at)
    if started.thesis == parent.thesis:
        draft.copy(before[1:])
    else:
        draft.copy(event for event in before[1:] if event.turn == 0)
        for turn in range(1, branch.turn):
            draft.rule_anew(parent.history[turn])
    draft.copy(between)
    if branch.seats or started.thesis != parent.thesis:
        _begin_turn(draft, branch)
    elif branch.orders:
        so_far = takewhile(lambda event: not isinstance(event.data, RULED), at_branch[len(between) :])
        draft.copy_orders(so_far, branch.turn, branch.orders)
    return draft.events


def _begin_turn(draft: Draft, branch: Branch) -> None:
    """Seats change hands; orders that are given lie sealed on the table while the turn is played."""
    for seat, player in branch.seats.items():
        draft.add(branch.turn, SeatChanged(seat=seat, player=player, reason=f"forked before turn {branch.turn}"))
    for seat, file in branch.orders.items():
        draft.give_order(branch.turn, seat, file)


def _check(parent: Game, branch: Branch) -> None:
    last = min(parent.closed + 1, parent.turns)
    if not 1 <= branch.turn <= last:
        allowed = f"turn 1 to {last}" if last > 1 else "turn 1"
        played = f"{parent.closed} of {parent.turns} turns are played"
        raise ForkError(f"turn {branch.turn} cannot be forked: {played}, so a fork begins before {allowed}")
    for seat in (*branch.seats, *branch.orders):
        if seat not in parent.seats:
            raise ForkError(f"no seat is called {seat!r}: {one_of(seat, parent.seats)}")
    theses = parent.pack_file.theses
    if branch.thesis and branch.thesis not in theses:
        raise ForkError(f"no thesis is called {branch.thesis!r}: {one_of(branch.thesis, theses)}")


def _check_rulings(events: Sequence[Event]) -> None:
    found = verify(events).divergence
    if found is not None:
        raise ForkError(
            f"event {found.seq} is not what the referee rules ({found.path}), and a fork would carry that on: "
            "see `wargame verify`"
        )


def _started(parent: Game, branch: Branch, forked: ForkedFrom) -> GameStarted:
    thesis = branch.thesis or parent.thesis
    pack = scenario.compile(parent.pack_file, thesis)
    changes = {
        "versions": recording.versions(),
        "thesis": thesis,
        "parameters": {name: parameter.value for name, parameter in pack.parameters.items()},
        "forked": forked,
    }
    return parent.started.model_copy(update=changes)
