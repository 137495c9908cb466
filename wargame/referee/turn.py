"""A turn, in order: news, orders, levers, nine loops in quarter steps, rents. `advance` runs any number of
worlds at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from wargame.referee import chance, levers, news, orders
from wargame.referee.inputs import (
    Adjudication,
    Adjustment,
    Breach,
    Commitment,
    Factors,
    OrderedMove,
    Refusal,
    State,
    TurnInputs,
)
from wargame.referee.loops import RULES
from wargame.referee.market import market
from wargame.referee.numbers import Numbers, numbers_of
from wargame.referee.pack import Array, Pack, Seat
from wargame.referee.quantities import LEVER_BY_NAME, STATE
from wargame.referee.quarter import Quarter, Rule, lever_views
from wargame.referee.vectors import Span, joined, parted, spans

CHUNK = 128
"""Worlds to run at once: as many as keep the arrays in the processor's cache."""
Watch = Callable[[Rule, Quarter, dict[str, Array]], None]


def start(pack: Pack) -> State:
    """The state at turn 0."""
    return State({name: value.copy() for name, value in pack.start.items()})


def years(pack: Pack) -> float:
    """Length of a turn, years."""
    return pack.quarters_per_turn / levers.QUARTERS_PER_YEAR


def factors(pack: Pack, world: Mapping[str, Array], numbers: Numbers | None = None) -> Factors:
    """The four factors of the rent identity in a world, with any leading batch axes."""
    return market(pack, world, numbers or numbers_of(pack)).factors


def advance(
    pack: Pack, world: Mapping[str, Array], flats: Sequence[Array], numbers: Numbers, watch: Watch | None = None
) -> dict[str, Array]:
    """Worlds after len(flats) quarters under the flat lever vectors given, one per quarter."""
    now = dict(world)
    for flat in flats:
        pressed = news.pressure(pack, now, flat)
        quarter = Quarter(pack, now, lever_views(pack, pressed), market(pack, now, numbers), numbers)
        for rule in RULES:
            written = rule.apply(quarter)
            if watch is not None:
                watch(rule, quarter, written)
            now.update(written)
        now["quarter"] = now["quarter"] + 1.0
        now["inject_age"] = np.where(now["inject_age"] >= 0.0, now["inject_age"] + 1.0, now["inject_age"])
    return bounded(pack, now)


def bounded(pack: Pack, world: Mapping[str, Array]) -> dict[str, Array]:
    """Every variable within its bounds, and no negative zero."""
    parts, low, high = _bounds(pack)
    return parted(np.minimum(np.maximum(joined(world, parts), low), high) + 0.0, parts)


@lru_cache(maxsize=32)
def _bounds(pack: Pack) -> tuple[tuple[Span, ...], Array, Array]:
    """The state end to end, and the bounds of each place."""
    sizes = [pack.start[q.name].size for q in STATE]
    parts = spans(pack, [q.name for q in STATE])
    return parts, np.repeat([q.low for q in STATE], sizes), np.repeat([q.high for q in STATE], sizes)


def adjudicate(pack: Pack, state: State, inputs: TurnInputs, watch: Watch | None = None) -> Adjudication:
    """One turn of one world: a pure function of its arguments.

    KeyError for a seat, variable or lever that the pack does not have.
    """
    numbers = numbers_of(pack)
    accepted, refusals = _judge(pack, state, inputs)
    breaches, kept = orders.settle(inputs.agreements, accepted, inputs.turn)
    now = int(state.world["quarter"])
    commitments = _in_play(pack, state, inputs, accepted, breaches)
    world = dict(state.world)
    released = news.due(pack, world, inputs.turn, inputs.draws, inputs.released_by_hand)
    news.release(pack, world, released)
    happened = chance.strike(pack, world, numbers, inputs.draws, years(pack))
    shift_state(pack, world, inputs.adjustments, np.True_)
    flats = [levers.in_force(pack, commitments, now + step) for step in range(pack.quarters_per_turn)]
    world = advance(pack, world, flats, numbers, watch)
    after = now + pack.quarters_per_turn
    return Adjudication(
        state=State(world, tuple(item for item in commitments if item.end > after)),
        factors=factors(pack, world, numbers),
        accepted=accepted,
        refusals=refusals,
        breaches=breaches,
        kept=kept,
        released=tuple(inject.id for index, inject in enumerate(pack.injects) if released[index]),
        events=tuple(chance.EVENT_TEXT[name] for name, flag in happened.items() if bool(flag)),
    )


def commitments_in_play(pack: Pack, state: State, inputs: TurnInputs) -> tuple[Commitment, ...]:
    """Every commitment that may act in the turn: those in force before it, then what its orders and breaches add."""
    accepted, _ = _judge(pack, state, inputs)
    breaches, _ = orders.settle(inputs.agreements, accepted, inputs.turn)
    return _in_play(pack, state, inputs, accepted, breaches)


def _in_play(
    pack: Pack,
    state: State,
    inputs: TurnInputs,
    accepted: Mapping[str, tuple[OrderedMove, ...]],
    breaches: Sequence[Breach],
) -> tuple[Commitment, ...]:
    now = int(state.world["quarter"])
    ordered = _commit_all(pack, accepted, inputs, now)
    return (*state.commitments, *ordered, *_breach_costs(pack, breaches, inputs.turn, now))


def _judge(
    pack: Pack, state: State, inputs: TurnInputs
) -> tuple[dict[str, tuple[OrderedMove, ...]], tuple[Refusal, ...]]:
    accepted: dict[str, tuple[OrderedMove, ...]] = {}
    refusals: list[Refusal] = []
    for seat in pack.seats:
        moves = inputs.orders.get(seat.id, ())
        stands, refused = orders.check(pack, state, seat.id, moves, inputs.agreements, inputs.turn)
        accepted[seat.id] = stands
        refusals += refused
    return accepted, tuple(refusals)


def _commit_all(
    pack: Pack, accepted: Mapping[str, tuple[OrderedMove, ...]], inputs: TurnInputs, now: int
) -> list[Commitment]:
    """Commitments of all accepted moves, seats in pack order, and the facilitator's changes to them as entries
    of its own.
    """
    found: list[Commitment] = []
    for seat in pack.seats:
        for index, move in enumerate(accepted.get(seat.id, ())):
            made = levers.commit(pack, seat, move, inputs.turn, now, _needs(pack, seat, move, inputs))
            found += made
            for adjustment in inputs.adjustments:
                if adjustment.kind in ("strike", "scale") and (adjustment.seat, adjustment.move_index) == (
                    seat.id,
                    index,
                ):
                    found += _adjusted(pack, adjustment, made)
    return found


def _needs(pack: Pack, seat: Seat, move: OrderedMove, inputs: TurnInputs) -> tuple[str, ...]:
    """The other parties without which a move that needs consent would not have been made."""
    if not pack.moves[move.move].consent:
        return ()
    agreement = orders.consent(pack, seat.id, move, inputs.agreements, inputs.turn)
    return () if agreement is None else tuple(sorted(set(agreement.parties) - {seat.id}))


def _adjusted(pack: Pack, adjustment: Adjustment, made: Sequence[Commitment]) -> list[Commitment]:
    factor = 0.0 if adjustment.kind == "strike" else min(max(adjustment.factor, 0.0), 2.0)
    touched = list(made)
    if adjustment.kind == "scale":
        part = pack.lever_slices[LEVER_BY_NAME[adjustment.lever].name]
        touched = [item for item in made if part.start <= item.index < part.stop]
    return [
        item._replace(
            player="facilitator", needs=tuple(sorted({*item.needs, item.player})), size=item.size * (factor - 1.0)
        )
        for item in touched
    ]


def _breach_costs(pack: Pack, breaches: Sequence[Breach], turn: int, now: int) -> list[Commitment]:
    """A breach costs the breaker's bloc trust in every other market, over the turn."""
    found = []
    lever = LEVER_BY_NAME["build_trust"]
    for breach in breaches:
        seat = pack.seat(breach.seat)
        size = -pack.parameters["breach_trust_cost"].value / years(pack)
        for place in levers.places(pack, lever, {"market": "others", "bloc": "self"}, seat, None):
            index = pack.lever_slices[lever.name].start + place
            end = now + pack.quarters_per_turn
            found.append(Commitment(seat.id, (), "breach", turn, index, size, now, end))
    return found


def shift_state(
    pack: Pack, world: dict[str, Array], adjustments: Sequence[Adjustment], flag: news.Flags | np.bool_
) -> None:
    """The facilitator's shifts of state variables, in flagged worlds."""
    for adjustment in adjustments:
        if adjustment.kind == "shift":
            news.jump(pack, world, adjustment.variable, adjustment.at, np.asarray(flag), adjustment.amount, 1.0)


def injects_due(
    pack: Pack, state: State, turn: int, draws: Mapping[str, float], by_hand: Sequence[str] = ()
) -> dict[str, str]:
    """Injects released at the start of the turn and why: scheduled, triggered, drawn or facilitator."""
    released = news.due(pack, state.world, turn, draws, by_hand)
    return {
        inject.id: "facilitator" if inject.id in by_hand else inject.release.kind
        for index, inject in enumerate(pack.injects)
        if released[index]
    }


def hold(
    pack: Pack,
    state: State,
    draws_per_turn: Sequence[Mapping[str, float]],
    first_turn: int,
    by_hand_per_turn: Sequence[Sequence[str]] | None = None,
) -> State:
    """The state after len(draws_per_turn) turns in which every seat holds, with the same news and chance."""
    for offset, draws in enumerate(draws_per_turn):
        by_hand = tuple(by_hand_per_turn[offset]) if by_hand_per_turn is not None else ()
        inputs = TurnInputs(turn=first_turn + offset, orders={}, draws=draws, released_by_hand=by_hand)
        state = adjudicate(pack, state, inputs).state
    return state
