"""The record in words: one readable sentence for each event worth reading; the rest is bookkeeping and gives none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from wargame.events import Event, OrderedMove, payloads
from wargame.events.orders import Clause
from wargame.tui.text import plain

Tone = Literal["quiet", "news", "talk", "deal", "order", "alert", "ruling"]


@dataclass(frozen=True)
class Entry:
    """A line of the record: the mark and tone tell its kind apart without reading; `who` is the name it opens with,
    `bloc` the place of its bloc in the pack, or -1. `among`: the seats that may know of it, empty for everyone;
    `sealed`: nobody else's until the ruling of its turn is made."""

    seq: int
    turn: int
    time: str
    mark: str
    tone: Tone
    who: str
    text: str
    bloc: int = -1
    among: tuple[str, ...] = ()
    sealed: bool = False

    def holds(self, words: str) -> bool:
        """Whether a search finds it."""
        return words.casefold() in f"{self.who} {self.text}".casefold()


@dataclass(frozen=True)
class Names:
    """What ids are called: `things` are seats, blocs, holders and industries; `homes` the place of each seat's bloc."""

    things: Mapping[str, str]
    moves: Mapping[str, str]
    homes: Mapping[str, int]

    def thing(self, id_: str) -> str:
        """Name of a seat, bloc, holder or industry; an unknown id as it is."""
        return plain(self.things.get(id_, id_))

    def move(self, move: OrderedMove) -> str:
        """An ordered move in words."""
        text = plain(self.moves.get(move.move, move.move))
        times = f" ×{move.intensity}" if move.intensity > 1 else ""
        places = [self.thing(id_) for id_ in (move.target, move.industry) if id_]
        return text + times + (f" ({', '.join(places)})" if places else "")

    def clause(self, clause: Clause) -> str:
        """A promise in words."""
        verb = "will" if clause.kind == "do" else "will not"
        target = f" against {self.thing(clause.target)}" if clause.target and clause.kind == "refrain" else ""
        target = f" ({self.thing(clause.target)})" if clause.target and clause.kind == "do" else target
        what = plain(self.moves.get(clause.move, clause.move)).lower()
        return f"{self.thing(clause.seat)} {verb} {what}{target} through turn {clause.until}"


Said = tuple[str, Tone, str, str]
"""Mark, tone, who and text."""


def _started(data: payloads.GameStarted, names: Names) -> Said:
    thesis = "hidden" if data.thesis_hidden else data.thesis
    return (
        "▶",
        "ruling",
        "Game",
        f"{plain(data.scenario)}: {data.turns} turns, {len(data.seats)} seats, thesis {thesis}, seed {data.seed}",
    )


def _inject(data: payloads.InjectReleased, names: Names) -> Said:
    return "◆", "news", plain(data.name), f"{plain(data.text)} ({data.by})"


def _message(data: payloads.MessageSent, names: Names) -> Said:
    to = ", ".join(names.thing(seat) for seat in data.message.to)
    return (
        "·",
        "talk",
        f"{names.thing(data.seat)} → {to} (private)" if to else names.thing(data.seat),
        plain(data.message.text),
    )


def _offered(data: payloads.AgreementOffered, names: Names) -> Said:
    others = ", ".join(names.thing(seat) for seat in data.offer.parties if seat != data.seat)
    clauses = "; ".join(names.clause(clause) for clause in data.offer.clauses)
    kind = "" if data.offer.public else " in private"
    return "§", "deal", names.thing(data.seat), f"offers {others}{kind} agreement {plain(data.agreement)}: {clauses}"


def _signed(data: payloads.AgreementSigned, names: Names) -> Said:
    done = ", which is now in force" if data.in_force else ""
    return "§", "deal", names.thing(data.seat), f"signs agreement {plain(data.agreement)}{done}"


def _broken(data: payloads.AgreementBroken, names: Names) -> Said:
    return (
        "✗",
        "alert",
        names.thing(data.seat),
        f"breaks agreement {plain(data.agreement)}: {names.clause(data.promise)}",
    )


def _abandoned(data: payloads.RequestAbandoned, names: Names) -> Said:
    return "!", "quiet", names.thing(data.seat), "was being asked when the program stopped; asked again, cost unknown"


def _reply(data: payloads.ReplyReceived, names: Names) -> Said | None:
    if not data.problem:
        return None
    return "!", "quiet", names.thing(data.seat), f"reply {data.attempt} not accepted: {plain(data.problem)}"


def _order(data: payloads.OrderGiven, names: Names) -> Said:
    moves = ", ".join(names.move(move) for move in data.order.moves) or "holds"
    said = f" “{plain(data.order.statement)}”" if data.order.statement else ""
    return "→", "order", names.thing(data.seat), moves + said


def _refused(data: payloads.OrderRefused, names: Names) -> Said:
    return "!", "alert", names.thing(data.seat), f"refused: {names.move(data.move)}, {plain(data.reason)}"


def _fallback(data: payloads.FallbackUsed, names: Names) -> Said:
    phase = "order" if data.phase == "order" else "talk"
    return (
        "!",
        "alert",
        names.thing(data.seat),
        f"no valid {phase}: {plain(data.reason)}. Fallback: {plain(data.default)}",
    )


def _changed(data: payloads.SeatChanged, names: Names) -> Said:
    return "↔", "quiet", names.thing(data.seat), f"now played by {plain(data.player)}: {plain(data.reason)}"


def _observed(data: payloads.ObservationAdded, names: Names) -> Said:
    return "✎", "quiet", plain(data.by), plain(data.text)


def _adjusted(data: payloads.RulingAdjusted, names: Names) -> Said:
    return "✎", "alert", plain(data.by), f"adjusts the ruling: {plain(data.reason)}"


def _ended(data: payloads.GameEnded, names: Names) -> Said:
    first = f"first on goals: {names.thing(data.first)}; " if data.first else ""
    return "■", "ruling", "Game over", f"{plain(data.reason)}; {first}final hash {plain(data.final_hash)[:12]}"


WORDS: dict[type[payloads.Payload], Callable[..., Said | None]] = {
    payloads.GameStarted: _started,
    payloads.InjectReleased: _inject,
    payloads.MessageSent: _message,
    payloads.AgreementOffered: _offered,
    payloads.AgreementSigned: _signed,
    payloads.AgreementBroken: _broken,
    payloads.RequestAbandoned: _abandoned,
    payloads.ReplyReceived: _reply,
    payloads.OrderGiven: _order,
    payloads.OrderRefused: _refused,
    payloads.FallbackUsed: _fallback,
    payloads.SeatChanged: _changed,
    payloads.ObservationAdded: _observed,
    payloads.RulingAdjusted: _adjusted,
    payloads.GameEnded: _ended,
}


FACILITATOR = "facilitator"
"""Stands in `Entry.among` for what no seat is told."""

INTERNAL = (payloads.ReplyReceived, payloads.RequestAbandoned, payloads.ObservationAdded, payloads.GameStarted)


def clock(at: str) -> str:
    """Hours and minutes of an envelope's time."""
    return at[11:16]


def entry(event: Event, names: Names, among: tuple[str, ...] = ()) -> Entry | None:
    """The event as a line of the record; None for bookkeeping. An unknown kind is shown, by its name.

    `among`: the parties of the private agreement that it is about, if any.
    """
    data = event.data
    if isinstance(data, payloads.Unknown):
        said: Said | None = ("?", "quiet", plain(event.kind), "an event this version does not know")
    else:
        words = WORDS.get(type(data))
        said = words(data, names) if words else None
    if said is None:
        return None
    home = names.homes.get(getattr(data, "seat", ""), -1)
    if isinstance(data, payloads.MessageSent) and data.message.to:
        among = (data.seat, *data.message.to)
    elif isinstance(data, INTERNAL):
        among = (FACILITATOR,)
    sealed = isinstance(data, payloads.OrderGiven)
    if isinstance(data, payloads.OrderGiven | payloads.OrderRefused):
        among = (data.seat,)
    return Entry(event.seq, event.turn, clock(event.at), *said, home, among, sealed)
