"""The four effects add up to every rent shift, also where something is born, dies or barely moves."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from wargame import referee
from wargame.referee.pack import Array

CELL = st.one_of(st.just(0.0), st.floats(1e-6, 1.0))


def arrays(shape: tuple[int, ...], elements: st.SearchStrategy[float]) -> st.SearchStrategy[Array]:
    return npst.arrays(np.float64, shape, elements=elements)


def factors() -> st.SearchStrategy[referee.Factors]:
    return st.builds(
        referee.Factors,
        arrays((2, 1), st.floats(1.0, 1e4)),
        arrays((2, 2, 1), CELL),
        arrays((2, 2, 2, 1), CELL),
        arrays((2, 2, 2, 1), CELL),
    )


@given(factors(), factors())
@settings(max_examples=150, deadline=None)
def test_effects_add_up_to_the_change_of_every_cell(before: referee.Factors, after: referee.Factors) -> None:
    effects = referee.effects(before, after)
    first, last = referee.rents(before), referee.rents(after)
    gap = np.abs(sum(effects.values()) - (last - first))
    assert np.all(gap <= 1e-9 * np.maximum(1.0, np.maximum(first, last)))


def one_cell(value: float, scarcity: float, share: float, margin: float) -> referee.Factors:
    return referee.Factors(
        np.full((1, 1), value),
        np.full((1, 1, 1), scarcity),
        np.full((1, 1, 1, 1), share),
        np.full((1, 1, 1, 1), margin),
    )


def test_an_entry_is_split_between_the_factors_that_were_zero() -> None:
    effects = referee.effects(one_cell(100.0, 0.5, 0.0, 0.0), one_cell(100.0, 0.5, 0.2, 0.4))
    assert effects["share"].item() == effects["margin"].item() == 2.0
    assert effects["value"].item() == effects["scarcity"].item() == 0.0


def test_a_margin_that_vanishes_takes_the_whole_change() -> None:
    effects = referee.effects(one_cell(100.0, 0.5, 0.2, 0.4), one_cell(120.0, 0.4, 0.3, 0.0))
    assert effects["margin"].item() == -4.0
    assert effects["value"].item() == effects["share"].item() == 0.0


def test_a_single_moving_factor_gets_everything() -> None:
    effects = referee.effects(one_cell(100.0, 0.5, 0.2, 0.4), one_cell(130.0, 0.5, 0.2, 0.4))
    assert np.isclose(effects["value"].item(), 1.2, rtol=1e-12)
    assert effects["scarcity"].item() == effects["share"].item() == effects["margin"].item() == 0.0


def test_tiny_moves_keep_their_sign_and_size() -> None:
    effects = referee.effects(one_cell(100.0, 0.5, 0.2, 0.4), one_cell(100.0 * (1 + 1e-13), 0.5, 0.2, 0.4))
    assert 3.5e-13 < effects["value"].item() < 4.5e-13
