"""A player that plays by chance: legal, talkative, without a plan; the yardstick that any plan should beat."""

from __future__ import annotations

import random

from wargame import referee
from wargame.events import Clause, Message, Offer, Order, Talk
from wargame.events import OrderedMove as Ordered
from wargame.events.orders import MAX_LINE
from wargame.moves import LegalMove, describe, describe_clause, legal
from wargame.referee.inputs import OrderedMove
from wargame.referee.orders import targets
from wargame.views import SeatView

OPENERS = (
    "{who} thinks aloud: {move} might suit us.",
    "Would anyone mind if {who} came to {move}?",
    "{who} has no plan yet. Perhaps {move}.",
)


def order(view: SeatView) -> Order:
    """Moves drawn from what is legal until a random stop, the limit or the budget."""
    draw = _generator(view, "order")
    open_moves = _legal(view)
    chosen: list[OrderedMove] = []
    while open_moves and len(chosen) < view.belief_pack.moves_per_turn and draw.random() < 0.9:
        move = draw.choice(sorted({option.move for option in open_moves}))
        pick = draw.choice([option for option in open_moves if option.move == move])
        open_moves.remove(pick)
        trial = (*chosen, pick.ordered(draw.choice((1, 1, 1, 2, 3))))
        accepted, _ = referee.check(view.belief_pack, view.belief, view.seat, trial, view.in_force, view.turn)
        chosen = list(accepted)
    moves = tuple(Ordered(**vars(move)) for move in chosen)
    said = describe(view.belief_pack, moves)
    statement = f"{view.label}: {len(moves)} moves by the dice." if moves else f"{view.label}: the dice say wait."
    return Order(moves=moves, intent=f"By the dice in turn {view.turn}: {said}."[:MAX_LINE], statement=statement)


def talk(view: SeatView, exchange: int) -> Talk:
    """Now and then a message or an offer (exchange 1), a signature by the toss of a coin (exchange 2)."""
    draw = _generator(view, f"talk {exchange}")
    if exchange == 1:
        offers = (_offer(view, draw),) if draw.random() < 0.4 else ()
        messages = (_message(view, draw),) if draw.random() < 0.6 else ()
        return Talk(messages=messages, offers=tuple(offer for offer in offers if offer is not None))
    mine = [pact for pact in view.offers if view.seat in pact.offer.parties and view.seat not in pact.signed_by]
    return Talk(signs=tuple(pact.id for pact in mine if draw.random() < 0.5))


def _generator(view: SeatView, purpose: str) -> random.Random:
    """Chance that rests on the view alone, hence on seed, turn and seat: a resumed game draws the same."""
    return random.Random(f"{view.digest} {purpose}")


def _legal(view: SeatView) -> list[LegalMove]:
    return legal(view.belief_pack, view.belief, view.seat, view.in_force, view.turn)


def _message(view: SeatView, draw: random.Random) -> Message:
    others = [seat.id for seat in view.belief_pack.seats if seat.id != view.seat]
    options = _legal(view)
    move = draw.choice(options).name if options else "waiting"
    to = () if draw.random() < 0.5 else (draw.choice(others),)
    return Message(to=to, text=draw.choice(OPENERS).format(who=view.name, move=move))


def _offer(view: SeatView, draw: random.Random) -> Offer | None:
    """An agreement on one move of each side, drawn from what each could ever order."""
    pack = view.belief_pack
    partner = draw.choice([seat.id for seat in pack.seats if seat.id != view.seat])
    clauses = tuple(clause for seat in (view.seat, partner) if (clause := _clause(view, seat, draw)) is not None)
    if len(clauses) < 2:
        return None
    text = "; ".join(describe_clause(pack, clause) for clause in clauses)
    return Offer(parties=(view.seat, partner), clauses=clauses, public=draw.random() < 0.7, text=text[:MAX_LINE])


def _clause(view: SeatView, seat_id: str, draw: random.Random) -> Clause | None:
    pack = view.belief_pack
    seat = pack.seat(seat_id)
    able = [move for move in pack.moves.values() if seat_id in move.who]
    if not able:
        return None
    move = draw.choice(able)
    options = targets(pack, seat, move)
    until = min(view.turns, view.turn + draw.randrange(1, 4))
    kind = draw.choice(("do", "refrain"))
    return Clause(seat=seat_id, kind=kind, move=move.id, target=draw.choice(options) if options else "", until=until)
