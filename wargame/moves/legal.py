"""Every move that a seat may order now: the referee's own check decides, so the rules cannot differ from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wargame import referee
from wargame.referee.inputs import Agreement, OrderedMove, State
from wargame.referee.orders import targets
from wargame.referee.pack import Pack, Seat


@dataclass(frozen=True)
class LegalMove:
    """A move with its arguments; `cost` in budget points at intensity 1, `name` and `text` for people."""

    move: str
    target: str
    industry: str
    cost: int
    name: str
    text: str

    def ordered(self, intensity: int = 1) -> OrderedMove:
        """The move as the referee takes it."""
        return OrderedMove(self.move, self.target, self.industry, intensity)


def legal(pack: Pack, state: State, seat: str, agreements: Sequence[Agreement], turn: int) -> list[LegalMove]:
    """What `seat` may order in `turn`, by move and argument in the order of the pack; KeyError for an unknown seat."""
    found = []
    for ordered in _arguments(pack, pack.seat(seat)):
        accepted, _ = referee.check(pack, state, seat, (ordered,), tuple(agreements), turn)
        if accepted:
            move, cost = pack.moves[ordered.move], referee.cost(pack, ordered)
            found.append(LegalMove(move.id, ordered.target, ordered.industry, cost, move.name, move.text))
    return found


def _arguments(pack: Pack, seat: Seat) -> Iterator[OrderedMove]:
    """Every move open to the seat with each argument that it could take."""
    for move in pack.moves.values():
        if seat.id not in move.who:
            continue
        if move.target == "none":
            yield OrderedMove(move.id)
        for argument in targets(pack, seat, move):
            in_industry = move.target == "industry"
            yield OrderedMove(move.id, "" if in_industry else argument, argument if in_industry else "")
