"""A player that looks a few turns ahead in the world it believes in and takes what pays most, with others holding."""

from __future__ import annotations

from collections.abc import Sequence

from wargame import referee
from wargame.events import Clause, Message, Order, Talk
from wargame.events import OrderedMove as Ordered
from wargame.events.orders import MAX_LINE
from wargame.moves import describe, describe_clause, describe_move, legal
from wargame.referee.inputs import OrderedMove
from wargame.referee.orders import targets
from wargame.views import Pact, SeatView

HORIZON = 3
"""Turns that a roll-out looks ahead: a plant begins to pay within them, and thinking stays short."""
WIDTH = 24
"""Candidates that stay in play after the first step, so that a decision's work is bounded whatever the catalogue."""
LEAST = 1e-6
"""A gain of the goal below this is none."""

Moves = tuple[OrderedMove, ...]


def order(view: SeatView) -> Order:
    """Add the move that raises the goal most, step by step; a step's candidates are judged in one batched call."""
    chosen: Moves = ()
    reached, gains = 0.0, []
    candidates = _candidates(view)
    for _ in range(view.belief_pack.moves_per_turn):
        trials = [(*chosen, move) for move in candidates if _stands(view, (*chosen, move))]
        if not trials:
            break
        goals = _goals(view, [{view.seat: trial} for trial in trials])
        ranked = sorted(zip(goals, trials, strict=True), key=lambda pair: (-pair[0], pair[1][-1]))
        best, trial = ranked[0]
        if best - reached < LEAST:
            break
        gains.append((best - reached, trial[-1]))
        reached, chosen = best, trial
        candidates = [rival[-1] for _, rival in ranked[1 : WIDTH + 1]]
    return _worded(view, chosen, gains)


def talk(view: SeatView, exchange: int) -> Talk:
    """Nothing in the first exchange; in the second, sign every open offer whose clauses add up to a gain."""
    signs, messages = [], []
    for pact in view.offers if exchange == 2 else ():
        if view.seat not in pact.offer.parties or view.seat in pact.signed_by:
            continue
        worths = _worths(view, pact)
        total = sum(worths)
        if total > LEAST:
            signs.append(pact.id)
        decisive = pact.offer.clauses[max(range(len(worths)), key=lambda index: abs(worths[index]))]
        verdict = "We sign" if total > LEAST else "We do not sign"
        terms = describe_clause(view.belief_pack, decisive)
        text = f"{verdict} {pact.id}: we put it at {total:+.2f} of our goal; what decides is that {terms}."
        messages.append(Message(to=() if pact.offer.public else (pact.offered_by,), text=text))
    return Talk(messages=tuple(messages), signs=tuple(signs))


def _candidates(view: SeatView) -> list[OrderedMove]:
    """Legal moves that break no promise, at every intensity."""
    options = legal(view.belief_pack, view.belief, view.seat, view.in_force, view.turn)
    moves = [option.ordered(intensity) for option in options for intensity in (1, 2, 3)]
    return sorted(move for move in moves if _stands(view, (move,)) and not _promised_not_to(view, move))


def _stands(view: SeatView, moves: Moves) -> bool:
    accepted, _ = referee.check(view.belief_pack, view.belief, view.seat, moves, view.in_force, view.turn)
    return len(accepted) == len(moves)


def _promised_not_to(view: SeatView, move: OrderedMove) -> bool:
    return any(
        (clause.seat, clause.kind, clause.move) == (view.seat, "refrain", move.move)
        and clause.target in ("", move.target, move.industry)
        and clause.until >= view.turn
        for agreement in view.in_force
        for clause in agreement.clauses
    )


def _goals(view: SeatView, candidates: Sequence[dict[str, Moves]]) -> list[float]:
    """The seat's goal after each candidate's orders, in the world it believes in."""
    pack = view.belief_pack
    horizon = max(1, min(HORIZON, view.turns - view.turn + 1))
    found = referee.preview(pack, view.belief, candidates, view.turn, horizon, view.in_force)
    column = [seat.id for seat in pack.seats].index(view.seat)
    return [float(goal) for goal in found[:, column]]


def _worths(view: SeatView, pact: Pact) -> list[float]:
    """What each clause is worth to the seat: the goal with the move for `do`, with the other sign for `refrain`."""
    candidates = [_as_candidate(view, clause) for clause in pact.offer.clauses]
    signs = [1.0 if clause.kind == "do" else -1.0 for clause in pact.offer.clauses]
    return [sign * goal for sign, goal in zip(signs, _goals(view, candidates), strict=True)]


def _as_candidate(view: SeatView, clause: Clause) -> dict[str, Moves]:
    pack = view.belief_pack
    move = pack.moves.get(clause.move)
    if move is None:
        return {}
    options = targets(pack, pack.seat(clause.seat), move)
    argument = clause.target or next(iter(options), "")
    industry = argument if move.target == "industry" else ""
    return {clause.seat: (OrderedMove(move.id, "" if industry or move.target == "none" else argument, industry),)}


def _worded(view: SeatView, chosen: Moves, gains: Sequence[tuple[float, OrderedMove]]) -> Order:
    pack = view.belief_pack
    horizon = max(1, min(HORIZON, view.turns - view.turn + 1))
    moves = tuple(Ordered(**vars(move)) for move in chosen)
    if not gains:
        return Order(intent=f"Hold in turn {view.turn}: no move raises our goal within {horizon} turns.")
    parts = [f"{describe_move(pack, move)} {gain:+.2f}" for gain, move in gains]
    intent = f"Best we see over {horizon} turns if the others hold: {', '.join(parts)} of our goal."
    lead, standing = gains[0][1], view.standings[-1].boards[view.seat]["rent"]
    statement = (
        f"{view.label}: at {standing:.0f} bn USD a year of rent, our first effort is: {describe_move(pack, lead)}."
    )
    memo = f"Ordered: {describe(pack, moves)}."
    return Order(moves=moves, intent=intent[:MAX_LINE], statement=statement[:MAX_LINE], memo=memo)
