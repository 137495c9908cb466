"""The game as players, screens and reports see it: the fold, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from wargame import referee, scenario
from wargame.events import Event
from wargame.referee.pack import Array
from wargame.views.folding import Fold
from wargame.views.records import AgreementRecord
from wargame.views.seat_view import Heard, Standing
from wargame.views.taking import as_adjustment, as_agreement, as_moves

NEUTRAL = "neutral"


class Game(Fold):
    """A game up to some event, with the questions one may ask of it. No seat may see its thesis, pack or states.

    `beliefs`, `standings` and `heard` keep what views share, by (seat, closed turn), by turn, and by (seat, turn,
    number of its messages).
    """

    def __init__(self) -> None:
        super().__init__()
        self.beliefs: dict[tuple[str, int], referee.State] = {}
        self.standings: dict[int, Standing] = {}
        self.heard: dict[tuple[str, int, int], tuple[Heard, ...]] = {}
        self._packs: dict[str, referee.Pack] = {}
        self._baseline: list[referee.State] = []
        self._boards: dict[int, dict[str, dict[str, float]]] = {}
        self._causes: list[dict[str, Array]] = []

    @property
    def thesis(self) -> str:
        """Id of the thesis that the world follows."""
        return self.started.thesis

    @property
    def thesis_hidden(self) -> bool:
        """True where the thesis is kept from the players."""
        return self.started.thesis_hidden

    @property
    def seed(self) -> int:
        """Seed of draws, fog and scripted chance."""
        return self.started.seed

    @property
    def turns(self) -> int:
        """Turns planned."""
        return self.started.turns

    @property
    def start_factors(self) -> referee.Factors:
        """Factors at turn 0."""
        return self.factors(0)

    @property
    def closed(self) -> int:
        """The last closed turn, 0 before the first."""
        return max(record.turn for record in self.history if record.state is not None)

    def state(self, turn: int) -> referee.State:
        """The state after a turn; ValueError where the turn is not closed."""
        state = self.history[turn].state if 0 <= turn < len(self.history) else None
        if state is None:
            raise ValueError(f"turn {turn} is not closed; closed are 0 to {self.closed}")
        return state

    def factors(self, turn: int) -> referee.Factors:
        """The four factors after a turn; ValueError where the turn has no ruling."""
        factors = self.history[turn].factors if 0 <= turn < len(self.history) else None
        if factors is None:
            raise ValueError(f"turn {turn} has no ruling yet")
        return factors

    def rents(self, turn: int) -> Array:
        """Rents after a turn [holder, layer], USD bn per year."""
        rents: Array = np.sum(referee.rents(self.factors(turn)), axis=(-2, -1))
        return rents

    def binding(self, turn: int) -> Array:
        """Index of the layer that binds each market after a turn [industry, market], -1 where none does."""
        return referee.binding(self.pack, self.state(turn).world)

    def boards(self, turn: int) -> dict[str, dict[str, float]]:
        """Boards and `goal` of every seat after a turn, the goal against the run in which everyone held."""
        if turn not in self._boards:
            self._boards[turn] = referee.boards(self.pack, self.state(turn), self.baseline(turn))
        return self._boards[turn]

    def goals(self, turn: int) -> dict[str, float]:
        """Goal of every seat after a turn."""
        return {seat: boards["goal"] for seat, boards in self.boards(turn).items()}

    def baseline(self, turn: int) -> referee.State:
        """The state after a turn had everyone held, with the same chance and the same news by hand."""
        if not self._baseline:
            self._baseline.append(self.start)
        for number in range(len(self._baseline), turn + 1):
            record, before = self.history[number], self._baseline[-1]
            held = referee.hold(self.pack, before, [record.draws], number, [self._by_hand(number)])
            self._baseline.append(held)
        return self._baseline[turn]

    def causes(self, turn: int) -> dict[str, Array]:
        """Who moved the rents [holder, layer] in a closed turn: exact Shapley value of each player, and `drift`."""
        if len(self._causes) < turn:
            inputs = [self.inputs(number) for number in range(1, self.closed + 1)]
            self._causes = referee.causes(self.pack, self.start, inputs)
        return self._causes[turn - 1]

    def inputs(self, turn: int) -> referee.TurnInputs:
        """Exactly what the referee is given in a turn."""
        record = self.history[turn]
        return referee.TurnInputs(
            turn=turn,
            orders={seat: as_moves(record.orders[seat].moves) if seat in record.orders else () for seat in self.seats},
            draws=record.draws,
            agreements=self.agreements_in_force(turn),
            released_by_hand=self._by_hand(turn),
            adjustments=tuple(as_adjustment(adjustment) for adjustment in record.adjustments),
        )

    def agreements_in_force(self, turn: int) -> tuple[referee.Agreement, ...]:
        """Agreements that bind in the orders of a turn, in the order of their offers."""
        return tuple(as_agreement(record, turn) for record in self.agreements if binds(record, turn))

    def pack_under(self, thesis: str) -> referee.Pack:
        """The pack under a thesis; an unknown or empty one stands for the neutral thesis."""
        known = self.pack_file.theses
        name = thesis if thesis in known else NEUTRAL if NEUTRAL in known else next(iter(sorted(known)))
        if name not in self._packs:
            self._packs[name] = scenario.compile(self.pack_file, name)
        return self._packs[name]

    def _by_hand(self, turn: int) -> tuple[str, ...]:
        """Injects of the scenario that the facilitator released; news that was typed moves nothing."""
        known = self.pack.axes["inject"]
        injects = self.history[turn].injects
        return tuple(inject.inject for inject in injects if inject.by == "facilitator" and inject.inject in known)


def binds(record: AgreementRecord, turn: int) -> bool:
    """True for an agreement that all parties signed by this turn and of which a clause still runs."""
    return record.signed_turn is not None and record.signed_turn <= turn <= record.last_turn


def leader(boards: Mapping[str, Mapping[str, float]]) -> str:
    """The seat with the highest goal; the first of them in the order of the pack where several share it."""
    return max(boards, key=lambda seat: boards[seat]["goal"])


def fold(events: Iterable[Event]) -> Game:
    """The game after these events. Raises GameError for an event that cannot have happened in it."""
    game = Game()
    for event in events:
        game.apply(event)
    return game
