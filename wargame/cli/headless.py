"""Plays a session without a screen, so that Ctrl-C and a polite kill leave a transcript that can be resumed."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

from wargame.cli import progress
from wargame.cli.exit_codes import ExitCode
from wargame.cli.output import own_command, tell

if TYPE_CHECKING:
    from wargame.facilitator import LiveSession

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def play_through(session: LiveSession) -> ExitCode:
    """Play to the end with progress on standard error. Raises what `session.run` raises, and says how to resume."""
    try:
        finished = asyncio.run(_play(session))
    except Exception:
        tell_how_to_resume(session)
        raise
    if finished:
        return ExitCode.FINE
    if session.over_budget:
        tell("wargame: the budget is spent")
        tell_how_to_resume(session)
        return ExitCode.BUDGET_SPENT
    tell("wargame: interrupted")
    tell_how_to_resume(session)
    return ExitCode.INTERRUPTED


def tell_how_to_resume(session: LiveSession) -> None:
    """Say that what was played is safe, and the command that carries it on."""
    tell(f"wargame: {session.game.closed} of {session.game.turns} turns are played; the transcript is safe")
    tell(f"wargame: carry on with: {own_command()} resume {session.path}")


async def _play(session: LiveSession) -> bool:
    """True once played to the end, False where a signal stopped it."""
    loop = asyncio.get_running_loop()
    watching = asyncio.create_task(progress.follow(session))
    playing = asyncio.create_task(session.run())
    for number in SIGNALS:
        loop.add_signal_handler(number, playing.cancel)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await playing
        return session.over
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)
        await watching
