"""Whatever legal orders and news come over twelve turns, every bound holds."""

from __future__ import annotations

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from wargame import referee, scenario
from wargame.referee import OrderedMove, TurnInputs
from wargame.referee.pack import Pack, Seat
from wargame.referee.quantities import STATE

FILE = scenario.load("contested-2026")
PACKS = {thesis: scenario.compile(FILE, thesis) for thesis in ("neutral", "T01", "T02")}


def any_order(pack: Pack, seat: Seat, data: st.DataObject) -> tuple[OrderedMove, ...]:
    """Up to four moves of the catalogue with arguments of the right kind; the referee refuses what does not stand."""
    moves = []
    for entry in data.draw(st.lists(st.sampled_from(sorted(pack.moves)), max_size=4)):
        move = pack.moves[entry]
        named = data.draw(st.sampled_from(referee.targets(pack, seat, move) or ("",)))
        industry = named if move.target == "industry" else ""
        moves.append(OrderedMove(entry, "" if industry else named, industry, data.draw(st.integers(1, 3))))
    return tuple(moves)


class AnyGame(RuleBasedStateMachine):
    """A game under a random thesis, ordered by chance."""

    @initialize(thesis=st.sampled_from(sorted(PACKS)))
    def begin(self, thesis: str) -> None:
        self.pack = PACKS[thesis]
        self.outcome: referee.Adjudication | None = None
        self.state = referee.start(self.pack)
        self.turn = 0

    @precondition(lambda self: self.turn < 12)
    @rule(data=st.data(), luck=st.floats(0.0, 0.999))
    def play(self, data: st.DataObject, luck: float) -> None:
        self.turn += 1
        orders = {seat.id: any_order(self.pack, seat, data) for seat in self.pack.seats}
        draws = dict.fromkeys(referee.hazards(self.pack), luck)
        self.outcome = referee.adjudicate(self.pack, self.state, TurnInputs(self.turn, orders, draws))
        self.state = self.outcome.state

    @invariant()
    def every_variable_is_finite_and_in_bounds(self) -> None:
        for quantity in STATE:
            value = self.state.world[quantity.name]
            assert np.all(np.isfinite(value)), quantity.name
            assert np.all((value >= quantity.low) & (value <= quantity.high)), quantity.name
        assert np.all(self.state.world["cash"] == np.rint(self.state.world["cash"]))

    @invariant()
    def margins_shares_and_scarcity_are_sound(self) -> None:
        if self.outcome is None:
            return
        found = self.outcome.factors
        assert np.all((found.margin >= 0.0) & (found.margin < 1.0))
        assert np.all((found.share >= 0.0) & (np.sum(found.share, axis=0) <= 1.0 + 1e-9))
        assert np.allclose(np.sum(found.scarcity, axis=0), 1.0, atol=1e-12)
        assert np.all(found.value > 0.0)
        assert np.all(np.isfinite(referee.rents(found)))

    @invariant()
    def no_seat_spends_more_than_its_budget(self) -> None:
        if self.outcome is not None:
            for seat in self.pack.seats:
                accepted = self.outcome.accepted[seat.id]
                assert sum(referee.cost(self.pack, move) for move in accepted) <= seat.budget
                assert len(accepted) <= self.pack.moves_per_turn


AnyGame.TestCase.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
TestAnyGame = AnyGame.TestCase
