"""Views of a real game for model seats, and a desk that keeps in memory what it records."""

import pathlib
import time
from functools import cache
from tempfile import TemporaryDirectory

from tests.views.playing import play
from wargame.events import Event
from wargame.events.payloads import AgreementOffered, OrderGiven, ReplyReceived, RequestSent
from wargame.views import Game, SeatView, fold, view

PERSONAS = pathlib.Path(__file__).parents[2] / "personas"
TURNS = 3


@cache
def events() -> tuple[Event, ...]:
    with TemporaryDirectory() as folder:
        return tuple(play(pathlib.Path(folder) / "game.jsonl", turns=TURNS).events)


def before_orders(turn: int) -> Game:
    """The game as it is when the orders of a turn are asked for, with the real personas."""
    return _until(next(e.seq for e in events() if e.turn == turn and isinstance(e.data, OrderGiven)))


def with_open_offer() -> Game:
    """Turn 1 when the open lab's offer to the integrator lies on the table."""
    return _until(next(e.seq for e in events() if isinstance(e.data, AgreementOffered)) + 1)


def _until(count: int) -> Game:
    game = fold(events()[:count])
    for seat, status in game.seats.items():
        status.persona_text = (PERSONAS / f"{seat}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return game


def seen(seat: str, turn: int = 2) -> SeatView:
    return view(before_orders(turn), seat)


class MemoryDesk:
    """Keeps requests and replies in the order they were recorded; `kept` are replies from before a kill."""

    def __init__(self, seconds: float = 20.0, kept: tuple[ReplyReceived, ...] = ()) -> None:
        self.ends = time.monotonic() + seconds
        self.kept = {reply.attempt: reply for reply in kept}
        self.log: list[RequestSent | ReplyReceived] = []

    @property
    def deadline(self) -> float:
        return max(0.0, self.ends - time.monotonic())

    @property
    def requests(self) -> list[RequestSent]:
        return [entry for entry in self.log if isinstance(entry, RequestSent)]

    @property
    def replies(self) -> list[ReplyReceived]:
        return [entry for entry in self.log if isinstance(entry, ReplyReceived)]

    def recorded(self, attempt: int) -> ReplyReceived | None:
        return self.kept.get(attempt)

    async def request(self, sent: RequestSent) -> None:
        self.log.append(sent)

    async def reply(self, got: ReplyReceived) -> None:
        self.log.append(got)
