"""Finds an address at which nothing listens before a game waits for it, question by question."""

from __future__ import annotations

import asyncio
import urllib.request
from collections.abc import Iterable
from urllib.parse import urlsplit

from wargame.endpoints import Endpoint
from wargame.facilitator.errors import EndpointsDownError

SECONDS = 5.0
PORTS = {"http": 80, "https": 443}


async def check_reachable(endpoints: Iterable[Endpoint]) -> None:
    """Raises EndpointsDownError naming every address that takes no connection; behind a proxy nobody can tell."""
    if urllib.request.getproxies():
        return
    addresses = sorted({endpoint.base_url for endpoint in endpoints})
    faults = await asyncio.gather(*(_fault(address) for address in addresses))
    if any(faults):
        raise EndpointsDownError("\n".join(fault for fault in faults if fault))


async def _fault(address: str) -> str:
    parts = urlsplit(address)
    try:
        async with asyncio.timeout(SECONDS):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port or PORTS[parts.scheme])
    except OSError as problem:  # a timeout is one, too
        why = problem.strerror or "no answer"
        return f"cannot reach {address} ({why}): check the address and that the server runs"
    writer.close()
    return ""
