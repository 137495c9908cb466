"""From a doctrine's rules to an order: what applies, what is legal together, what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wargame import referee
from wargame.events import Order
from wargame.events import OrderedMove as Ordered
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.moves import describe, describe_move, label
from wargame.referee.inputs import Clause, OrderedMove
from wargame.referee.orders import targets
from wargame.seats.doctrines.expression import NotKnown
from wargame.seats.doctrines.situation import Situation
from wargame.seats.doctrines.tables import Choice, Doctrine, OrderRule
from wargame.seats.doctrines.words import choose, joined

QUARTERS = 4
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
    most: int = 1
    extra: dict[str, Any] = field(default_factory=dict)


def order(doctrine: Doctrine, situation: Situation) -> Order:
    """The order that the doctrine's rules give for what the seat sees; a pure function of it."""
    wishes = sorted((*_promised(doctrine, situation), *_wanted(doctrine, situation)), key=lambda w: (-w.weight, w.id))
    chosen = _affordable(wishes, situation, doctrine)
    if not _thrifty(doctrine, situation):
        chosen = _filled(chosen, situation)
    view, pack = situation.view, situation.pack
    moves = tuple(Ordered(**vars(wish.move)) for wish in chosen)
    said = [past.order.intent for past in view.own]
    told = [past.order.statement for past in view.own]
    intents = [
        _words(wish.intent, wish, situation, said) or f"{describe_move(pack, wish.move)}, as before." for wish in chosen
    ]
    statements = [_words(wish.statement, wish, situation, told) for wish in chosen]
    statement = joined(list(dict.fromkeys(text for text in statements if text))[:2], MAX_LINE)
    hold = "" if chosen else choose(doctrine.holds, situation, {}, said, view.turn)
    memo = choose(doctrine.memo, situation, {"moves": describe(pack, moves)}, (), view.turn)
    return Order(
        moves=moves,
        intent=joined([*intents, hold], MAX_LINE),
        statement=statement or choose(doctrine.remarks, situation, {}, told, view.turn)[:MAX_LINE],
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
    if rule.move not in situation.pack.moves or _too_late(rule.move, situation) or not rule.when.value(situation):
        return None
    target, industry = _one(rule.target, situation), _one(rule.industry, situation)
    if situation.since(situation.view.seat, rule.move, target or industry) <= rule.rest:
        return None
    wanted = int(max(1, min(3, rule.intensity.value(situation))))
    extra = {"target": label(situation.pack, target), "industry": label(situation.pack, industry)}
    move = OrderedMove(rule.move, target, industry, wanted)
    weight = float(rule.weight.value(situation))
    return Wish(rule.id, weight, move, rule.intent, rule.statement, rule.breaks, rule.most, extra)


def _too_late(move: str, situation: Situation) -> bool:
    """True where nothing that the move does would begin before the game ends."""
    pack, view = situation.pack, situation.view
    years_left = (view.turns - view.turn + 1) * pack.quarters_per_turn / QUARTERS
    return all(effect.lag >= years_left for effect in pack.moves[move].effects)


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
        if void(agreement.id, doctrine, situation):
            continue
        for index, clause in enumerate(agreement.clauses):
            mine = clause.seat == view.seat and clause.kind == "do" and clause.move in pack.moves
            if not mine or index in agreement.kept or clause.until < view.turn:
                continue
            partners = ", ".join(label(pack, party) for party in agreement.parties if party != view.seat)
            argument, rule = _argument(clause, doctrine, situation)
            in_industry = pack.moves[clause.move].target == "industry"
            move = OrderedMove(clause.move, "" if in_industry else argument, argument if in_industry else "")
            extra = {"move": pack.moves[clause.move].name, "partner": partners, "agreement": agreement.id}
            extra |= {"target": label(pack, argument), "industry": label(pack, argument)}
            weight = PROMISED - (clause.until - view.turn)
            spoken = rule.statement if rule is not None else []
            # What was agreed in private is not told to everyone.
            statement = spoken or (doctrine.promised if agreement.public else [])
            yield Wish(f"{agreement.id}/{index}", weight, move, doctrine.promised, statement, extra=extra)


def _argument(clause: Clause, doctrine: Doctrine, situation: Situation) -> tuple[str, OrderRule | None]:
    """Target or industry of a promised move, and the rule that speaks for it, if the doctrine has one."""
    pack = situation.pack
    options = targets(pack, pack.seat(situation.view.seat), pack.moves[clause.move])
    for rule in doctrine.orders:
        if rule.move == clause.move:
            chosen = _one(rule.target, situation) or _one(rule.industry, situation)
            if clause.target in ("", chosen):
                return chosen, rule
    return (clause.target or options[0] if options else ""), None


def _affordable(wishes: Sequence[Wish], situation: Situation, doctrine: Doctrine) -> list[Wish]:
    """The wishes that stand together, best first, each with as much force as the budget allows."""
    chosen: list[Wish] = []
    for wish in wishes:
        if not wish.breaks and _forbidden(wish.move, situation, doctrine):
            continue
        for intensity in range(wish.move.intensity, 0, -1):
            move = OrderedMove(wish.move.move, wish.move.target, wish.move.industry, intensity)
            if _stands([*(other.move for other in chosen), move], situation):
                chosen.append(replace(wish, move=move))
                break
    return chosen


def _filled(chosen: list[Wish], situation: Situation) -> list[Wish]:
    """The same with more force, best first, as far as points are left over and the rules allow."""
    filled = list(chosen)
    for place, wish in enumerate(chosen):
        for intensity in range(wish.most, wish.move.intensity, -1):
            stronger = replace(wish.move, intensity=intensity)
            if _stands([stronger if at == place else other.move for at, other in enumerate(filled)], situation):
                filled[place] = replace(wish, move=stronger)
                break
    return filled


def _thrifty(doctrine: Doctrine, situation: Situation) -> bool:
    try:
        return bool(doctrine.thrifty.value(situation))
    except NotKnown:
        return False


def _stands(moves: Sequence[OrderedMove], situation: Situation) -> bool:
    view = situation.view
    accepted, _ = referee.check(situation.pack, view.belief, view.seat, moves, view.in_force, view.turn)
    return len(accepted) == len(moves)


def _forbidden(move: OrderedMove, situation: Situation, doctrine: Doctrine) -> bool:
    """True where a promise that still counts says that the seat refrains from the move."""
    return any(
        (clause.seat, clause.kind, clause.move) == (situation.view.seat, "refrain", move.move)
        and clause.target in ("", move.target, move.industry)
        and clause.until >= situation.view.turn
        for agreement in situation.view.in_force
        if not void(agreement.id, doctrine, situation)
        for clause in agreement.clauses
    )


def void(agreement: str, doctrine: Doctrine, situation: Situation) -> bool:
    """True where another party broke the agreement and the doctrine does not forgive that."""
    broken = (pact.broken for pact in situation.view.agreements if pact.id == agreement)
    return not doctrine.forgives and any(seat != situation.view.seat for breaches in broken for _, seat, _ in breaches)


def _words(texts: Sequence[str], wish: Wish, situation: Situation, said: Sequence[str]) -> str:
    if not texts:
        return ""
    used = situation.done(situation.view.seat, wish.move.move, wish.move.target or wish.move.industry)
    return choose(texts, situation, wish.extra, said, used)
