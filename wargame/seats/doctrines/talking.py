"""From a doctrine's rules to talk: what to say, what to propose, what to sign and why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from wargame.events import Clause, Message, Offer, Talk
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.moves import describe_clause
from wargame.seats.doctrines.expression import NotKnown
from wargame.seats.doctrines.situation import ANY, NEVER, Situation
from wargame.seats.doctrines.tables import Doctrine, OfferRule, Rule
from wargame.seats.doctrines.words import choose
from wargame.views import Pact

MESSAGES, OFFERS = 2, 1
"""How many messages a scripted seat sends, and offers it makes, in a turn at most."""
STRANGE = (-0.5, "it says nothing about what we need")
R = TypeVar("R", bound=Rule)
PRICE_OF_BREACH = 1.0
"""By how much a clause is worth less for each known breach of the seat that promises it."""


def speak(doctrine: Doctrine, situation: Situation) -> Talk:
    """First exchange: offers with the messages that go with them, then what else is worth saying."""
    offers, messages = [], []
    for rule in list(_ranked(doctrine.offers, situation))[:OFFERS]:
        offer, message = _offer(rule, situation)
        if offer is not None:
            offers.append(offer)
            messages.append(message)
    for message_rule in _ranked(doctrine.messages, situation):
        if len(messages) >= MESSAGES:
            break
        if _spoke(message_rule.text, situation) <= message_rule.rest:
            continue
        text = choose(_fresh(message_rule.text, situation), situation, {}, ())
        if text:
            messages.append(Message(to=tuple(message_rule.to), text=text[:MAX_TEXT]))
    return Talk(messages=tuple(messages), offers=tuple(offers))


def answer(doctrine: Doctrine, situation: Situation) -> Talk:
    """Second exchange: signatures, and to each offer that is not signed the reason."""
    signs: list[str] = []
    messages: list[Message] = []
    view = situation.view
    for pact in view.offers:
        if view.seat not in pact.offer.parties or view.seat in pact.signed_by:
            continue
        worth, best, worst = weigh(doctrine, situation, pact)
        extra = {"agreement": pact.id, "why": best if worth > 0 else worst}
        texts = doctrine.signs if worth > 0 else doctrine.declines
        text = choose(texts, situation, extra, (), view.turn + len(signs) + len(messages))
        if worth > 0:
            signs.append(pact.id)
        if text:
            messages.append(Message(to=() if pact.offer.public else (pact.offered_by,), text=text[:MAX_TEXT]))
    return Talk(messages=tuple(messages), signs=tuple(signs))


def weigh(doctrine: Doctrine, situation: Situation, pact: Pact) -> tuple[float, str, str]:
    """What an offer is worth to the seat, the reason that speaks most for it and the one against it."""
    reasons = []
    for clause in pact.offer.clauses:
        worth, why = _worth(doctrine, situation, clause)
        if clause.seat != situation.view.seat:
            worth -= PRICE_OF_BREACH * situation.broke(clause.seat)
        reasons.append((worth, why))
    best, worst = max(reasons), min(reasons)
    return sum(worth for worth, _ in reasons), best[1], worst[1]


def _worth(doctrine: Doctrine, situation: Situation, clause: Clause) -> tuple[float, str]:
    who = "me" if clause.seat == situation.view.seat else clause.seat
    for rule in doctrine.worth:
        if rule.seat in (who, ANY) and rule.kind in (clause.kind, ANY) and rule.move in (clause.move, ANY):
            try:
                worth = float(rule.worth.value(situation))
            except NotKnown:
                continue
            return worth, rule.why_not if worth < 0 and rule.why_not else rule.why
    return STRANGE


def _ranked(rules: Sequence[R], situation: Situation) -> Iterator[R]:
    """The rules that apply, heaviest first."""
    found = []
    for rule in rules:
        try:
            if rule.when.value(situation):
                found.append((-float(rule.weight.value(situation)), rule.id, rule))
        except NotKnown:
            continue
    yield from (rule for _, _, rule in sorted(found, key=lambda item: item[:2]))


def _offer(rule: OfferRule, situation: Situation) -> tuple[Offer | None, Message]:
    """The offer that a rule makes now; None where one like it is open, in force or too fresh."""
    view = situation.view
    parties = (view.seat, *rule.to)
    until = min(view.turns, view.turn + rule.turns - 1)
    clauses = tuple(
        Clause(seat=view.seat if item.seat == "me" else item.seat, kind=item.kind, move=item.move, target=item.target,
               until=until)
        for item in rule.clauses
    )  # fmt: skip
    terms = "; ".join(describe_clause(situation.pack, clause) for clause in clauses)
    extra: dict[str, Any] = {"terms": terms, "until": until}
    text = choose(rule.text, situation, extra, (), view.turn)
    words = choose(_fresh(rule.message, situation) or rule.message, situation, extra, (), view.turn)
    message = Message(to=tuple(rule.to), text=words[:MAX_TEXT])
    known = all(clause.move in situation.pack.moves for clause in clauses)
    if not known or not text or not message.text or _again(rule, parties, clauses, situation):
        return None, message
    return Offer(parties=parties, clauses=clauses, public=rule.public, text=text[:MAX_LINE]), message


def _again(rule: OfferRule, parties: tuple[str, ...], clauses: tuple[Clause, ...], situation: Situation) -> bool:
    """True where the same terms are in force, or the rule spoke within its rest."""
    terms = {(clause.seat, clause.kind, clause.move) for clause in clauses}
    standing = (
        {(clause.seat, clause.kind, clause.move) for clause in agreement.clauses} == terms
        for agreement in situation.view.in_force
        if set(agreement.parties) == set(parties)
    )
    return any(standing) or _spoke(rule.message, situation) <= rule.rest


def _fresh(texts: Sequence[str], situation: Situation) -> list[str]:
    """Texts that the seat has not used yet in this game."""
    return [text for text in texts if _spoke([text], situation) == NEVER]


def _spoke(texts: Sequence[str], situation: Situation) -> int:
    """Turns since the seat said one of these texts (known by its words before the first figure); 99 if it never did."""
    openings = tuple(text.partition("{")[0] for text in texts)
    view = situation.view
    said = [heard.turn for heard in view.inbox if heard.seat == view.seat and heard.text.startswith(openings)]
    return view.turn - max(said) if said else NEVER
