"""What a reader of standings must know before believing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.tournament.standings import Standings

LEAST_SETS = 6
"""Below this no change of signs is rarer than one in twenty."""


def notes(found: Standings, limit: float) -> Iterator[str]:
    """Caveats, one sentence each; `limit` is the share of fallbacks above which a player is left out."""
    if found.one_seat:
        yield "players met in one seat only: this is not a comparison of players"
    if not found.complete:
        yield (
            f"{found.games - found.finished} of {found.games} games are not over; these standings are not final, "
            "and sets of which a game is missing do not count"
        )
    if found.counted < LEAST_SETS:
        yield f"{found.counted} whole rotation sets cannot tell players from chance; {LEAST_SETS} or more may"
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
