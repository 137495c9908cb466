"""Fog of war: the one function that makes a seat's view from the fold."""

from __future__ import annotations

from collections.abc import Iterator

from wargame import referee
from wargame.referee.pack import Array
from wargame.views.fog import Eyes, belief
from wargame.views.game import Game, binds
from wargame.views.records import AgreementRecord, TurnRecord
from wargame.views.seat_view import Deed, Heard, News, OwnOrder, Pact, Refused, SeatView, Standing
from wargame.views.taking import as_agreement

HIDDEN_BOARDS = {"goal"}
"""The goal compares with a world that only the true thesis gives."""


def view(game: Game, seat: str) -> SeatView:
    """What a seat may know now; KeyError for a seat that the game does not have."""
    mine, sitting = game.pack.seat(seat), game.seats[seat]
    believes = sitting.believes or "neutral"
    pack = game.pack_under(believes)
    known = [record for record in game.agreements if record.offer.public or seat in record.offer.parties]
    own = tuple(_own(game, seat))
    return SeatView(
        seat=seat,
        name=mine.name,
        persona=sitting.persona_text,
        scenario=game.pack_file.title,
        summary=game.pack_file.summary,
        common_brief=game.pack_file.common_brief,
        turn=game.turn,
        turns=game.turns,
        label=game.pack_file.turn_label(game.turn),
        budget=mine.budget,
        news=tuple(
            News(record.turn, inject.inject, inject.name, inject.text)
            for record in game.history
            for inject in record.injects
        ),
        inbox=tuple(_inbox(game, seat)),
        agreements=tuple(_pact(record) for record in known if record.signed_turn is not None),
        offers=tuple(_pact(record) for record in known if _open(record, game.turn)),
        in_force=tuple(as_agreement(record, game.turn) for record in known if binds(record, game.turn)),
        own=own,
        memo=next((order.order.memo for order in reversed(own) if order.order.memo), ""),
        deeds=tuple(_deeds(game)),
        standings=tuple(_standing(game, turn) for turn in range(game.closed + 1)),
        believes=believes,
        belief=_belief(game, seat),
        belief_pack=pack,
    )


def _belief(game: Game, seat: str) -> referee.State:
    """The belief after the last closed turn; made once, for it is the same throughout the next turn."""
    key = (seat, game.closed)
    if key not in game.beliefs:
        pack = game.pack_under(game.seats[seat].believes)
        eyes = Eyes(pack, pack.seat(seat), game.seed, game.closed, pack.parameters["fog"].value)
        game.beliefs[key] = belief(eyes, game.state(game.closed))
    return game.beliefs[key]


def _inbox(game: Game, seat: str) -> Iterator[Heard]:
    for record in game.history:
        # Nothing but more messages changes what was heard in a turn.
        key = (seat, record.turn, len(record.messages))
        if key not in game.heard:
            game.heard[key] = tuple(_heard(game, seat, record))
        yield from game.heard[key]


def _heard(game: Game, seat: str, record: TurnRecord) -> Iterator[Heard]:
    order = list(game.seats)
    # However a resumed game took them up, messages stand in one order.
    for said in sorted(record.messages, key=lambda said: (said.exchange, order.index(said.seat))):
        to = said.message.to
        if not to or seat in to or seat == said.seat:
            yield Heard(record.turn, said.exchange, said.seat, to, said.message.text)


def _open(record: AgreementRecord, turn: int) -> bool:
    return record.signed_turn is None and record.offered_turn == turn


def _pact(record: AgreementRecord) -> Pact:
    return Pact(
        id=record.id,
        offer=record.offer,
        offered_by=record.offered_by,
        offered_turn=record.offered_turn,
        signed_by=tuple(sorted(record.signed_by)),
        signed_turn=record.signed_turn,
        kept=tuple(sorted(record.kept)),
        broken=tuple((turn, breach.seat, breach.clause) for turn, breach in record.broken),
    )


def _own(game: Game, seat: str) -> Iterator[OwnOrder]:
    for record in game.history:
        if record.proposed and seat in record.orders:
            refused = (
                Refused(record.turn, refusal.move_index, refusal.move.move, refusal.reason)
                for refusal in record.refusals
                if refusal.seat == seat
            )
            yield OwnOrder(record.turn, record.orders[seat], tuple(refused))


def _deeds(game: Game) -> Iterator[Deed]:
    for record in game.history:
        if not record.proposed:
            continue
        held = {fallback.seat for fallback in record.fallbacks if fallback.phase == "order"}
        for seat in game.seats:
            order = record.orders.get(seat)
            statement = order.statement if order is not None else ""
            yield Deed(record.turn, seat, record.accepted.get(seat, ()), statement, seat in held)


def _standing(game: Game, turn: int) -> Standing:
    if turn not in game.standings:
        rents, boards = _opening(game) if turn == 0 else (game.rents(turn), game.boards(turn))
        public = {
            seat: {board: value for board, value in found.items() if board not in HIDDEN_BOARDS}
            for seat, found in boards.items()
        }
        game.standings[turn] = Standing(turn, game.pack_file.turn_label(turn), rents, public)
    return game.standings[turn]


def _opening(game: Game) -> tuple[Array, dict[str, dict[str, float]]]:
    """Figures of the start by the neutral thesis: equal under all, but for a last bit that would tell them apart."""
    pack = game.pack_under("")
    rents = referee.rents(referee.factors(pack, game.start.world))
    return rents.sum(axis=(-2, -1)), referee.boards(pack, game.start, game.start)
