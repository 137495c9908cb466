"""Promises against acts: every agreement that was offered, and what became of each promise in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from wargame.events.orders import Clause
from wargame.report.words import Names, said
from wargame.views import AgreementRecord, Game

KEPT, BROKEN, OPEN = "kept", "broken", "open"


@dataclass(frozen=True)
class Promise:
    """One clause: who promised what; `fate` is kept, broken or open at the end, `how` says it in words."""

    seat: str
    text: str
    fate: str
    how: str


@dataclass(frozen=True)
class Pact:
    """A signed agreement with its promises."""

    id: str
    turn: int
    parties: str
    private: bool
    text: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Unsigned:
    """An offer that never came into force."""

    id: str
    turn: int
    parties: str
    private: bool
    text: str
    missing: str


@dataclass(frozen=True)
class Word:
    """How a seat kept its word: counts of promises in signed agreements."""

    seat: str
    made: int
    kept: int
    broken: int
    open: int


@dataclass(frozen=True)
class Promises:
    """All of it; `offered` counts agreements offered."""

    offered: int
    pacts: tuple[Pact, ...]
    unsigned: tuple[Unsigned, ...]
    words: tuple[Word, ...]

    def count(self, fate: str) -> int:
        """Promises of signed agreements that met a fate."""
        return sum(promise.fate == fate for pact in self.pacts for promise in pact.promises)

    @property
    def made(self) -> int:
        """Promises of signed agreements."""
        return sum(len(pact.promises) for pact in self.pacts)


def promises(game: Game, names: Names) -> Promises:
    """Every agreement of the game."""
    pacts = tuple(_pact(game, names, record) for record in game.agreements if record.signed_turn is not None)
    unsigned = tuple(_unsigned(names, record) for record in game.agreements if record.signed_turn is None)
    fates = Counter((promise.seat, promise.fate) for pact in pacts for promise in pact.promises)
    words = []
    for seat in game.pack.seats:
        name = said(seat.name)
        kept, broken, still_open = (fates[name, fate] for fate in (KEPT, BROKEN, OPEN))
        words.append(Word(name, kept + broken + still_open, kept, broken, still_open))
    return Promises(len(game.agreements), pacts, unsigned, tuple(words))


def _pact(game: Game, names: Names, record: AgreementRecord) -> Pact:
    made = []
    for index, clause in enumerate(record.offer.clauses):
        fate, how = _fate(game, record, index, clause)
        made.append(Promise(names.thing(clause.seat), names.clause(clause), fate, how))
    return Pact(
        said(record.id),
        record.signed_turn or 0,
        names.things(record.offer.parties),
        not record.offer.public,
        said(record.offer.text),
        tuple(made),
    )


def _fate(game: Game, record: AgreementRecord, index: int, clause: Clause) -> tuple[str, str]:
    broken = sorted({turn for turn, breach in record.broken if breach.clause == index})
    if broken:
        turns = ", ".join(map(str, broken))
        return BROKEN, f"broken in turn {turns}"
    if clause.kind == "do" and index in record.kept:
        return KEPT, f"kept in turn {record.kept[index]}"
    if clause.until > game.closed:
        return OPEN, f"open when the game ended, due by turn {clause.until}"
    return (KEPT, f"kept through turn {clause.until}") if clause.kind == "refrain" else (OPEN, "not settled")


def _unsigned(names: Names, record: AgreementRecord) -> Unsigned:
    missing = [party for party in record.offer.parties if party not in record.signed_by]
    return Unsigned(
        said(record.id),
        record.offered_turn,
        names.things(record.offer.parties),
        not record.offer.public,
        said(record.offer.text) or "; ".join(map(names.clause, record.offer.clauses)),
        names.things(missing),
    )
