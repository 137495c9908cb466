"""People at the screen: asks made from the made game, as a live session would put them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.made import Made
from wargame import moves
from wargame.events import Event, HumanAsk, Option
from wargame.tui.app import TableApp
from wargame.tui.screens.table import TableScreen
from wargame.views import fold, view

if TYPE_CHECKING:
    from wargame.events.payloads import Phase


def until(events: Sequence[Event], kind: str, turn: int) -> list[Event]:
    """The events up to the first of a kind in a turn."""
    last = next(at for at, event in enumerate(events) if (event.kind, event.turn) == (kind, turn))
    return list(events[: last + 1])


def ask(events: Sequence[Event], seat: str, phase: Phase = "order", exchange: int = 0) -> HumanAsk:
    """What a seat is asked after these events."""
    game = fold(events)
    found = moves.legal(game.pack, game.state(game.closed), seat, game.agreements_in_force(game.turn), game.turn)
    options = tuple(
        Option(str(at), move.move, move.target, move.industry, move.cost, move.name, move.text,
               game.pack.moves[move.move].layer)
        for at, move in enumerate(found)
    )  # fmt: skip
    return HumanAsk(
        f"{seat}-{phase}", seat, phase, exchange, view(game, seat), 252.0, None, () if phase == "talk" else options
    )


class AtTable:
    """A live game that waits for people, and the handles that tests need."""

    def __init__(self, app: TableApp, pilot: Pilot[None], session: Made) -> None:
        self.app, self.pilot, self.session = app, pilot, session

    @property
    def table(self) -> TableScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, TableScreen))

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*("space" if char == " " else char for char in text))

    async def settle(self) -> None:
        groups = ("preview", "draft", "submit", "commands", "session", "asks", "desk", "ruling")
        await self.pilot.pause()
        for _ in range(3):
            busy = [worker for worker in self.app.workers if worker.group in groups]
            if busy:  # without any, Textual would wait for all workers, and one waits for people
                await self.app.workers.wait_for_complete(busy)
            await self.pilot.pause(0.02)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so; at most two seconds."""
        for _ in range(100):
            if true():
                break
            await self.pilot.pause(0.02)
        assert true()

    def text(self, selector: str) -> str:
        return str(self.app.screen.query_one(selector, Static).content)

    def all_text(self) -> str:
        """Everything that can be read on the screen now."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(line.text for line in lines)


@asynccontextmanager
async def at_table(session: Made, size: tuple[int, int] = (130, 40)) -> AsyncIterator[AtTable]:
    app = TableApp(session, playing=False)
    async with app.run_test(size=size) as pilot:
        shown = AtTable(app, pilot, session)
        await shown.settle()
        if session.pending:
            await shown.until(lambda: not isinstance(app.screen, TableScreen))
        yield shown
