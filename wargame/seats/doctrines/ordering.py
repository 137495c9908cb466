"""From a doctrine's rules to an order: what applies, what is legal together, what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wargame import referee
from wargame.events import Order
from wargame.events import OrderedMove as Ordered
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.moves import describe, describe_move, label
from wargame.referee.inputs import OrderedMove
from wargame.referee.orders import targets
from wargame.seats.doctrines.expression import NotKnown
from wargame.seats.doctrines.situation import Situation
from wargame.seats.doctrines.tables import Choice, Doctrine, OrderRule
from wargame.seats.doctrines.words import choose, joined

PROMISED = 1000.0
"""Weight of a move that was promised: above any rule's."""


@dataclass(frozen=True)
class Wish:
    """A move that the seat would like to order, how much, and what it says about it."""

    id: str
    weight: float
    move: OrderedMove
    intent: Sequence[str]
    statement: Sequence[str] = ()
    breaks: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


def order(doctrine: Doctrine, situation: Situation) -> Order:
    """The order that the doctrine's rules give for what the seat sees; a pure function of it."""
    wishes = sorted((*_promised(doctrine, situation), *_wanted(doctrine, situation)), key=lambda w: (-w.weight, w.id))
    chosen = _affordable(wishes, situation)
    view, pack = situation.view, situation.pack
    moves = tuple(Ordered(**vars(wish.move)) for wish in chosen)
    said = [past.order.intent for past in view.own]
    told = [past.order.statement for past in view.own]
    intents = [
        _words(wish.intent, wish, situation, said) or f"{describe_move(pack, wish.move)}, as before." for wish in chosen
    ]
    statements = [_words(wish.statement, wish, situation, told) for wish in chosen]
    hold = "" if chosen else choose(doctrine.holds, situation, {}, said, view.turn)
    memo = choose(doctrine.memo, situation, {"moves": describe(pack, moves)}, (), view.turn)
    return Order(
        moves=moves,
        intent=joined([*intents, hold], MAX_LINE),
        statement=joined([text for text in statements if text][:2], MAX_LINE),
        memo=memo[:MAX_TEXT],
    )


def _wanted(doctrine: Doctrine, situation: Situation) -> Iterator[Wish]:
    for rule in doctrine.orders:
        try:
            wish = _wish(rule, situation)
        except NotKnown:
            continue
        if wish is not None:
            yield wish


def _wish(rule: OrderRule, situation: Situation) -> Wish | None:
    """What a rule asks for now, or None. NotKnown where it reads what this game lacks."""
    if rule.move not in situation.pack.moves or not rule.when.value(situation):
        return None
    target, industry = _one(rule.target, situation), _one(rule.industry, situation)
    if situation.since(situation.view.seat, rule.move, target or industry) <= rule.rest:
        return None
    wanted = int(max(1, min(3, rule.intensity.value(situation))))
    extra = {"target": label(situation.pack, target), "industry": label(situation.pack, industry)}
    move = OrderedMove(rule.move, target, industry, wanted)
    return Wish(rule.id, float(rule.weight.value(situation)), move, rule.intent, rule.statement, rule.breaks, extra)


def _one(choice: str | Choice, situation: Situation) -> str:
    if isinstance(choice, str):
        return choice
    worth = {ident: choice.by.value(Asking(situation, ident)) for ident in choice.of}
    return max(worth, key=lambda ident: (worth[ident], ident))


class Asking(Situation):
    """A situation in which `it` names one of several ids."""

    def __init__(self, situation: Situation, it: str) -> None:
        self.__dict__.update(situation.__dict__)
        self._plain = {**situation._plain, "it": it}
        self._cache = {}


def _promised(doctrine: Doctrine, situation: Situation) -> Iterator[Wish]:
    """Moves that the seat is bound to make and has not made yet."""
    view, pack = situation.view, situation.pack
    for agreement in view.in_force:
        for index, clause in enumerate(agreement.clauses):
            mine = clause.seat == view.seat and clause.kind == "do" and clause.move in pack.moves
            if not mine or index in agreement.kept or clause.until < view.turn:
                continue
            entry, seat = pack.moves[clause.move], pack.seat(view.seat)
            argument = clause.target or next(iter(targets(pack, seat, entry)), "")
            in_industry = entry.target == "industry"
            plain = "" if entry.target == "none" else argument
            move = OrderedMove(clause.move, "" if in_industry else plain, plain if in_industry else "")
            partners = ", ".join(label(pack, party) for party in agreement.parties if party != view.seat)
            extra = {"move": entry.name, "partner": partners, "agreement": agreement.id}
            weight = PROMISED - (clause.until - view.turn)
            yield Wish(f"{agreement.id}/{index}", weight, move, doctrine.promised, doctrine.promised, extra=extra)


def _affordable(wishes: Sequence[Wish], situation: Situation) -> list[Wish]:
    """The wishes that stand together, best first, each with as much force as the budget allows."""
    view, chosen = situation.view, list[Wish]()
    for wish in wishes:
        if not wish.breaks and forbidden(wish.move, situation):
            continue
        for intensity in range(wish.move.intensity, 0, -1):
            move = OrderedMove(wish.move.move, wish.move.target, wish.move.industry, intensity)
            trial = (*(other.move for other in chosen), move)
            accepted, _ = referee.check(situation.pack, view.belief, view.seat, trial, view.in_force, view.turn)
            if len(accepted) == len(trial):
                chosen.append(Wish(wish.id, wish.weight, move, wish.intent, wish.statement, wish.breaks, wish.extra))
                break
    return chosen


def forbidden(move: OrderedMove, situation: Situation) -> bool:
    """True where a promise in force says that the seat refrains from the move."""
    return bool(situation.bound(situation.view.seat, "refrain", move.move, move.target or move.industry))


def _words(texts: Sequence[str], wish: Wish, situation: Situation, said: Sequence[str]) -> str:
    if not texts:
        return ""
    used = situation.done(situation.view.seat, wish.move.move, wish.move.target or wish.move.industry)
    return choose(texts, situation, wish.extra, said, used)
