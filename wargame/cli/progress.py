"""How a game without a screen goes, line by line on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.cli.output import tell
from wargame.events import Event
from wargame.events.payloads import FallbackUsed, InjectReleased, TurnClosed

if TYPE_CHECKING:
    from wargame.facilitator import LiveSession
    from wargame.views import Game


async def follow(session: LiveSession) -> None:
    """Tell of news, fallbacks and closed turns until the session ends."""
    game = session.game
    tell(f"{game.pack_file.id}: {game.turns} turns, seed {game.seed}, thesis {game.thesis}")
    async for event in session.events():
        line = _line(game, event)
        if line:
            tell(line)


def _line(game: Game, event: Event) -> str:
    match event.data:
        case InjectReleased() as news:
            return f"  news: {news.name}"
        case FallbackUsed() as fallback:
            return f"  {game.pack.seat(fallback.seat).name} {fallback.default}: {fallback.reason}"
        case TurnClosed():
            goals = game.goals(event.turn)
            first = max(goals, key=goals.__getitem__)
            label = game.pack_file.turn_label(event.turn)
            leads = f"{game.pack.seat(first).name} leads, goal {goals[first]:+.2f}"
            return f"turn {event.turn} of {game.turns} ({label}): {leads}"
    return ""
