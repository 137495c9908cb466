"""Holds a live game before its next turn until somebody lets it go on."""

from __future__ import annotations

import asyncio

from wargame.events import Command, Pause, Play, Step, Stop


class Pace:
    """Play, pause, step and stop; a game starts playing."""

    def __init__(self) -> None:
        self._go = asyncio.Event()
        self._go.set()
        self._one = False
        self.stopped = False

    def obey(self, command: Command) -> None:
        """Take a command."""
        match command:
            case Pause():
                self._go.clear()
                self._one = False
            case Play():
                self._one = False
                self._go.set()
            case Step():
                self._one = True
                self._go.set()
            case Stop():
                self.stopped = True
                self._go.set()

    async def next_turn(self) -> bool:
        """Wait for leave to play a turn; False once the game was stopped."""
        await self._go.wait()
        if self._one and not self.stopped:
            self._go.clear()
        return not self.stopped
