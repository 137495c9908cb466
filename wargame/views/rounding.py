"""Figures as a person reads them: parts that still add up once they are rounded."""

from __future__ import annotations

from collections.abc import Mapping


def adding_up(parts: Mapping[str, float], total: float, places: int = 1) -> dict[str, float]:
    """Parts rounded so that they add up to the rounded total: the largest remainders take the last units."""
    unit = 10.0**-places
    shown = {name: round(value, places) for name, value in parts.items()}
    missing = round((round(total, places) - sum(shown.values())) / unit)
    step = 1 if missing > 0 else -1
    by_remainder = sorted(parts, key=lambda name: step * (shown[name] - parts[name]))
    for name in by_remainder[: abs(missing)]:
        shown[name] = round(shown[name] + step * unit, places)
    return shown
