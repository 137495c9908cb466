"""Orders and promises in words."""

from __future__ import annotations

from collections.abc import Sequence

from wargame import events, referee
from wargame.referee.pack import Pack

AnyMove = referee.OrderedMove | events.OrderedMove
AnyClause = referee.Clause | events.Clause

STRENGTH = {1: "", 2: " with force", 3: " with all force"}


def label(pack: Pack, ident: str) -> str:
    """The name of a seat, bloc, holder or industry; the id itself where the pack does not know it."""
    for group in (pack.seats, pack.blocs, pack.holders, pack.industries):
        for item in group:
            if item.id == ident:
                return item.name
    return ident


def describe_move(pack: Pack, move: AnyMove) -> str:
    """One move: name, target, industry and strength."""
    name = pack.moves[move.move].name if move.move in pack.moves else move.move
    toward = f" ({label(pack, move.target)})" if move.target else ""
    within = f" in {label(pack, move.industry)}" if move.industry else ""
    return f"{name}{toward}{within}{STRENGTH.get(move.intensity, '')}"


def describe(pack: Pack, moves: Sequence[AnyMove]) -> str:
    """An order's moves as one line; `Hold` where there is none."""
    return "; ".join(describe_move(pack, move) for move in moves) if moves else "Hold"


def describe_clause(pack: Pack, clause: AnyClause) -> str:
    """A promise: who will do, or not do, what, to whom, and until which turn."""
    name = pack.moves[clause.move].name if clause.move in pack.moves else clause.move
    verb = "will" if clause.kind == "do" else "will not"
    toward = f" ({label(pack, clause.target)})" if clause.target else ""
    return f"{label(pack, clause.seat)} {verb}: {name}{toward}, through turn {clause.until}"
