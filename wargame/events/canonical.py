"""One form for every record: RFC 8785 canonical JSON and its SHA-256."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """RFC 8785 form of a JSON value (dicts, lists, tuples, str, int, float, bool, None) as UTF-8 bytes.

    Raises ValueError for a number that JSON cannot hold (NaN, infinity, an integer beyond 2**53) or broken Unicode.
    """
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
