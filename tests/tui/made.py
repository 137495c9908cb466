"""A small game made event by event with the real referee: every kind of thing a screen must show happens in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from wargame import referee, scenario
from wargame.events import Clause, Command, Event, Firing, Message, Offer, Order, OrderedMove, Payload, Why, WhyQuestion
from wargame.events import payloads as p

START = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
TURNS = 4


class Tape:
    """Numbers and dates events."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._at = START

    def add(self, turn: int, data: Payload, seconds: float = 2.0) -> None:
        self._at += timedelta(seconds=seconds)
        at = self._at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.events.append(Event(len(self.events), at, turn, data.kind, data, "", ""))


def game(turns: int = TURNS) -> list[Event]:
    """All events of the made game."""
    file = scenario.load("contested-2026")
    pack = scenario.compile(file, "neutral")
    state = referee.start(pack)
    tape = Tape()
    seats = {
        seat.id: p.SeatSetup(persona=seat.id, persona_text="", player=PLAYERS.get(seat.id, "scripted:persona"))
        for seat in pack.seats
    }
    tape.add(0, _started(file, state, seats, turns))
    for turn in range(1, turns + 1):
        state = _turn(tape, pack, state, turn)
    goals = {seat.id: 0.0 for seat in pack.seats}
    tape.add(
        turns,
        p.GameEnded(
            reason="completed",
            final_hash="c0ffee" * 10,
            scores={seat: {"goal": 0.0} for seat in goals},
            first="integrator",
        ),
    )
    return tape.events


PLAYERS = {"china_state": "openai:qwen-local@http://127.0.0.1:8080/v1", "us_government": "human"}


def _started(file: scenario.PackFile, state: referee.State, seats: dict[str, p.SeatSetup], turns: int) -> p.GameStarted:
    return p.GameStarted(
        versions={},
        scenario=file.id,
        pack=file.document(),
        thesis="neutral",
        parameters={},
        seats=seats,
        turns=turns,
        seed=7,
        state=referee.state_to_json(state),
        state_hash="",
    )


def _turn(tape: Tape, pack: referee.Pack, state: referee.State, turn: int) -> referee.State:
    ids = [seat.id for seat in pack.seats]
    draws = dict.fromkeys(referee.hazards(pack), 0.99)
    tape.add(turn, p.ChanceDrawn(draws=draws), 0.1)
    if turn in NEWS:
        tape.add(turn, p.InjectReleased(inject=f"news-{turn}", name=NEWS[turn][0], text=NEWS[turn][1], by="scheduled"))
    for exchange in (1, 2):
        for seat in ids:
            tape.add(turn, p.BriefGiven(seat=seat, digest=""), 0.1)
        for data in _talk(turn, exchange, ids):
            tape.add(turn, data, 3.0)
    orders = {seat: _order(pack, state, seat, turn) for seat in ids}
    for seat in ids:
        if (turn, seat) == (2, "open_lab"):
            tape.add(
                turn,
                p.FallbackUsed(seat=seat, phase="order", exchange=0, reason="no reply within 120 s", default="holds"),
            )
            orders[seat] = Order()
        tape.add(turn, p.OrderGiven(seat=seat, order=orders[seat], by="scripted:persona"), 2.5)
    if turn == 3:
        promise = Clause(seat="china_state", kind="refrain", move="train_frontier", until=4)
        tape.add(turn, p.AgreementBroken(seat="china_state", agreement="A1", clause=0, promise=promise))
    moves = {
        seat: tuple(referee.OrderedMove(m.move, m.target, m.industry, m.intensity) for m in order.moves)
        for seat, order in orders.items()
    }
    done = referee.adjudicate(pack, state, referee.TurnInputs(turn=turn, orders=moves, draws=draws))
    tape.add(turn, p.RulingProposed(accepted={}, events=()))
    arrays = {name: getattr(done.factors, name).tolist() for name in ("value", "scarcity", "share", "margin")}
    tape.add(turn, p.RulingReleased(**arrays))
    tape.add(turn, p.TurnClosed(state=referee.state_to_json(done.state), state_hash=""))
    return done.state


HOSTILE = "[bold red]We lead[/] \x1b[31mand shall\x1b[0m keep\x07 leading.\u202e [@click=app.quit]Anyone[/] can see it."

NEWS = {
    1: ("Grid queue", "Half of new US sites are delayed by the grid operator's connection queue."),
    3: ("Open release", "A free model matches the frontier on most work that pays."),
}


def _talk(turn: int, exchange: int, ids: Sequence[str]) -> Iterator[Payload]:
    if exchange == 1:
        for seat in ids:
            text = f"We stand by what we said before turn {turn}: plants first, then models, and no surprises on chips."
            if seat == "frontier_lab":
                text = HOSTILE
            yield p.MessageSent(seat=seat, exchange=1, message=Message(text=text))
        if turn == 1:
            clause = Clause(seat="china_state", kind="refrain", move="train_frontier", until=4)
            offer = Offer(parties=("china_state", "global_south"), clauses=(clause,), text="Standards board")
            yield p.AgreementOffered(seat="global_south", agreement="A1", offer=offer)
    else:
        if turn == 1:
            yield p.AgreementSigned(seat="china_state", agreement="A1", in_force=True)
        yield p.MessageSent(
            seat="global_south", exchange=2, message=Message(to=("china_state",), text="We host your plants.")
        )


def _order(pack: referee.Pack, state: referee.State, seat: str, turn: int) -> Order:
    for move in pack.moves.values():
        ordered = referee.OrderedMove(move.id)
        accepted, _ = referee.check(pack, state, seat, (ordered,), (), turn)
        if accepted and (turn + len(seat)) % 3:
            statement = "Compute is a public good, and ours is open for business."
            return Order(moves=(OrderedMove(move=move.id),), intent="Keep the lead.", statement=statement)
    return Order(statement="We hold and watch.")


class Made:
    """A session over given events; every why is a fixed split of the rent's shift, so that sums can be checked."""

    def __init__(self, events: Sequence[Event], live: bool = False) -> None:
        self._events = list(events)
        self._live = live
        self.commands: list[Command] = []
        self.asked: list[WhyQuestion] = []

    @property
    def live(self) -> bool:
        return self._live

    async def events(self) -> AsyncIterator[Event]:
        for event in self._events:
            yield event

    async def command(self, command: Command) -> None:
        self.commands.append(command)

    async def why(self, question: WhyQuestion) -> Why:
        self.asked.append(question)
        parameter: dict[str, Any] = {
            "id": "sigma", "value": 0.6, "unit": "elasticity", "low": 0.2, "high": 2.0,
            "meaning": "substitution", "source": "guess",
        }  # fmt: skip
        firing = Firing(
            rule="open_release", mechanism="M03", text="best open capability 0.973 to 0.981 of the frontier",
            equation="open' = max(open, capability * openness)", inputs={"capability": 0.973}, outputs={"open": 0.981},
            parameters=(parameter,), causes=("open_lab",),
        )  # fmt: skip
        return Why(
            question.turn, question.seat, question.layer, 91.96, 8.04,
            {"value": 3.14, "scarcity": 2.94, "share": 2.36, "margin": -0.4},
            {"drift": 2.24, "open_lab": 2.7, "integrator": 3.4, "us_government": -0.3},
            (firing,),
        )  # fmt: skip
