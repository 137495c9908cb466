"""The fold: what each kind of event does to what is known of the game."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from wargame import referee, scenario
from wargame.events import Event, Payload
from wargame.events import payloads as happened
from wargame.views.records import AgreementRecord, GameError, Phase, Said, SeatStatus, TurnRecord
from wargame.views.taking import as_adjustment, as_factors, as_moves, as_state


class Fold:
    """A game up to some event: `turn` is that event's, `history[t]` what happened in turn t, 0 the start.

    `pack_file` is the scenario as recorded and `pack` the referee's pack under the true thesis; `count` counts events.
    """

    started: happened.GameStarted
    pack_file: scenario.PackFile
    pack: referee.Pack
    start: referee.State

    def __init__(self) -> None:
        self.count = 0
        self.turn = 0
        self.phase: Phase = "closed"
        self.seats: dict[str, SeatStatus] = {}
        self.history: list[TurnRecord] = []
        self.agreements: list[AgreementRecord] = []
        self.ended: happened.GameEnded | None = None

    def apply(self, event: Event) -> None:
        """Take in the next event. Raises GameError for one that cannot have happened in this game."""
        if isinstance(event.data, happened.GameStarted) == bool(self.history):
            raise GameError(event.seq, "a game begins with one game_started and has no other")
        if event.turn > len(self.history):
            raise GameError(event.seq, f"turn {event.turn} follows turn {len(self.history) - 1}")
        if event.turn == len(self.history):
            self.history.append(TurnRecord(event.turn))
        self.history[event.turn].events.append(event)
        self.turn = event.turn
        self.count += 1
        handler = HANDLERS.get(type(event.data))
        if handler is None:
            return
        try:
            handler(self, event, event.data)
        except GameError:
            raise
        except (KeyError, TypeError, ValueError, scenario.ScenarioError) as problem:
            raise GameError(event.seq, f"{event.kind}: {_one_line(problem)}") from problem

    @property
    def now(self) -> TurnRecord:
        """The record of the turn in play."""
        return self.history[self.turn]

    def agreement(self, agreement_id: str) -> AgreementRecord:
        """The agreement of this id; KeyError where none was offered."""
        for record in self.agreements:
            if record.id == agreement_id:
                return record
        raise KeyError(agreement_id)

    def enter(self, phase: Phase) -> None:
        """Go on to a phase; where seats are asked, all of them think again."""
        if phase == self.phase:
            return
        self.phase = phase
        if phase in ("talk", "orders"):
            for seat in self.seats.values():
                seat.status = "thinking"


def _one_line(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        first = problem.errors(include_url=False, include_input=False)[0]
        return ": ".join([".".join(str(step) for step in first["loc"]), first["msg"]]).removeprefix(": ")
    return f"{problem} is not in this game" if isinstance(problem, KeyError) else str(problem)


def _started(fold: Fold, event: Event, data: happened.GameStarted) -> None:
    fold.started = data
    fold.pack_file = scenario.PackFile.model_validate(data.pack)
    fold.pack = scenario.compile(fold.pack_file, data.thesis)
    fold.start = as_state(fold.pack, data.state)
    # Keys of a record are sorted; seats stand in the order of the pack.
    for seat in fold.pack.seats:
        if seat.id in data.seats:
            setup = data.seats[seat.id]
            fold.seats[seat.id] = SeatStatus(setup.persona, setup.persona_text, setup.player, setup.believes)
    if strangers := sorted(data.seats.keys() - fold.seats.keys()):
        raise KeyError(strangers[0])
    opening = fold.history[0]
    opening.state, opening.state_hash = fold.start, data.state_hash
    opening.factors = referee.factors(fold.pack, fold.start.world)


def _drawn(fold: Fold, event: Event, data: happened.ChanceDrawn) -> None:
    fold.enter("injects")
    fold.now.draws = data.draws


def _inject(fold: Fold, event: Event, data: happened.InjectReleased) -> None:
    fold.enter("injects")
    fold.now.injects.append(data)


def _brief(fold: Fold, event: Event, data: happened.BriefGiven) -> None:
    if fold.phase in ("injects", "closed"):
        fold.enter("talk")
    fold.seats[data.seat].asked += 1


def _said(fold: Fold, event: Event, data: happened.MessageSent) -> None:
    fold.enter("talk")
    fold.now.messages.append(Said(data.seat, data.exchange, data.message))
    fold.seats[data.seat].status = "ready"


def _offered(fold: Fold, event: Event, data: happened.AgreementOffered) -> None:
    fold.enter("talk")
    for party in data.offer.parties:
        fold.pack.seat(party)
    fold.agreements.append(AgreementRecord(data.agreement, data.offer, data.seat, event.turn, [data.seat]))
    fold.now.offers.append(data.agreement)


def _signed(fold: Fold, event: Event, data: happened.AgreementSigned) -> None:
    record = fold.agreement(data.agreement)
    if data.seat not in record.signed_by:
        record.signed_by.append(data.seat)
    if data.in_force:
        record.signed_turn = event.turn


def _broken(fold: Fold, event: Event, data: happened.AgreementBroken) -> None:
    fold.agreement(data.agreement).broken.append((event.turn, data))
    fold.now.breaches.append(data)


def _asked(fold: Fold, event: Event, data: happened.RequestSent) -> None:
    fold.enter("orders" if data.phase == "order" else "talk")
    fold.seats[data.seat].status = "thinking"


def _replied(fold: Fold, event: Event, data: happened.ReplyReceived) -> None:
    seat = fold.seats[data.seat]
    seat.tokens += data.usage.get("total_tokens", sum(data.usage.values()))
    if not data.problem:
        seat.status = "ready"


def _ordered(fold: Fold, event: Event, data: happened.OrderGiven) -> None:
    fold.enter("orders")
    fold.now.orders[data.seat] = data.order
    seat = fold.seats[data.seat]
    seat.status = "held" if seat.status == "held" else "ready"


def _refused(fold: Fold, event: Event, data: happened.OrderRefused) -> None:
    fold.now.refusals.append(data)


def _fell_back(fold: Fold, event: Event, data: happened.FallbackUsed) -> None:
    fold.enter("orders" if data.phase == "order" else "talk")
    fold.now.fallbacks.append(data)
    seat = fold.seats[data.seat]
    seat.status, seat.fallbacks = "held", seat.fallbacks + 1


def _changed_hands(fold: Fold, event: Event, data: happened.SeatChanged) -> None:
    fold.seats[data.seat].player = data.player


def _observed(fold: Fold, event: Event, data: happened.ObservationAdded) -> None:
    fold.now.observations.append(data)


def _proposed(fold: Fold, event: Event, data: happened.RulingProposed) -> None:
    fold.enter("adjudication")
    fold.now.proposed = True
    fold.now.accepted = {seat.id: as_moves(data.accepted.get(seat.id, ())) for seat in fold.pack.seats}
    fold.now.kept = data.kept
    fold.now.happened = data.events


def _adjusted(fold: Fold, event: Event, data: happened.RulingAdjusted) -> None:
    as_adjustment(data)
    fold.now.adjustments.append(data)


def _released(fold: Fold, event: Event, data: happened.RulingReleased) -> None:
    fold.now.factors = as_factors(fold.pack, data)


def _closed(fold: Fold, event: Event, data: happened.TurnClosed) -> None:
    fold.now.state = as_state(fold.pack, data.state)
    fold.now.state_hash = data.state_hash
    for agreement_id, clauses in fold.now.kept.items():
        record = fold.agreement(agreement_id)
        for clause in clauses:
            record.kept.setdefault(clause, event.turn)
    fold.enter("closed")


def _ended(fold: Fold, event: Event, data: happened.GameEnded) -> None:
    fold.ended = data
    fold.enter("ended")


HANDLERS: dict[type[Payload], Callable[[Fold, Event, Any], None]] = {
    happened.GameStarted: _started,
    happened.ChanceDrawn: _drawn,
    happened.InjectReleased: _inject,
    happened.BriefGiven: _brief,
    happened.MessageSent: _said,
    happened.AgreementOffered: _offered,
    happened.AgreementSigned: _signed,
    happened.AgreementBroken: _broken,
    happened.RequestSent: _asked,
    happened.ReplyReceived: _replied,
    happened.OrderGiven: _ordered,
    happened.OrderRefused: _refused,
    happened.FallbackUsed: _fell_back,
    happened.SeatChanged: _changed_hands,
    happened.ObservationAdded: _observed,
    happened.RulingProposed: _proposed,
    happened.RulingAdjusted: _adjusted,
    happened.RulingReleased: _released,
    happened.TurnClosed: _closed,
    happened.GameEnded: _ended,
}
