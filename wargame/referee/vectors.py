"""Several variables of a world end to end in one vector, so that one operation serves them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.referee.pack import Array, Pack
from wargame.referee.quantities import STATE_BY_NAME


@dataclass(frozen=True)
class Span:
    """Where a variable stands in the vector, and its own axes."""

    name: str
    place: slice
    shape: tuple[int, ...]


def spans(pack: Pack, names: Sequence[str]) -> tuple[Span, ...]:
    """The variables end to end, in the order given."""
    found, at = [], 0
    for name in names:
        shape = pack.shape(STATE_BY_NAME[name])
        size = int(np.prod(shape, dtype=np.int64))
        found.append(Span(name, slice(at, at + size), shape))
        at += size
    return tuple(found)


def joined(world: Mapping[str, Array], parts: Sequence[Span]) -> Array:
    """The variables as one vector [..., place]."""
    flat = []
    for part in parts:
        value = world[part.name]
        flat.append(value.reshape((*value.shape[: value.ndim - len(part.shape)], -1)))
    return np.concatenate(flat, axis=-1)


def parted(vector: Array, parts: Sequence[Span]) -> dict[str, Array]:
    """The variables of a vector, by name, as views."""
    lead = vector.shape[:-1]
    return {part.name: vector[..., part.place].reshape(lead + part.shape) for part in parts}
