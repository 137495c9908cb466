"""Value and scarcity: a CES aggregate normalised at the start, exact at an elasticity of one and accurate near it."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import add_up
from wargame.referee.pack import Array

FLOOR = 1e-9
"""Smallest supply ratio that is told from none."""


def aggregate(log_supply: Array, weights: Array, sigma: Array) -> tuple[Array, Array]:
    """Log of the potential and the factor shares of a normalised CES.

    log_supply [..., layer, industry, market]: ln of supply relative to the start; weights of the same trailing
    shape, summing to one
    over layers; sigma [..., 1, 1, 1] > 0. Returns ln potential [..., industry, market] and scarcity [...,
    layer, industry, market].
    Form A + log1p(sum a expm1(rho (ln q - A))) / rho with A = sum a ln q; Klump and de La Grandville (2000)
    for the normalisation.
    """
    rho = (sigma - 1.0) / sigma
    mean = add_up(weights * log_supply, axis=-3, keepdims=True)
    surplus = weights * np.expm1(rho * (log_supply - mean))
    deviation = add_up(surplus, axis=-3, keepdims=True)
    near = np.abs(rho) < 1e-300
    potential = mean + np.where(near, 0.0, np.log1p(deviation) / np.where(near, 1.0, rho))
    scarcity = (weights + surplus) / (add_up(weights, axis=-3, keepdims=True) + deviation)
    return potential[..., 0, :, :], scarcity


def ceiling(log_potential: Array, limit: Array) -> Array:
    """Realised output per unit of adopted market, given the potential: P on the way up, bounded by `limit`
    times the start.

    limit * P / (limit - 1 + P): one at the start, slope (limit - 1) / limit there, `limit` as P grows without end.
    """
    potential = np.exp(log_potential)
    return limit * potential / (limit - 1.0 + potential)


def binding(log_supply: Array, endowment: Array, log_potential: Array, sigma: Array) -> Array:
    """The binding layer of each market, or -1 where two are within 5%: [..., industry, market].

    Largest (potential / Q)^(1 / sigma) with Q against the world average at the start, so weights cancel.
    """
    value = (log_potential[..., None, :, :] - log_supply - np.log(endowment)[:, None, :]) / sigma
    ranked = np.sort(value, axis=-3)
    first = np.argmax(value, axis=-3)
    return np.where(ranked[..., -1, :, :] - ranked[..., -2, :, :] > np.log(1.05), first, -1)
