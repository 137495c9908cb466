"""The clients of a program: one per endpoint, shared by every seat and game that uses it."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from wargame.endpoints.endpoint import Endpoint

if TYPE_CHECKING:
    from wargame.endpoints.client import Client


class Pool:
    """Makes clients when they are first asked for and closes them all; use it in one event loop."""

    def __init__(self) -> None:
        self._clients: dict[Endpoint, Client] = {}

    def client(self, endpoint: Endpoint) -> Client:
        """The endpoint's client. Raises BadEndpoint where its key is not set."""
        if endpoint not in self._clients:
            # The OpenAI client takes over half a second to import: games without models do without.
            from wargame.endpoints.client import Client

            self._clients[endpoint] = Client(endpoint)
        return self._clients[endpoint]

    async def close(self) -> None:
        """Close every client."""
        while self._clients:
            await self._clients.popitem()[1].close()

    async def __aenter__(self) -> Pool:
        """Use as `async with Pool() as pool`."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
