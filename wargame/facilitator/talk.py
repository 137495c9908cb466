"""Which parts of what a seat said can stand, and why the others cannot."""

from __future__ import annotations

from collections.abc import Iterator

from wargame import referee
from wargame.events import Clause, Message, Offer, Talk
from wargame.views import Game


def objections(game: Game, seat: str, exchange: int, talk: Talk) -> tuple[Talk, list[str]]:
    """The talk with every part left out that cannot stand, and for each of those what was wrong with it."""
    problems: list[str] = []

    def stands(what: str, problem: str | None) -> bool:
        if problem is not None:
            problems.append(f"{what} of {seat} does not stand: {problem}")
        return problem is None

    messages = [item for item in talk.messages if stands("A message", _message_fault(game, seat, item))]
    offers = [item for item in talk.offers if stands("An offer", _offer_fault(game, seat, exchange, item))]
    signs = [
        item for item in dict.fromkeys(talk.signs) if stands("A signature", _sign_fault(game, seat, exchange, item))
    ]
    return Talk(messages=tuple(messages), offers=tuple(offers), signs=tuple(signs)), problems


def _message_fault(game: Game, seat: str, message: Message) -> str | None:
    for other in message.to:
        if other not in game.seats:
            return f"it is to {other!r}, and no seat is called that"
    if message.to == (seat,):
        return "it is to itself"
    return None if message.text.strip() else "it says nothing"


def _offer_fault(game: Game, seat: str, exchange: int, offer: Offer) -> str | None:
    if exchange != 1:
        return "offers are made in the first exchange"
    if seat not in offer.parties or len(set(offer.parties)) != len(offer.parties):
        return "its parties must be the seat itself and others, each once"
    for party in offer.parties:
        if party not in game.seats:
            return f"its party {party!r} is no seat"
    return next(_clause_faults(game, offer), None)


def _clause_faults(game: Game, offer: Offer) -> Iterator[str]:
    for clause in offer.clauses:
        fault = _clause_fault(game, offer, clause)
        if fault is not None:
            yield fault


def _clause_fault(game: Game, offer: Offer, clause: Clause) -> str | None:
    if clause.seat not in offer.parties:
        return f"it binds {clause.seat!r}, which is no party"
    move = game.pack.moves.get(clause.move)
    if move is None:
        return f"no move is called {clause.move!r}"
    if clause.seat not in move.who:
        return f"{move.name} is not open to {clause.seat}"
    if clause.until < game.turn:
        return f"it runs until turn {clause.until}, which is past"
    if clause.target and clause.target not in referee.targets(game.pack, game.pack.seat(clause.seat), move):
        return f"{move.name} has no target {clause.target!r}"
    return None


def _sign_fault(game: Game, seat: str, exchange: int, agreement: str) -> str | None:
    if exchange != 2:
        return "agreements are signed in the second exchange"
    record = next((one for one in game.agreements if one.id == agreement), None)
    if record is None:
        return f"no agreement is called {agreement!r}"
    if seat not in record.offer.parties:
        return f"it is no party to {agreement}"
    if seat in record.signed_by:
        return f"it has signed {agreement} before"
    return (
        None if record.offered_turn == game.turn else f"{agreement} was on the table in turn {record.offered_turn} only"
    )
