"""The clocks of the answers that are awaited: a facilitator may hold them all and give more time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Clock:
    """Time left for one answer, seconds; it runs from the start unless it is held."""

    def __init__(self, seconds: float, held: bool = False) -> None:
        self._left = seconds
        self._since = None if held else time.monotonic()
        self._limit: asyncio.Timeout | None = None

    @property
    def left(self) -> float:
        """Seconds left, at least 0."""
        gone = 0.0 if self._since is None else time.monotonic() - self._since
        return max(0.0, self._left - gone)

    def hold(self, held: bool) -> None:
        """Stop, or run on."""
        self._left = self.left
        self._since = None if held else time.monotonic()
        self._set()

    def extend(self, seconds: float) -> None:
        """Give more time."""
        self._left += seconds
        self._set()

    @asynccontextmanager
    async def limit(self) -> AsyncIterator[None]:
        """Raises TimeoutError in the body once no time is left."""
        async with asyncio.timeout(None) as limit:
            self._limit = limit
            self._set()
            try:
                yield
            finally:
                self._limit = None

    def _set(self) -> None:
        if self._limit is not None and not self._limit.expired():
            ends = None if self._since is None else asyncio.get_running_loop().time() + self.left
            self._limit.reschedule(ends)


class Clocks:
    """All running clocks by the id of their question; clocks started while time is held wait, too."""

    def __init__(self) -> None:
        self.held = False
        self._running: dict[str, Clock] = {}

    def start(self, name: str, seconds: float) -> Clock:
        """Start a clock."""
        clock = self._running[name] = Clock(seconds, self.held)
        return clock

    def stop(self, name: str) -> None:
        """Forget a clock."""
        self._running.pop(name, None)

    def left(self, name: str) -> float:
        """Seconds left on a clock; 0 for one that does not run."""
        clock = self._running.get(name)
        return 0.0 if clock is None else clock.left

    def __len__(self) -> int:
        return len(self._running)

    def hold(self, held: bool) -> None:
        """Stop all clocks, or let them run on."""
        self.held = held
        for clock in self._running.values():
            clock.hold(held)

    def extend(self, seconds: float) -> None:
        """Give everyone who is asked now more time."""
        for clock in self._running.values():
            clock.extend(seconds)
