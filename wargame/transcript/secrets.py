"""Keeps keys out of the record, wherever they turn up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from wargame.events.canonical import canonical

MASK = "***"
SHORTEST_SECRET = 4
NUMBERS = frozenset({int, float, bool})
USER_INFO = re.compile(r"(?<=://)[^/?#\s@\"]+@")
USER_INFO_IN_LINE = re.compile(rb"://[^/?#\s@\"]+@")
"""The same in a canonical line, where text stands escaped: it may find more, not less."""


class Secrets:
    """Known key values, and the user info of any URL, replaced by `***` in every string of a JSON value."""

    def __init__(self) -> None:
        self._values: list[str] = []

    def add(self, values: Iterable[str]) -> None:
        """Know more secrets; shorter ones than four characters would blot out ordinary words and are left alone."""
        for value in values:
            if len(value) >= SHORTEST_SECRET:
                self._values += [value, quote(value, safe=""), json.dumps(value)[1:-1]]
        # The longest first, so that a secret which contains another leaves nothing of itself.
        self._values = sorted(set(self._values), key=len, reverse=True)

    def may_be_in(self, line: bytes) -> bool:
        """False where a canonical line can hold no secret: far quicker to tell than masking value by value."""
        known = any(canonical(value)[1:-1] in line for value in self._values)
        return known or USER_INFO_IN_LINE.search(line) is not None

    def mask(self, value: Any) -> Any:
        """The same JSON value with every secret masked; the very same object where there is none."""
        if isinstance(value, str):
            return self._mask_text(value)
        if isinstance(value, dict):
            changed = {self.mask(key): self.mask(item) for key, item in value.items()}
            same = all(new is old for new, old in zip(changed.values(), value.values(), strict=False))
            return value if same and changed.keys() == value.keys() else changed
        if isinstance(value, list | tuple):
            if NUMBERS.issuperset(map(type, value)):
                return value
            items = [self.mask(item) for item in value]
            return value if all(new is old for new, old in zip(items, value, strict=True)) else items
        return value

    def _mask_text(self, text: str) -> str:
        masked = text
        for secret in self._values:
            masked = masked.replace(secret, MASK)
        if "://" in masked:
            masked = USER_INFO.sub(MASK + "@", masked)
        return text if masked == text else masked
