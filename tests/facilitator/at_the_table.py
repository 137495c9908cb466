"""People at a table in tests: a live session that runs while the test answers and commands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.facilitator.games import everyone
from wargame import facilitator
from wargame.events import AcceptRuling, Event, HumanAsk, Order, Pause, Stop, Talk
from wargame.facilitator import LiveSession, Terms

WAIT = 20.0


def table(path: Path, *people: str, turns: int = 1, terms: Terms | None = None, **others: str) -> LiveSession:
    """A game in which everyone holds but for these people."""
    seats = everyone("hold", **others, **dict.fromkeys(people, "human"))
    return facilitator.new(facilitator.Setup(seats=seats, turns=turns, seed=7, out=path), terms=terms or Terms())


class Table:
    """A running session; `ask` waits for the next question to a person."""

    def __init__(self, session: LiveSession) -> None:
        self.session = session
        self._asks = session.asks()
        self._seen: list[str] = []
        self.playing = asyncio.create_task(session.run())

    async def ask(self, phase: str = "") -> HumanAsk:
        """The next question; talk that waits before one of `phase` is answered with nothing."""
        for ask_id in self._seen if phase == "order" else ():
            if "-talk-" in ask_id and self.session.waiting(ask_id):
                await self.session.answer(ask_id, Talk())
        while True:
            ask = await asyncio.wait_for(anext(self._asks), WAIT)
            self._seen.append(ask.id)
            if phase in ("", ask.phase):
                return ask
            await self.session.answer(ask.id, Talk())

    async def see(self, kind: str, count: int = 1) -> Event:
        """Wait until an event of a kind has come for the `count`th time."""
        async with asyncio.timeout(WAIT):
            seen = 0
            async for event in self.session.events():
                seen += event.kind == kind
                if seen == count:
                    return event
        raise AssertionError(f"the session ended before its {kind}")

    async def reviewed(self) -> None:
        """Wait until a ruling is under review."""
        await self.see("ruling_proposed")
        async with asyncio.timeout(WAIT):
            while not self.session.reviewing:  # noqa: ASYNC110 - no event tells that the wait has begun
                await asyncio.sleep(0.01)

    async def order(self, *moves: dict[str, Any]) -> HumanAsk:
        """Answer the next question for an order."""
        ask = await self.ask("order")
        await self.session.answer(ask.id, Order.model_validate({"moves": moves}))
        return ask

    async def accept(self) -> None:
        """Accept the ruling that comes."""
        await self.reviewed()
        await self.session.command(AcceptRuling())

    async def end(self) -> None:
        """Wait for the session to end by itself."""
        await asyncio.wait_for(self.playing, WAIT)


@asynccontextmanager
async def seated(session: LiveSession, *, held: bool = False) -> AsyncIterator[Table]:
    """Run a session; whatever is left of it afterwards is stopped."""
    if held:
        await session.command(Pause())
    at = Table(session)
    if held:
        await asyncio.sleep(0.05)
    try:
        yield at
    finally:
        await session.command(Stop())
        if not at.playing.done():
            at.playing.cancel()
        await asyncio.gather(at.playing, return_exceptions=True)


def affordable(ask: HumanAsk) -> dict[str, Any]:
    """The first move of an ask as an order has it."""
    option = ask.options[0]
    return {"move": option.move, "target": option.target, "industry": option.industry, "intensity": 1}
