"""NumPy's reductions by their ufuncs: the wrappers cost more than the work on a single world."""

from __future__ import annotations

from collections.abc import Callable
from types import EllipsisType
from typing import Any

import numpy as np

from wargame.referee.pack import Array

Axis = int | tuple[int, ...]
Part = slice | EllipsisType
"""Some worlds of a batch, or the only one."""

_sum: Callable[..., Any] = np.add.reduce
_maximum: Callable[..., Any] = np.maximum.reduce
_minimum: Callable[..., Any] = np.minimum.reduce
np.empty(31 << 17)  # glibc keeps freed arrays for reuse once it has seen a block of this size come and go


def add_up(values: Array, axis: Axis = -1, keepdims: bool = False) -> Array:
    """Sum along axes; the same bits as np.sum."""
    return np.asarray(_sum(values, axis=axis, keepdims=keepdims))


def mean_of(values: Array, axis: int = -1) -> Array:
    """Arithmetic mean along an axis."""
    return np.asarray(_sum(values, axis=axis) / float(values.shape[axis]))


def highest(values: Array, axis: int = -1, keepdims: bool = False) -> Array:
    """Maximum along an axis."""
    return np.asarray(_maximum(values, axis=axis, keepdims=keepdims))


def lowest(values: Array, axis: int = -1, keepdims: bool = False) -> Array:
    """Minimum along an axis."""
    return np.asarray(_minimum(values, axis=axis, keepdims=keepdims))


def between(values: Array, low: float, high: float) -> Array:
    """Values clipped to [low, high]."""
    return np.minimum(np.maximum(values, low), high)
