"""The rules of ordering: who may do what, at what cost, what excludes what, what needs consent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wargame.referee.inputs import Agreement, Breach, OrderedMove, Refusal, State
from wargame.referee.pack import Move, Pack, Seat


def cost(pack: Pack, move: OrderedMove) -> int:
    """Budget points of an ordered move: its cost times intensity. KeyError for an unknown move."""
    return pack.moves[move.move].cost * move.intensity


def targets(pack: Pack, seat: Seat, move: Move) -> tuple[str, ...]:
    """Targets that a seat may name for a move (industries for an industry move); empty where it takes none."""
    return _targets(pack, seat.id, move.id)


@lru_cache(maxsize=16384)
def _targets(pack: Pack, seat_id: str, move_id: str) -> tuple[str, ...]:
    seat, move = pack.seat(seat_id), pack.moves[move_id]
    pools = {
        "none": (),
        "bloc": tuple(bloc.id for bloc in pack.blocs if bloc.id != seat.bloc),
        "market": tuple(bloc.id for bloc in pack.markets if bloc.id != seat.bloc),
        "seat": tuple(other.id for other in pack.seats if other.id != seat.id),
        "holder": tuple(holder.id for holder in pack.holders if holder.id != seat.holder),
        "industry": tuple(industry.id for industry in pack.industries),
    }
    pool = pools[move.target]
    return tuple(target for target in pool if not move.targets or target in move.targets)


def check(
    pack: Pack, state: State, seat_id: str, moves: Sequence[OrderedMove], agreements: Sequence[Agreement], turn: int
) -> tuple[tuple[OrderedMove, ...], tuple[Refusal, ...]]:
    """The parts of an order that stand, and for each other part the reason; parts are judged in the order given.

    KeyError for a seat that the pack does not have.
    """
    seat = pack.seat(seat_id)
    accepted: list[OrderedMove] = []
    refusals: list[Refusal] = []
    left = seat.budget
    for index, move in enumerate(moves):
        reason = _objection(pack, seat, move, accepted, agreements, turn)
        if not reason and cost(pack, move) > left:
            reason = f"costs {cost(pack, move)} points, {left} of {seat.budget} are left"
        if reason:
            refusals.append(Refusal(seat_id, index, reason))
        else:
            accepted.append(move)
            left -= cost(pack, move)
    return tuple(accepted), tuple(refusals)


def _objection(
    pack: Pack,
    seat: Seat,
    move: OrderedMove,
    accepted: Sequence[OrderedMove],
    agreements: Sequence[Agreement],
    turn: int,
) -> str:
    entry = pack.moves.get(move.move)
    if entry is None:
        return f"no move is called {move.move!r}"
    if seat.id not in entry.who:
        return f"{entry.name} is not open to {seat.name}"
    if len(accepted) >= pack.moves_per_turn:
        return f"at most {pack.moves_per_turn} moves a turn"
    if move.intensity not in (1, 2, 3):
        return "intensity must be 1, 2 or 3"
    return _argument_objection(pack, seat, move, entry) or _clash(pack, seat, move, entry, accepted, agreements, turn)


def _argument_objection(pack: Pack, seat: Seat, move: OrderedMove, entry: Move) -> str:
    allowed = targets(pack, seat, entry)
    named = move.industry if entry.target == "industry" else move.target
    if entry.target == "none" and (move.target or move.industry):
        return f"{entry.name} takes no target"
    if entry.target == "industry" and move.target:
        return f"{entry.name} takes an industry and no target"
    if entry.target not in ("none", "industry") and move.industry:
        return f"{entry.name} takes no industry"
    if entry.target != "none" and named not in allowed:
        return f"{entry.name} needs a {entry.target} out of: {', '.join(allowed)}"
    return ""


def _clash(
    pack: Pack,
    seat: Seat,
    move: OrderedMove,
    entry: Move,
    accepted: Sequence[OrderedMove],
    agreements: Sequence[Agreement],
    turn: int,
) -> str:
    for other in accepted:
        if (other.move, other.target, other.industry) == (move.move, move.target, move.industry):
            return f"{entry.name} is ordered twice"
        if other.move in entry.conflicts or move.move in pack.moves[other.move].conflicts:
            return f"{entry.name} undoes {pack.moves[other.move].name} in the same turn"
    if entry.consent and consent(pack, seat.id, move, agreements, turn) is None:
        return f"{entry.name} needs a signed agreement that names it"
    return ""


def consent(
    pack: Pack, seat_id: str, move: OrderedMove, agreements: Sequence[Agreement], turn: int
) -> Agreement | None:
    """The signed agreement that allows a move which needs consent, or None."""
    for agreement in agreements:
        if agreement.signed > turn or not _names_target(pack, agreement, seat_id, move.target):
            continue
        for clause in agreement.clauses:
            same = clause.seat == seat_id and clause.kind == "do" and clause.move == move.move
            if same and clause.target in ("", move.target) and turn <= clause.until:
                return agreement
    return None


def _names_target(pack: Pack, agreement: Agreement, seat_id: str, target: str) -> bool:
    if not target:
        return len(agreement.parties) > 1
    hosts = [
        seat.id
        for seat in pack.seats
        if target in (seat.id, seat.holder) or (seat.bloc == target and seat.kind == "state")
    ]
    return any(host in agreement.parties and host != seat_id for host in hosts)


def settle(
    agreements: Sequence[Agreement], accepted: dict[str, tuple[OrderedMove, ...]], turn: int
) -> tuple[tuple[Breach, ...], dict[str, tuple[int, ...]]]:
    """Breaches of clauses in force this turn, and by agreement the `do` clauses kept so far.

    A refrained move that is ordered breaks its clause; so does a promised move that was not ordered by its last turn.
    """
    breaches: list[Breach] = []
    kept: dict[str, tuple[int, ...]] = {}
    for agreement in agreements:
        done = set(agreement.kept)
        for index, clause in enumerate(agreement.clauses):
            if turn > clause.until:
                continue
            ordered = any(
                move.move == clause.move and clause.target in ("", move.target, move.industry)
                for move in accepted.get(clause.seat, ())
            )
            if clause.kind == "do" and ordered:
                done.add(index)
            broken = ordered if clause.kind == "refrain" else turn == clause.until and index not in done
            if broken:
                breaches.append(Breach(agreement.id, index, clause.seat))
        kept[agreement.id] = tuple(sorted(done))
    return tuple(breaches), kept
