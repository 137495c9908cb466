"""What a reader of standings must know before believing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.tournament.standings import Standings

ALPHA = 0.05
"""A contrast is told from chance only where its adjusted p is below this."""


def notes(found: Standings, limit: float) -> Iterator[str]:
    """Caveats, one sentence each; `limit` is the share of fallbacks above which a player is left out."""
    if found.one_seat:
        yield "players met in one seat only: this is not a comparison of players"
    if not found.complete:
        yield (
            f"{found.games - found.finished} of {found.games} games are not over; these standings are not final, "
            "and sets of which a game is missing do not count"
        )
    needed = least_sets(len(found.players))
    if found.counted < needed:
        yield f"{found.counted} whole rotation sets cannot tell these players from chance; {needed} or more may"
    for one in found.players:
        if one.name in found.excluded:
            yield (
                f"{one.name} is left out: {one.fallbacks} of its {one.asked} answers were stood in for, "
                f"{one.fallback_rate:.0%} against the plan's limit of {limit:.0%}"
            )
        if one.unpriced:
            yield f"{one.unpriced} requests of {one.name} are of unknown cost"
    if found.settings > 1:
        yield "the games were not all played with the same scenario and the same version of the program"


def least_sets(players: int) -> int:
    """Rotation sets below which no change of signs is rare enough to tell any two of the players from chance."""
    contrasts = players * (players - 1) // 2
    return next(sets for sets in range(1, 100) if contrasts * 2.0 ** (1 - sets) < ALPHA)
