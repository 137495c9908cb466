"""From the fold to the table: the only place of the screen that knows how the fold keeps a game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from wargame.events import Event, payloads
from wargame.tui.entries import Entry, Names, clock
from wargame.tui.table import (
    COLUMN_OF_ROLE,
    BlocName,
    Figures,
    HolderName,
    LayerName,
    SeatLine,
    Table,
    TurnMarks,
)
from wargame.tui.text import amount, plain, shift
from wargame.views import Game

ASKED = (payloads.BriefGiven, payloads.RequestSent)


class Shown:
    """Follows the fold and keeps the figures of each closed turn, which never change again."""

    def __init__(self) -> None:
        self.names = Names({}, {}, {})
        self._figures: dict[int, Figures] = {}
        self._blocs: tuple[BlocName, ...] = ()
        self._holders: tuple[HolderName, ...] = ()

    def follow(self, game: Game, event: Event) -> None:
        """Take in what an event, just folded, changed for good."""
        if isinstance(event.data, payloads.GameStarted):
            self.names, self._blocs, self._holders = names(game), blocs(game), holders(game)
        if isinstance(event.data, payloads.GameStarted | payloads.TurnClosed) and event.turn not in self._figures:
            self._figures[event.turn] = figures(game, event.turn)

    def ruling(self, event: Event) -> Entry:
        """The record's line for a closed turn: where each bloc stands."""
        now, before = self._figures[event.turn], self._figures[event.turn - 1]
        parts = []
        for bloc in self._blocs:
            held = [at for at, holder in enumerate(self._holders) if holder.bloc == bloc.id]
            value, was = float(now.rents[held].sum()), float(before.rents[held].sum())
            parts.append(f"{bloc.name} {amount(value)}{shift(value - was)}")
        return Entry(event.seq, event.turn, clock(event.at), "=", "ruling", f"Ruling {now.label}", " · ".join(parts))

    def table(
        self, game: Game, past: Sequence[Event], marks: tuple[TurnMarks, ...], live: bool, now: datetime | None
    ) -> Table:
        """The whole screen; `past` are the events up to the cursor, `now` the wall clock of a live game."""
        last = past[-1]
        at = max(moment(last), now) if now else moment(last)
        closed = [self._figures[turn] for turn in range(len(self._figures)) if turn <= game.closed]
        return Table(
            scenario=plain(game.started.scenario),
            thesis="hidden" if game.thesis_hidden else plain(game.thesis),
            seed=game.seed,
            turn=game.turn,
            turns=game.turns,
            label=label(game, game.turn),
            phase=game.phase,
            elapsed=(at - moment(past[0])).total_seconds(),
            live=live,
            layers=layers(game),
            holders=self._holders,
            blocs=self._blocs,
            seats=self._seats(game, past, at),
            figures=tuple(closed),
            marks=marks,
            first=first(closed[-1].boards),
        )

    def _seats(self, game: Game, past: Sequence[Event], at: datetime) -> tuple[SeatLine, ...]:
        asked = {
            event.data.seat: moment(event)
            for event in past
            if isinstance(event.data, ASKED) and event.turn == game.turn
        }
        lines = []
        for seat in game.pack.seats:
            status = game.seats[seat.id]
            orders = [(record.turn, record.orders[seat.id]) for record in game.history if seat.id in record.orders]
            said = next((order.statement for _, order in reversed(orders) if order.statement), "")
            did = orders[-1][1].moves if orders and orders[-1][0] == game.turn else ()
            lines.append(
                SeatLine(
                    id=seat.id,
                    name=plain(seat.name),
                    bloc=seat.bloc,
                    player=short_player(plain(status.player)),
                    status="idle" if status.status == "thinking" and seat.id not in asked else status.status,
                    waited=(at - asked[seat.id]).total_seconds() if seat.id in asked else 0.0,
                    fallbacks=status.fallbacks,
                    did=tuple(self.names.move(move) for move in did),
                    said=plain(said),
                )
            )
        return tuple(lines)


def moment(event: Event) -> datetime:
    """When an event was recorded."""
    return datetime.fromisoformat(event.at)


def names(game: Game) -> Names:
    """What ids are called in this game."""
    pack = game.pack
    things: dict[str, str] = {}
    for records in (pack.industries, pack.holders, pack.blocs, pack.seats):
        things |= {record.id: record.name for record in records}
    order = [bloc.id for bloc in pack.blocs]
    homes = {seat.id: order.index(seat.bloc) for seat in pack.seats}
    return Names(things, {move.id: move.name for move in pack.moves.values()}, homes)


def layers(game: Game) -> tuple[LayerName, ...]:
    """Layers with the column each stands in."""
    return tuple(
        LayerName(layer.id, plain(layer.name), COLUMN_OF_ROLE[layer.roles[0]] if layer.roles else layer.factor)
        for layer in game.pack.layers
    )


def blocs(game: Game) -> tuple[BlocName, ...]:
    """Blocs in pack order."""
    return tuple(BlocName(bloc.id, plain(bloc.name)) for bloc in game.pack.blocs)


def holders(game: Game) -> tuple[HolderName, ...]:
    """Holders in pack order."""
    return tuple(HolderName(holder.id, plain(holder.name), holder.bloc) for holder in game.pack.holders)


def short_player(player: str) -> str:
    """A player without its address, which is nobody's business on a wall."""
    kind, _, rest = player.partition(":")
    return rest.rpartition("@http")[0] or rest if kind == "openai" else player


def label(game: Game, turn: int) -> str:
    """Date label of a turn."""
    return "start" if turn == 0 else game.pack_file.turn_label(turn)


def figures(game: Game, turn: int) -> Figures:
    """The numbers of a closed turn."""
    factors = game.history[turn].factors
    assert factors is not None
    paid = factors.value * factors.scarcity
    unheld = np.clip(1.0 - factors.share.sum(axis=0), 0.0, 1.0)
    start, now = game.boards(0), game.boards(turn)
    indexed = {seat: {board: index(board, value, start[seat][board]) for board, value in scores.items()}
               for seat, scores in now.items()}  # fmt: skip
    return Figures(
        turn=turn,
        label=label(game, turn),
        rents=np.asarray(game.rents(turn)),
        revenue=paid.sum(axis=(1, 2)),
        commons=(paid * unheld).sum(axis=(1, 2)),
        binding=binding(game, turn),
        boards=indexed,
    )


def binding(game: Game, turn: int) -> dict[str, tuple[str, ...]]:
    """For each layer the markets in most of whose value it binds."""
    layer_of, value = game.binding(turn), game.factors(turn).value
    held: dict[str, tuple[str, ...]] = {}
    for at, layer in enumerate(game.pack.layers):
        bound = np.where(layer_of == at, value, 0.0).sum(axis=0) / value.sum(axis=0)
        held[layer.id] = tuple(
            plain(market.name) for market, part in zip(game.pack.markets, bound, strict=True) if part > 0.5
        )
    return held


def index(board: str, value: float, start: float) -> float:
    """A board as 100 at the start; the goal, which is a difference, as it is."""
    return value if board == "goal" or abs(start) < 1e-12 else 100.0 * value / start


def first(boards: Mapping[str, Mapping[str, float]]) -> str:
    """The seat that leads on goals, or nobody while all stand level."""
    goals = {seat: scores.get("goal", 0.0) for seat, scores in boards.items()}
    if not goals or max(goals.values()) - min(goals.values()) < 1e-9:
        return ""
    return max(goals, key=lambda seat: goals[seat])
