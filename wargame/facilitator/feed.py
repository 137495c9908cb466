"""Every event of the session from the first, for any number of readers, as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

from wargame.events import Event


class Feed:
    """A list of events that grows until it is closed."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._events = list(events)
        self._closed = False
        self._more = asyncio.Event()

    def add(self, event: Event) -> None:
        """Append an event and wake the readers."""
        self._events.append(event)
        self._wake()

    def close(self) -> None:
        """Say that no event follows."""
        self._closed = True
        self._wake()

    async def read(self) -> AsyncIterator[Event]:
        """Every event from the first; ends once the feed is closed and read."""
        at = 0
        while True:
            while at < len(self._events):
                yield self._events[at]
                at += 1
            if self._closed:
                return
            await self._more.wait()

    def _wake(self) -> None:
        self._more.set()
        self._more = asyncio.Event()
