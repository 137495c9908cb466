"""A live session on the screen."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from wargame import tui
from wargame.cli.exit_codes import ExitCode
from wargame.cli.headless import tell_how_to_resume
from wargame.cli.output import show

if TYPE_CHECKING:
    from types import FrameType

    from wargame.facilitator import LiveSession


def show_session(session: LiveSession) -> ExitCode:
    """Play on the screen until the person leaves or a polite kill comes; the terminal is restored either way."""
    killed: list[int] = []

    def leave(number: int, _: FrameType | None) -> None:
        killed.append(number)
        signal.raise_signal(signal.SIGINT)  # which the event loop turns into an orderly end

    before = signal.signal(signal.SIGTERM, leave)
    try:
        tui.run(session, drive=session.run)
    finally:
        signal.signal(signal.SIGTERM, before)
        if not session.over:
            tell_how_to_resume(session)
    if session.over:
        show(str(session.path))
    return ExitCode.INTERRUPTED if killed and not session.over else ExitCode.FINE
