"""The facilitator's chair: each command is carried out at once and recorded, or refused with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.endpoints import EndpointError
from wargame.endpoints.endpoint import SCHEME
from wargame.events import (
    AcceptRuling,
    AddNote,
    Adjust,
    ChangePlayer,
    Command,
    CommandRefused,
    ExtendClock,
    HoldClock,
    ProxyOrder,
    ReleaseInject,
    TypeInject,
)
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.events.payloads import TYPED_INJECT, InjectReleased, ObservationAdded, OrderGiven, SeatChanged
from wargame.events.sanitise import clean
from wargame.facilitator.errors import EndpointsDownError, SetupError, one_of
from wargame.facilitator.players import asked_endpoints, seat_player
from wargame.facilitator.reach import check_reachable
from wargame.facilitator.recorder import FACILITATOR
from wargame.facilitator.room import cleaned_order, order_faults
from wargame.seats import Context, PersonaError, SeatError
from wargame.transcript import TranscriptError
from wargame.views import recording

if TYPE_CHECKING:
    from wargame.facilitator.asking import Asking
    from wargame.facilitator.recorder import Recorder
    from wargame.facilitator.review import Review
    from wargame.facilitator.table import Table

LONGEST_EXTENSION = 86_400.0
NAME_LENGTH = 120


class Chair:
    """Carries out what a facilitator commands, besides the pace."""

    def __init__(self, recorder: Recorder, table: Table, asking: Asking, review: Review, context: Context) -> None:
        self._recorder = recorder
        self._game = recorder.game
        self._table = table
        self._asking = asking
        self._review = review
        self._context = context

    async def obey(self, command: Command) -> None:
        """Carry a command out; returns once it is on disk. Raises CommandRefused."""
        if self._game.ended is not None:
            raise CommandRefused("the game is over")
        match command:
            case ExtendClock():
                self._extend(command.seconds)
            case HoldClock():
                self._asking.clocks.hold(command.held)
            case ReleaseInject():
                self._release(command.inject)
            case TypeInject():
                self._type(command)
            case ProxyOrder():
                self._order(command)
            case ChangePlayer():
                await self._change(command)
            case Adjust():
                await self._review.adjust(command.adjustment, _given("reason", command.reason), _by(command.by))
            case AcceptRuling():
                self._review.accept()
            case AddNote():
                note = ObservationAdded(by=_by(command.by), text=_given("note", command.text, MAX_TEXT))
                self._recorder.append(self._game.turn, note)
            case _:
                raise CommandRefused(f"{type(command).__name__} is not for the facilitator's chair")
        await self._recorder.sync()

    def _extend(self, seconds: float) -> None:
        if not 0.0 < seconds <= LONGEST_EXTENSION:
            raise CommandRefused(f"the clock can be extended by up to {LONGEST_EXTENSION:g} seconds, not {seconds:g}")
        if not len(self._asking.clocks):
            raise CommandRefused("nobody is being asked now: there is no clock to extend")
        self._asking.clocks.extend(seconds)

    def _release(self, inject: str) -> None:
        turn = self._open_turn("news")
        known = self._game.pack.axes["inject"]
        if inject not in known:
            raise CommandRefused(f"no inject is called {inject!r}: {one_of(inject, known)}")
        for record in self._game.history:
            if any(one.inject == inject for one in record.injects):
                raise CommandRefused(f"inject {inject} was released in turn {record.turn} and comes only once")
        for payload in recording.news(self._game, {inject: FACILITATOR}):
            self._recorder.append(turn, payload)

    def _type(self, command: TypeInject) -> None:
        turn = self._open_turn("news")
        injects = [one for record in self._game.history for one in record.injects]
        number = 1 + sum(one.inject.startswith(TYPED_INJECT) for one in injects)
        news = InjectReleased(
            inject=f"{TYPED_INJECT}{number}",
            name=_given("name", command.name, NAME_LENGTH),
            text=_given("text", command.text, MAX_TEXT),
            by=FACILITATOR,
        )
        self._recorder.append(turn, news)

    def _order(self, command: ProxyOrder) -> None:
        turn, seat = self._open_turn("an order"), command.seat
        self._check_seat(seat)
        reason = _given("reason", command.reason)
        if self._asking.ordered(turn, seat):
            raise CommandRefused(f"{seat} has given its order of turn {turn}")
        faults = order_faults(self._game, seat, command.order, turn)
        if faults:
            raise CommandRefused("\n".join(faults))
        self._recorder.append(turn, OrderGiven(seat=seat, order=cleaned_order(command.order), by=FACILITATOR))
        text = f"The facilitator gives the order of {seat} in turn {turn}: {reason}"
        self._recorder.append(turn, ObservationAdded(by=FACILITATOR, text=text))
        self._asking.displace(turn, seat)

    async def _change(self, command: ChangePlayer) -> None:
        seat = command.seat
        self._check_seat(seat)
        reason = _given("reason", command.reason)
        if self._table.next_turn > self._game.turns:
            raise CommandRefused("no turn follows in which another player could sit there")
        try:
            player = seat_player(self._game, seat, command.player, self._context)
            if command.player in self._context.endpoints or command.player.startswith(SCHEME):
                await check_reachable(asked_endpoints([command.player], self._context.endpoints))
        except (SeatError, SetupError, PersonaError, EndpointError, EndpointsDownError, TranscriptError) as problem:
            raise CommandRefused(str(problem)) from problem
        self._table.hand_over(SeatChanged(seat=seat, player=command.player, reason=reason), player)

    def _check_seat(self, seat: str) -> None:
        if seat not in self._game.seats:
            raise CommandRefused(f"no seat is called {seat!r}: {one_of(seat, self._game.seats)}")

    def _open_turn(self, what: str) -> int:
        """The turn that still takes news and orders: the one in play, or the next while the game is held before it."""
        if self._table.stage == "ruling":
            raise CommandRefused(
                f"the orders of turn {self._game.turn} are with the referee: {what} can follow after it"
            )
        if self._table.next_turn > self._game.turns and self._table.stage == "between":
            raise CommandRefused(f"the last turn is closed: no turn follows that could take {what}")
        return self._table.turn


def _given(what: str, text: str, limit: int = MAX_LINE) -> str:
    """The text fit for the record. Raises CommandRefused where there is none."""
    cleaned = clean(text, limit)
    if not cleaned:
        raise CommandRefused(f"a {what} is required")
    return cleaned


def _by(name: str) -> str:
    return clean(name, NAME_LENGTH) or FACILITATOR
