"""Parameters as arrays that broadcast: scalars of the pack, or one value per world of a batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from wargame.referee.pack import Array, Pack

if TYPE_CHECKING:
    from wargame.referee.market import Market


class Numbers:
    """Parameter values by id. An override carries batch axes only; `keep` and `opening` hold what follows from
    them alone.
    """

    def __init__(self, pack: Pack, overrides: Mapping[str, Array] | None = None) -> None:
        self._values = {
            name: np.asarray(parameter.value, dtype=np.float64) for name, parameter in pack.parameters.items()
        }
        self._values.update(overrides or {})
        self.batch = np.broadcast_shapes(*(value.shape for value in self._values.values()))
        self._kept: dict[str, Array] = {}
        self._kept_named: dict[str, dict[str, Array]] = {}
        self.opening: Market | None = None
        self._shaped: dict[tuple[str, int], Array] = {}

    def get(self, name: str, trailing: int = 0) -> Array:
        """The parameter with `trailing` axes of length one appended; KeyError where the pack has none of this name."""
        key = (name, trailing)
        if key not in self._shaped:
            value = self._values[name]
            self._shaped[key] = value.reshape(value.shape + (1,) * trailing)
        return self._shaped[key]

    def keep(self, name: str, make: Callable[[], Array]) -> Array:
        """What `make` gives, made once: for arrays that follow from the pack and the parameters alone."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def keep_named(self, name: str, make: Callable[[], dict[str, Array]]) -> dict[str, Array]:
        """The same for arrays that are made together."""
        if name not in self._kept_named:
            self._kept_named[name] = make()
        return self._kept_named[name]


@lru_cache(maxsize=32)
def numbers_of(pack: Pack) -> Numbers:
    """The pack's own parameters (kept, since a pack never changes)."""
    return Numbers(pack)
