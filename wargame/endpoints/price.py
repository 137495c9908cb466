"""What a model's tokens cost, and what a recorded reply did."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wargame.events.payloads import ReplyReceived

PER = 1_000_000
RECORDED_AS = "price"
"""Key under which a reply's settings hold the price that it was got at."""

Dollars = Annotated[float, Field(ge=0, le=1_000_000)]


class Price(BaseModel):
    """USD for a million tokens: read, read from the endpoint's cache (default: as read), written; `as_of` that day."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    input: Dollars
    output: Dollars
    cached: Dollars | None = None
    as_of: Annotated[date, Field(strict=False)]

    def cost(self, usage: dict[str, int]) -> float | None:
        """USD for what a server reports to have read and written; None where it does not."""
        if not {"prompt_tokens", "completion_tokens"} <= usage.keys():
            return None
        cached = min(usage.get("cached_tokens", 0), usage["prompt_tokens"])
        read = (usage["prompt_tokens"] - cached) * self.input
        read += cached * (self.input if self.cached is None else self.cached)
        return (read + usage["completion_tokens"] * self.output) / PER


def cost_of(reply: ReplyReceived) -> float | None:
    """USD that a recorded reply cost; None where its record has no price or no token counts."""
    recorded: Any = reply.settings.get(RECORDED_AS)
    try:
        return Price.model_validate(recorded).cost(reply.usage) if recorded else None
    except ValidationError:
        return None
