"""What a doctrine's expressions may ask of a seat's view: figures, rents, deeds, news and promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from wargame.referee.quantities import STATE_BY_NAME
from wargame.seats.doctrines.expression import Expression, NotKnown
from wargame.views import Pact, SeatView

CENTS_PER_BN = 1e11
ANY = "any"
NEVER = 99


class Situation(Mapping[str, Any]):
    """A view as named facts: the doctrine's own (expressions), its parameters, and the functions below."""

    def __init__(self, view: SeatView, facts: Mapping[str, Expression], parameters: Mapping[str, float]) -> None:
        self.view = view
        self.pack = view.belief_pack
        self._facts = facts
        self._plain: dict[str, Any] = {
            "me": view.seat,
            "turn": view.turn,
            "turns": view.turns,
            "left": view.turns - view.turn,
            **parameters,
            **{name: getattr(self, name) for name in FUNCTIONS},
        }
        self._cache: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name in self._plain:
            return self._plain[name]
        if name not in self._facts:
            raise NotKnown(name)
        if name not in self._cache:
            self._cache[name] = self._facts[name].value(self)
        return self._cache[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._plain, *self._facts))

    def __len__(self) -> int:
        return len(self._plain) + len(self._facts)

    def __contains__(self, name: object) -> bool:
        return name in self._plain or name in self._facts

    # What expressions may call.

    def v(self, name: str, *ids: str) -> float:
        """The seat's belief of a state variable at these ids; cash in USD bn."""
        return self._at(self.view.belief.world, name, ids)

    def start(self, name: str, *ids: str) -> float:
        """A state variable at the start of the game; cash in USD bn."""
        return self._at(self.pack.start, name, ids)

    def top(self, name: str) -> float:
        """The largest value of a state variable."""
        self._known(name)
        return float(np.max(self.view.belief.world[name]))

    def rent(self, seat: str, layer: str = "") -> float:
        """What a seat's holder, or a state's whole bloc, earned last turn, USD bn a year; `any` for the world."""
        return self._rent(-1, seat, layer)

    def rent_was(self, seat: str, layer: str = "") -> float:
        """The same one turn earlier."""
        return self._rent(-2, seat, layer)

    def did(self, seat: str, move: str, target: str = "") -> int:
        """Intensity with which a seat (or `any`) ordered a move last turn, 0 if it did not."""
        return self._ordered(self.view.turn - 1, seat, move, target)

    def done(self, seat: str, move: str, target: str = "") -> int:
        """In how many turns a seat (or `any`) ordered a move."""
        return sum(self._ordered(turn, seat, move, target) > 0 for turn in range(1, self.view.turn))

    def since(self, seat: str, move: str, target: str = "") -> int:
        """Turns since a seat (or `any`) last ordered a move; 99 if it never did."""
        return next(
            (ago for ago in range(1, self.view.turn) if self._ordered(self.view.turn - ago, seat, move, target)), NEVER
        )

    def news(self, inject: str) -> int:
        """1 if the inject came this turn, else 0."""
        return int(any(item.inject == inject and item.turn == self.view.turn for item in self.view.news))

    def bound(self, seat: str, kind: str, move: str, target: str = "") -> int:
        """1 if a seat stands under a promise to `do` or `refrain` from a move, else 0."""
        return int(
            any(
                (clause.seat, clause.kind, clause.move) == (seat, kind, move)
                and (not target or clause.target in ("", target))
                and clause.until >= self.view.turn
                for agreement in self.view.in_force
                for clause in agreement.clauses
            )
        )

    def pacts(self, seat: str) -> int:
        """Agreements in force that bind both this seat and the other."""
        parties = ({self.view.seat, seat} <= set(agreement.parties) for agreement in self.view.in_force)
        return sum(parties)

    def broke(self, seat: str) -> int:
        """Known breaches of promise by a seat."""
        return sum(who == seat for pact in self._pacts for _, who, _ in pact.broken)

    @cached_property
    def _pacts(self) -> tuple[Pact, ...]:
        return (*self.view.agreements, *self.view.offers)

    def _known(self, name: str) -> None:
        if name not in STATE_BY_NAME:
            raise NotKnown(name)

    def _at(self, world: Mapping[str, Any], name: str, ids: tuple[str, ...]) -> float:
        self._known(name)
        axes = STATE_BY_NAME[name].axes
        if len(ids) != len(axes):
            raise NotKnown(f"{name} takes {len(axes)} ids")
        try:
            index = tuple(self.pack.axes[axis].index(ident) for axis, ident in zip(axes, ids, strict=True))
        except ValueError:
            raise NotKnown(f"{name} {ids}") from None
        return float(world[name][index]) / (CENTS_PER_BN if name == "cash" else 1)

    def _rent(self, which: int, seat: str, layer: str) -> float:
        standings = self.view.standings
        if not standings:
            raise NotKnown("rents")
        rents = standings[max(which, -len(standings))].rents
        holders = [index for index, holder in enumerate(self.pack.holders) if self._counts(holder.id, seat)]
        layers = self.pack.axes["layer"]
        if layer and layer not in layers:
            raise NotKnown(layer)
        return float(rents[holders].sum() if not layer else rents[holders, layers.index(layer)].sum())

    def _counts(self, holder: str, seat: str) -> bool:
        """A firm's seat counts its own holder, a state every holder of its bloc."""
        if seat == ANY:
            return True
        try:
            who = self.pack.seat(seat)
        except KeyError:
            raise NotKnown(seat) from None
        bloc = next(item.bloc for item in self.pack.holders if item.id == holder)
        return bloc == who.bloc if who.kind == "state" else holder == who.holder

    def _ordered(self, turn: int, seat: str, move: str, target: str) -> int:
        return max(
            (
                ordered.intensity
                for deed in self.view.deeds
                if deed.turn == turn and seat in (deed.seat, ANY)
                for ordered in deed.moves
                if ordered.move == move and target in ("", ordered.target, ordered.industry)
            ),
            default=0,
        )


FUNCTIONS = (
    "v", "start", "top", "rent", "rent_was", "did", "done", "since", "news", "bound", "pacts", "broke",
)  # fmt: skip
