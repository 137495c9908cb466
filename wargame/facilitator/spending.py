"""What models have cost so far, as far as the endpoints file gives their prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.endpoints import Endpoint
from wargame.endpoints.endpoint import Price
from wargame.events import Event
from wargame.events.payloads import ReplyReceived, RequestSent

TOKENS_PER_PRICE = 1_000_000


def spent(events: Iterable[Event], endpoints: Iterable[Endpoint]) -> float:
    """Cost in USD of all replies from endpoints with a price; the cost of others is unknown and counts nothing."""
    prices = {(one.base_url, one.model): one.price for one in endpoints}
    asked: dict[tuple[int, str, int, str, int], Price | None] = {}
    total = 0.0
    for event in events:
        data = event.data
        if isinstance(data, RequestSent | ReplyReceived):
            key = (event.turn, data.phase, data.exchange, data.seat, data.attempt)
            if isinstance(data, RequestSent):
                asked[key] = prices.get((data.endpoint, data.model))
            else:
                total += _cost(asked.get(key), data.usage)
    return total


def _cost(price: Price | None, usage: Mapping[str, int]) -> float:
    if price is None:
        return 0.0
    inputs, outputs = usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0)
    return (inputs * price.input + outputs * price.output) / TOKENS_PER_PRICE
