"""A list that grows, from its first item on, for any number of readers, as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Feed(Generic[Item]):
    """A list of items that grows until it is closed."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._items = list(items)
        self._closed = False
        self._more = asyncio.Event()

    @property
    def items(self) -> tuple[Item, ...]:
        """What there is so far."""
        return tuple(self._items)

    def add(self, item: Item) -> None:
        """Append an item and wake the readers."""
        self._items.append(item)
        self._wake()

    def close(self) -> None:
        """Say that no item follows."""
        self._closed = True
        self._wake()

    async def read(self) -> AsyncIterator[Item]:
        """Every item from the first; ends once the feed is closed and read."""
        at = 0
        while True:
            while at < len(self._items):
                yield self._items[at]
                at += 1
            if self._closed:
                return
            await self._more.wait()

    def _wake(self) -> None:
        self._more.set()
        self._more = asyncio.Event()
