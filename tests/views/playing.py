"""A whole game without a facilitator: legal orders by chance, talk, a broken agreement, injects released by hand."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from wargame import referee, scenario
from wargame.events import Clause, Event, Message, Offer, Order, OrderedMove, Payload
from wargame.events import payloads as happened
from wargame.events.canonical import digest
from wargame.moves import legal
from wargame.scenario import PackFile
from wargame.transcript import Writer
from wargame.views import Game

ADJUSTED_TURN = 3
BELIEFS = {"china_state": "T01", "frontier_lab": "T02"}


@cache
def pack_file() -> PackFile:
    return scenario.load("contested-2026")


@dataclass
class Table:
    """Plays a game on a writer and keeps the fold up to date."""

    writer: Writer
    seed: int = 7
    thesis: str = "neutral"
    turns: int = 3
    game: Game = field(default_factory=Game)
    events: list[Event] = field(default_factory=list)

    def note(self, turn: int, payload: Payload) -> None:
        self.events.append(self.writer.append(turn, payload))
        self.game.apply(self.events[-1])

    def play(self) -> list[Event]:
        self.note(0, self.opening())
        for turn in range(1, self.turns + 1):
            self.play_turn(turn)
        final = self.game.history[-1].state_hash
        boards = self.game.boards(self.turns)
        first = max(boards, key=lambda seat: boards[seat]["goal"])
        self.note(self.turns, happened.GameEnded(reason="completed", final_hash=final, scores=boards, first=first))
        return self.events

    def opening(self) -> happened.GameStarted:
        pack = scenario.compile(pack_file(), self.thesis)
        state = {**referee.state_to_json(referee.start(pack)), "seed": self.seed}
        return happened.GameStarted(
            versions={},
            scenario=pack_file().id,
            pack=pack_file().document(),
            thesis=self.thesis,
            thesis_hidden=True,
            parameters={name: parameter.value for name, parameter in pack.parameters.items()},
            seats={
                seat.id: happened.SeatSetup(
                    persona=seat.id,
                    persona_text=f"Brief of {seat.id}.",
                    player="scripted:random",
                    believes=BELIEFS.get(seat.id, ""),
                )
                for seat in pack.seats
            },
            turns=self.turns,
            seed=self.seed,
            state=state,
            state_hash=digest(state),
        )

    def play_turn(self, turn: int) -> None:
        for payload in (*self.news(turn), *self.talk(turn), *self.orders(turn)):
            self.note(turn, payload)
        self.rule(turn)

    def news(self, turn: int) -> Iterator[Payload]:
        pack = self.game.pack
        draws = {name: _uniform(f"{self.seed}/{turn}/{name}") for name in referee.hazards(pack)}
        yield happened.ChanceDrawn(draws=draws)
        by_hand = [inject.id for inject in pack.injects if inject.release.kind == "drawn"][turn - 1 : turn]
        for name, by in referee.injects_due(pack, self.game.state(turn - 1), turn, draws, by_hand).items():
            yield happened.InjectReleased.model_validate({"inject": name, "name": name, "text": "It is so.", "by": by})

    def talk(self, turn: int) -> Iterator[Payload]:
        for seat in self.game.seats:
            yield happened.BriefGiven(seat=seat, digest="00")
        yield said("china_state", 1, "To all: we build.")
        yield said("open_lab", 1, f"Between us in turn {turn}.", "integrator")
        if turn == 1:
            offer = Offer(parties=("open_lab", "integrator"), clauses=self.promises(), public=False, text="Hush.")
            yield happened.AgreementOffered(seat="open_lab", agreement="a1", offer=offer)
            yield happened.AgreementSigned(seat="integrator", agreement="a1", in_force=True)
            offer = Offer(parties=("us_government", "china_state"), clauses=self.promises())
            yield happened.AgreementOffered(seat="us_government", agreement="a2", offer=offer)

    def promises(self) -> tuple[Clause, ...]:
        """The open lab forswears the first thing it can do, the integrator promises the first thing that it can."""
        shun, do = self.choices("open_lab", 1)[0], self.choices("integrator", 1)[0]
        return (
            Clause(seat="open_lab", kind="refrain", move=shun.move, until=2),
            Clause(seat="integrator", kind="do", move=do.move, until=3),
        )

    def choices(self, seat: str, turn: int) -> list[OrderedMove]:
        state = self.game.state(turn - 1)
        agreements = self.game.agreements_in_force(turn)
        return [
            OrderedMove(move=found.move, target=found.target, industry=found.industry)
            for found in legal(self.game.pack, state, seat, agreements, turn)
        ]

    def orders(self, turn: int) -> Iterator[Payload]:
        chance = random.Random(f"{self.seed}/{turn}")
        for seat in self.game.seats:
            if seat == "global_south" and turn == 2:
                yield happened.FallbackUsed(seat=seat, phase="order", exchange=0, reason="late", default="hold")
                yield happened.OrderGiven(seat=seat, order=Order(), by="default")
                continue
            choices = self.choices(seat, turn)
            moves = chance.sample(choices, min(2, len(choices)))
            if turn == 2 and seat in ("open_lab", "integrator"):
                moves = choices[:1]
            if seat == "frontier_lab":
                moves = [*moves, OrderedMove(move="no_such_move")]
            order = Order(
                moves=tuple(moves),
                intent=f"intent of {seat}",
                statement=f"{seat} speaks",
                memo=f"memo of {seat} {turn}",
            )
            yield happened.OrderGiven(seat=seat, order=order, by="scripted:random")

    def rule(self, turn: int) -> None:
        inputs = self.game.inputs(turn)
        outcome = referee.adjudicate(self.game.pack, self.game.state(turn - 1), inputs)
        for refusal in outcome.refusals:
            move = self.game.now.orders[refusal.seat].moves[refusal.move_index]
            self.note(
                turn,
                happened.OrderRefused(
                    seat=refusal.seat, move_index=refusal.move_index, move=move, reason=refusal.reason
                ),
            )
        for breach in outcome.breaches:
            promise = self.game.agreement(breach.agreement).offer.clauses[breach.clause]
            self.note(
                turn,
                happened.AgreementBroken(
                    seat=breach.seat, agreement=breach.agreement, clause=breach.clause, promise=promise
                ),
            )
        proposal, *ruling = rulings(outcome, self.seed)
        self.note(turn, proposal)
        if turn == ADJUSTED_TURN:
            strike = {"kind": "strike", "seat": "us_government", "move_index": 0}
            self.note(turn, happened.RulingAdjusted(by="facilitator", reason="too bold", adjustment=strike))
            outcome = referee.adjudicate(self.game.pack, self.game.state(turn - 1), self.game.inputs(turn))
            proposal, *ruling = rulings(outcome, self.seed)
            self.note(turn, proposal)
        for payload in ruling:
            self.note(turn, payload)


def rulings(outcome: referee.Adjudication, seed: int) -> tuple[Payload, ...]:
    """What is written of an adjudication."""
    accepted = {seat: tuple(OrderedMove(**vars(move)) for move in moves) for seat, moves in outcome.accepted.items()}
    arrays = {name: array.tolist() for name, array in vars(outcome.factors).items()}
    state = {**referee.state_to_json(outcome.state), "seed": seed}
    return (
        happened.RulingProposed(accepted=accepted, events=outcome.events, kept=dict(outcome.kept)),
        happened.RulingReleased(**arrays),
        happened.TurnClosed(state=state, state_hash=digest(state)),
    )


def said(seat: str, exchange: int, text: str, *to: str) -> happened.MessageSent:
    return happened.MessageSent(seat=seat, exchange=exchange, message=Message(to=to, text=text))


def play(path: Path, *, seed: int = 7, thesis: str = "neutral", turns: int = 3) -> Table:
    """A game from start to end, on disk at `path`."""
    with Writer.create(path) as writer:
        table = Table(writer, seed, thesis, turns)
        table.play()
    return table


def _uniform(text: str) -> float:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2.0**64
