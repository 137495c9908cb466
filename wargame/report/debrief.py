"""The game in a few sentences, and the questions it leaves for the hot wash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.report.conduct import Conduct
from wargame.report.leading import Standing
from wargame.report.limits import OtherWorld
from wargame.report.promises import BROKEN, Promises
from wargame.report.shifts import Shift
from wargame.report.words import amount, counted, signed
from wargame.views import Game


def gist(game: Game, standings: list[Standing], causes: Mapping[str, float], promises: Promises) -> list[str]:
    """The game in a few sentences."""
    before, after = (float(game.rents(turn).sum()) for turn in (0, game.closed))
    news, hand, drift = causes["injects"], causes["facilitator"], causes["drift"]
    seats = sum(causes.values()) - news - hand - drift
    found = [
        f"The world’s rents went from {amount(before, 0)} to {amount(after, 0)} USD bn a year. Of the change, "
        f"{signed(drift, 0)} would have come anyway; the seats’ orders made {signed(seats, 0)}"
        f", the news {signed(news, 0)}" + (f", adjustments {signed(hand, 0)}." if round(hand) else "."),
    ]
    if len(standings) > 1:
        found.append(
            f"Against a world in which everyone held, {standings[0].seat} gained most on its own goal "
            f"({signed(standings[0].goal, 2)}), {standings[-1].seat} least ({signed(standings[-1].goal, 2)})."
        )
    if promises.pacts:
        broken = promises.count(BROKEN)
        found.append(
            f"{counted(len(promises.pacts), 'agreement')} came into force with "
            f"{counted(promises.made, 'promise')}; {broken or 'none'} {'was' if broken <= 1 else 'were'} broken."
        )
    return [sentence[0].upper() + sentence[1:] for sentence in found]


def questions(
    standings: Sequence[Standing],
    shifts: Sequence[Shift],
    promises: Promises,
    conduct: Conduct,
    worlds: Sequence[OtherWorld],
) -> list[str]:
    """Questions for the hot wash, from what happened."""
    top = shifts[0]
    found = [
        f"The largest shift was {top.holder} in {top.layer} ({signed(top.change)} bn a year). "
        "Who at the table saw it coming, in which turn, and what would they have needed to act on it?",
        *_of_seats(standings),
        *_of_promises(promises),
    ]
    if conduct.adjustments:
        found.append("Where the facilitator adjusted a ruling: did the room agree, and should the model change?")
    found += [
        f"The world followed “{world.name}”. What in the game made you believe or doubt it?"
        for world in worlds
        if world.played
    ]
    return [
        *found,
        "Which single decision would you take back, and when could you first have known?",
        "What did the model leave out that would have decided this in the world?",
    ]


def _of_seats(standings: Sequence[Standing]) -> list[str]:
    first, last = standings[0], standings[-1]
    idle = min(standings, key=lambda standing: standing.own)
    found = [
        f"The orders of {idle.seat} changed its own rent by {signed(idle.own)} bn a year, "
        "less than those of any other. What were they meant to do, and what did they do instead?"
    ]
    if first is not last:
        found.insert(
            0,
            f"{first.seat} gained most on its goal and {last.seat} least. Would each say that it won or lost? "
            "Were the goals the right ones?",
        )
    return found


def _of_promises(promises: Promises) -> list[str]:
    found = []
    broken = [(pact, promise) for pact in promises.pacts for promise in pact.promises if promise.fate == BROKEN]
    if broken:
        pact, promise = broken[0]
        found.append(
            f"{promise.seat} broke its word ({pact.id}: {promise.text}). Was it worth the price in trust, and who "
            "changed course because of it?"
        )
    elif promises.pacts:
        found.append("No promise was broken. Were they hard promises, or things that would have been done anyway?")
    if promises.unsigned:
        offer = promises.unsigned[0]
        found.append(f"{offer.missing} did not sign {offer.id} ({offer.text}). What would have made it a yes?")
    return found
