"""Intervals and p values from few clusters: a bootstrap of the mean, and a permutation test of whether it is 0."""

from __future__ import annotations

from itertools import combinations
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Interval: TypeAlias = tuple[float, float]

RESAMPLES = 10_000
LEVEL = 0.95
EXACT_UP_TO = 14
"""Clusters; up to these all sign changes are tried, above that as many by chance as resamples."""
LEAST = 1e-12


def interval(clusters: Array, seed: int) -> Interval | None:
    """95% interval of the mean of clusters [cluster]; None for fewer than two.

    Percentiles of means of clusters drawn with replacement, widened by sqrt(n / (n - 1)) * t / z, without which the
    bootstrap is too narrow for few clusters (Hesterberg 2015, What teachers should know about the bootstrap, 3.2).
    """
    count = len(clusters)
    if count < 2:
        return None
    chance = np.random.default_rng(seed)
    draws = chance.multinomial(count, np.full(count, 1 / count), size=RESAMPLES) / count
    mean = float(np.mean(clusters))
    low, high = np.quantile(draws @ clusters, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    wider = (
        np.sqrt(count / (count - 1)) * t_quantile((1 + LEVEL) / 2, count - 1) / NormalDist().inv_cdf((1 + LEVEL) / 2)
    )
    return mean + float(wider) * (float(low) - mean), mean + float(wider) * (float(high) - mean)


def sign_flip_p(clusters: Array, seed: int) -> float:
    """Two-sided p of a mean this far from 0 when the sign of each cluster is chance: exact for few clusters.

    Under the null hypothesis two players are exchangeable, and exchanging them turns a cluster's sign.
    """
    count = len(clusters)
    if count <= EXACT_UP_TO:
        patterns = np.arange(2**count)[:, None] >> np.arange(count)
        reached = _as_far(clusters, 1.0 - 2.0 * (patterns & 1))
        return float(np.mean(reached))
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], size=(RESAMPLES, count))
    return float((1 + np.sum(_as_far(clusters, signs))) / (1 + RESAMPLES))


def holm(ps: list[float]) -> list[float]:
    """P values adjusted for looking at all of them (Holm 1979), in the same order."""
    adjusted, least = [0.0] * len(ps), 0.0
    for rank, index in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        least = max(least, min(1.0, (len(ps) - rank) * ps[index]))
        adjusted[index] = least
    return adjusted


def t_quantile(level: float, freedom: int) -> float:
    """Quantile of Student's t above its median, by the substitution t = sqrt(freedom) tan(angle)."""
    angles = np.linspace(0.0, np.pi / 2, 200_001)
    mass = np.cumsum(np.cos(angles) ** (freedom - 1))
    return float(np.sqrt(freedom) * np.tan(np.interp(2 * level - 1, mass / mass[-1], angles)))


def pairs(names: list[str]) -> list[tuple[str, str]]:
    """Every pair of names once."""
    return list(combinations(names, 2))


def _as_far(clusters: Array, signs: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which sign patterns [pattern, cluster] give a mean as far from 0 as the clusters have it."""
    scale = float(np.max(np.abs(clusters), initial=0.0))
    return np.asarray(
        np.abs(signs @ clusters) >= abs(float(np.sum(clusters))) - LEAST * max(1.0, scale) * len(clusters)
    )
