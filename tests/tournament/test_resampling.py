"""Intervals that hold what they promise, also from few clusters, and p values that can be counted by hand."""

import numpy as np
import pytest

from wargame.tournament.resampling import holm, interval, sign_flip_p, t_quantile


@pytest.mark.parametrize(("freedom", "expected"), [(1, 12.706), (2, 4.303), (5, 2.571), (9, 2.262), (100, 1.984)])
def test_quantiles_of_t_are_those_of_the_tables(freedom: int, expected: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(expected, rel=1e-3)


def test_p_counts_the_sign_changes_that_are_as_far_from_zero() -> None:
    assert sign_flip_p(np.array([1.0, 2.0, 3.0]), 0) == 2 / 8
    assert sign_flip_p(np.array([1.0, 2.0, -3.0]), 0) == 1.0
    assert sign_flip_p(np.array([3.0, 1.0, 1.0, -1.0]), 0) == 8 / 16
    assert sign_flip_p(np.zeros(4), 0) == 1.0


def test_p_of_many_clusters_is_drawn_and_never_zero() -> None:
    assert sign_flip_p(np.full(40, 0.3), 1) == pytest.approx(1 / 10_001)


def test_holm_asks_more_the_more_contrasts_there_are() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


@pytest.mark.parametrize("clusters", [3, 12])
def test_an_interval_holds_the_truth_about_as_often_as_it_says(clusters: int) -> None:
    chance = np.random.default_rng(5)
    found = [interval(chance.normal(0.4, 1.0, clusters), trial) for trial in range(200)]
    held = sum(ci is not None and ci[0] <= 0.4 <= ci[1] for ci in found)
    assert 0.90 <= held / 200 <= 0.99


def test_one_cluster_gives_no_interval_and_equal_ones_give_a_point() -> None:
    assert interval(np.array([0.3]), 0) is None
    assert interval(np.full(5, 0.3), 0) == pytest.approx((0.3, 0.3))


def test_the_same_seed_gives_the_same_interval() -> None:
    clusters = np.random.default_rng(2).normal(0.0, 1.0, 20)
    assert interval(clusters, 8) == interval(clusters, 8) != interval(clusters, 9)
