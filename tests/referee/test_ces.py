"""Value and scarcity obey the economics of complements and substitutes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.referee import ces
from wargame.referee.pack import Array

SIGMA = st.floats(0.2, 3.0)


def column(*values: float) -> Array:
    return np.array(values).reshape(-1, 1, 1)


def sigma(value: float) -> Array:
    return np.full((1, 1, 1), value)


WEIGHTS = column(0.4, 0.3, 0.2, 0.1)


@pytest.mark.parametrize(("value", "sign"), [(0.5, -1), (1.0, 0), (1.6, 1)])
def test_m01_more_intelligence_lowers_its_share_for_complements_and_raises_it_for_substitutes(
    value: float, sign: int
) -> None:
    _, before = ces.aggregate(np.log(column(1, 1, 1, 1)), WEIGHTS, sigma(value))
    _, after = ces.aggregate(np.log(column(1, 2, 1, 1)), WEIGHTS, sigma(value))
    change = (after - before)[1, 0, 0]
    assert np.sign(np.round(change, 12)) == sign
    others = np.delete((after - before)[:, 0, 0], 1)
    assert np.all(np.sign(np.round(others, 12)) == -sign)


def test_m02_relieving_the_bottleneck_hands_it_to_the_next_layer() -> None:
    endowment = np.ones((4, 1))
    for supplies, expected in ((column(1, 0.3, 1, 0.8), 1), (column(1, 2.0, 1, 0.5), 3)):
        potential, _ = ces.aggregate(np.log(supplies), WEIGHTS, sigma(0.5))
        assert ces.binding(np.log(supplies), endowment, potential, sigma(0.5))[0, 0] == expected


def test_nothing_binds_where_supplies_are_even() -> None:
    potential, _ = ces.aggregate(np.log(column(1, 1.01, 1, 1)), WEIGHTS, sigma(0.7))
    assert ces.binding(np.log(column(1, 1.01, 1, 1)), np.ones((4, 1)), potential, sigma(0.7))[0, 0] == -1


@given(st.lists(st.floats(0.05, 20.0), min_size=4, max_size=4), SIGMA, st.floats(0.1, 10.0))
@settings(max_examples=200, deadline=None)
def test_shares_sum_to_one_and_scale_is_returned(supplies: list[float], value: float, scale: float) -> None:
    potential, scarcity = ces.aggregate(np.log(column(*supplies)), WEIGHTS, sigma(value))
    larger, same = ces.aggregate(np.log(column(*supplies) * scale), WEIGHTS, sigma(value))
    assert np.isclose(np.sum(scarcity), 1.0, atol=1e-12)
    assert np.isclose(larger.item() - potential.item(), np.log(scale), atol=1e-9)
    assert np.allclose(scarcity, same, atol=1e-9)


def test_the_aggregate_is_accurate_on_both_sides_of_an_elasticity_of_one() -> None:
    supplies = np.log(column(3.0, 0.2, 1.7, 0.9))
    exact = float(np.sum(WEIGHTS * supplies))
    for step in (0.0, 1e-15, 1e-12, 1e-9, 1e-6):
        near, _ = ces.aggregate(supplies, WEIGHTS, sigma(1.0 + step))
        assert abs(near.item() - exact) < 5 * step + 1e-15


def test_output_is_one_at_the_start_and_never_passes_its_ceiling() -> None:
    limit = np.full((1, 1), 3.0)
    assert ces.ceiling(np.zeros((1, 1)), limit).item() == 1.0
    assert 2.9 < ces.ceiling(np.full((1, 1), 6.0), limit).item() < 3.0
