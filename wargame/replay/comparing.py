"""Compares what was recorded with what the referee computes now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.referee.pack import Array

RELATIVE = 1e-9
ABSOLUTE = 1e-12
"""Below this two numbers are equal: what is left of a difference of larger ones has no relative precision."""


@dataclass(frozen=True)
class Divergence:
    """The first place where record and referee part: event, path inside it (`data.share[0][2]`), both values."""

    seq: int
    path: str
    recorded: Any
    computed: Any


class Comparison:
    """Compares values of one event at a time; `exact` stays true while all are equal to the last bit.

    `lenient`: numbers may differ by 1e-9 relative.
    """

    def __init__(self, *, lenient: bool = True) -> None:
        self.exact = True
        self._lenient = lenient

    def arrays(self, seq: int, path: str, recorded: Array, computed: Array) -> Divergence | None:
        """The first element that differs by more than 1e-9 relative."""
        if np.array_equal(recorded, computed):
            return None
        self.exact = False
        allowed = np.maximum(RELATIVE * np.maximum(np.abs(recorded), np.abs(computed)), ABSOLUTE)
        # Not `>`: what is not a number must differ.
        far = np.argwhere(~(np.abs(recorded - computed) <= allowed))
        if not len(far):
            return None
        place = tuple(int(index) for index in far[0])
        steps = "".join(f"[{index}]" for index in place)
        return Divergence(seq, f"{path}{steps}", float(recorded[place]), float(computed[place]))

    def values(self, seq: int, path: str, recorded: Any, computed: Any) -> Divergence | None:
        """The first difference of two JSON values."""
        if isinstance(recorded, Mapping) and isinstance(computed, Mapping):
            keys = [*recorded, *(key for key in computed if key not in recorded)]
            pairs = [(f"{path}.{key}", recorded.get(key), computed.get(key)) for key in keys]
        elif _is_list(recorded) and _is_list(computed):
            length = max(len(recorded), len(computed))
            pairs = [(f"{path}[{at}]", _at(recorded, at), _at(computed, at)) for at in range(length)]
        else:
            return self._leaf(seq, path, recorded, computed)
        for where, left, right in pairs:
            if (found := self.values(seq, where, left, right)) is not None:
                return found
        return None

    def _leaf(self, seq: int, path: str, recorded: Any, computed: Any) -> Divergence | None:
        if recorded == computed:
            return None
        if self._lenient and _is_number(recorded) and _is_number(computed):
            self.exact = False
            if abs(recorded - computed) <= max(RELATIVE * max(abs(recorded), abs(computed)), ABSOLUTE):
                return None
        return Divergence(seq, path, recorded, computed)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _at(values: Sequence[Any], index: int) -> Any:
    return values[index] if index < len(values) else None
