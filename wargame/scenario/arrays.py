"""From nested values by id to arrays: expansion with defaults, and checks of shape, bounds and sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from wargame.referee.quantities import Quantity
from wargame.scenario.problems import Finding, Path, one_of

DEFAULT = "default"
LEAF_KEYS = {"value", "source"}
SUM_TOLERANCE = 1e-9
Array = NDArray[np.float64]


def expand(
    quantity: Quantity, axes: Mapping[str, Sequence[str]], values: JsonValue, path: Path
) -> tuple[Array, list[Finding]]:
    """The array of a quantity (float64, C order, axes as named) and every fault; faulty cells hold its lower bound."""
    ids = [axes[axis] for axis in quantity.axes]
    array = np.full([len(names) for names in ids], quantity.low, dtype=np.float64)
    return array, list(_fill(array, quantity, ids, values, path))


def _fill(
    array: Array, quantity: Quantity, ids: Sequence[Sequence[str]], values: JsonValue, path: Path
) -> Iterator[Finding]:
    number, path = _leaf(values, path)
    if number is not None:
        if not quantity.low <= number <= quantity.high:
            yield Finding(path, f"{number:g}", f"{quantity.low:g} to {quantity.high:g} {quantity.unit}")
        elif quantity.name == "cash" and number != int(number):
            yield Finding(path, repr(number), "whole US cents")
        else:
            array[...] = number
        return
    if not isinstance(values, dict) or LEAF_KEYS & values.keys() or not ids:
        wanted = f"a number, or a mapping by {quantity.axes[-len(ids)]}" if ids else "a number"
        yield Finding(path, _shown(values), f"{wanted}; a leaf is a number or {{value, source}}")
        return
    names, rest = ids[0], ids[1:]
    for key in values:
        if key not in names and key != DEFAULT:
            yield Finding((*path, key), key, one_of(key, [*names, DEFAULT]))
    if DEFAULT in values:
        spare = np.empty_like(array[0, ...])
        yield from _fill(spare, quantity, rest, values[DEFAULT], (*path, DEFAULT))
        array[...] = spare
    for index, name in enumerate(names):
        if name in values:
            yield from _fill(array[index, ...], quantity, rest, values[name], (*path, name))
        elif DEFAULT not in values:
            yield Finding((*path, name), "no value", f"a value for {name}, or `default`")


def _leaf(values: JsonValue, path: Path) -> tuple[float | None, Path]:
    """The number of a leaf, if it is one, and where it stands."""
    if isinstance(values, dict) and "value" in values and values.keys() <= LEAF_KEYS:
        value, source = values["value"], values.get("source", "")
        if isinstance(source, str):
            return _leaf(value, (*path, "value")) if not isinstance(value, dict) else (None, path)
    if isinstance(values, int | float) and not isinstance(values, bool) and np.isfinite(values):
        return float(values), path
    return None, path


def _shown(values: JsonValue) -> str:
    text = repr(values)
    return text if len(text) <= 60 else text[:57] + "..."


def sum_findings(name: str, array: Array, axes: Sequence[Sequence[str]], path: Path) -> Iterator[Finding]:
    """Sums that must hold: cost_share to 1 over layers per industry, share to at most 1 over holders."""
    if name == "cost_share":
        for index, total in enumerate(array.sum(axis=0)):
            if abs(total - 1) > SUM_TOLERANCE:
                yield Finding(
                    path,
                    f"layers of {axes[1][index]} that sum to {total:.12g}",
                    "layers that sum to 1 in each industry",
                )
    if name == "share":
        sums = array.sum(axis=-1)
        for layer, market in np.argwhere(sums > 1 + SUM_TOLERANCE):
            place = f"{axes[0][layer]} in {axes[1][market]}"
            yield Finding(
                (*path, axes[0][layer]), f"holders of {place} that sum to {sums[layer, market]:.12g}", "at most 1"
            )
