"""Chance as the record has it: uniform draws that follow from seed, turn and hazard, whatever else happens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

MANTISSA_BITS = 53


def draw(seed: int, turn: int, hazard: str) -> float:
    """A uniform number in [0, 1): the first 53 bits of SHA-256 of `seed/turn/hazard`."""
    bits = int.from_bytes(hashlib.sha256(f"{seed}/{turn}/{hazard}".encode()).digest()[:8], "big")
    return float(bits >> (64 - MANTISSA_BITS)) / float(1 << MANTISSA_BITS)


def draws(seed: int, turn: int, hazards: Iterable[str]) -> dict[str, float]:
    """One draw for each hazard of a turn."""
    return {hazard: draw(seed, turn, hazard) for hazard in hazards}
