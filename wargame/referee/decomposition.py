"""Rents and the four effects that move them: additive log-mean Divisia index (LMDI-I) with the analytic limit
at zeros.
"""

from __future__ import annotations

import numpy as np

from wargame.referee.inputs import Factors
from wargame.referee.pack import Array
from wargame.referee.quantities import EFFECTS


def rents(found: Factors) -> Array:
    """value * scarcity * share * margin [..., holder, layer, industry, market], USD bn per year."""
    pie = found.value[..., None, :, :] * found.scarcity
    return found.share * pie[..., None, :, :, :] * found.margin


def _spread(found: Factors) -> tuple[Array, ...]:
    shape = np.shape(found.share)
    value = np.broadcast_to(found.value[..., None, None, :, :], shape)
    return value, np.broadcast_to(found.scarcity[..., None, :, :, :], shape), found.share, found.margin


def effects(before: Factors, after: Factors) -> dict[str, Array]:
    """The change of each cell's rent by effect; the four add up to it within 1e-9 * max(1, rents).

    Log-mean weight max(R) * -expm1(-|u|) / |u|, u the sum of log ratios (Ang and Liu 2001; zeros: Ang, Zhang
    and Choi 1998, the
    analytic limit): a cell that is zero at one end gives its whole change to the factors that are zero there, equally.
    """
    first, last = _spread(before), _spread(after)
    rent0, rent1 = rents(before), rents(after)
    alive = (rent0 > 0.0) & (rent1 > 0.0)
    logs = [np.log(np.where(alive, b / np.where(alive, a, 1.0), 1.0)) for a, b in zip(first, last, strict=True)]
    total = logs[0] + logs[1] + logs[2] + logs[3]
    size = np.abs(total)
    ratio = np.where(size > 0.0, -np.expm1(-size) / np.where(size > 0.0, size, 1.0), 1.0)
    mean = np.where(alive, np.maximum(rent0, rent1) * ratio, 0.0)
    change = rent1 - rent0
    gone = [np.where(rent0 > 0.0, b == 0.0, a == 0.0) for a, b in zip(first, last, strict=True)]
    zeros = gone[0].astype(np.float64) + gone[1] + gone[2] + gone[3]
    split = np.where(alive, 0.0, change / np.maximum(zeros, 1.0))
    return {name: mean * log + split * flag for name, log, flag in zip(EFFECTS, logs, gone, strict=True)}
