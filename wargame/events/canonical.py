"""One form for every record: RFC 8785 canonical JSON and its SHA-256."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import rfc8785

TEXT = json.JSONEncoder(ensure_ascii=False).encode
"""For strings as RFC 8785 has them."""
PLAIN = re.compile(r"[-+0-9.e, \[\]]*")
"""Lists of nothing but numbers, as Python writes them."""
OTHERWISE = re.compile(r"(?<![\d.])-?(?:\d+(?:\.\d+)?e[+-]\d+|\d{16,}(?![\d.]))|-0\.0(?!\d)")
"""Numbers that RFC 8785 writes otherwise than Python, or refuses: with exponents, large integers, minus zero."""
WHOLE = re.compile(r"\.0(?!\d)")
"""What RFC 8785 leaves out of whole floats."""
CONSTANTS = {None: b"null", True: b"true", False: b"false"}


def canonical(value: Any) -> bytes:
    """RFC 8785 form of a JSON value (dicts, lists, tuples, str, int, float, bool, None) as UTF-8 bytes.

    Raises ValueError for a number that JSON cannot hold (NaN, infinity, an integer beyond 2**53) or broken Unicode.
    """
    kind = type(value)
    if kind is str:
        return TEXT(value).encode()
    if kind is dict and all(type(key) is str and key.isascii() for key in value):
        return b"{%s}" % b",".join([b"%s:%s" % (canonical(key), canonical(value[key])) for key in sorted(value)])
    if kind is list:
        return _numbers(value) if _starts_with_number(value) else b"[%s]" % b",".join(map(canonical, value))
    if value is None or kind is bool:
        return CONSTANTS[value]
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _starts_with_number(value: list[Any]) -> bool:
    first: Any = value
    while type(first) is list and first:
        first = first[0]
    return type(first) in (int, float)


def _numbers(value: list[Any]) -> bytes:
    """Nested lists of numbers, which make up most of a transcript, several times faster than number by number."""
    text = repr(value)
    if not PLAIN.fullmatch(text):
        return rfc8785.dumps(value)
    return WHOLE.sub("", OTHERWISE.sub(_rewritten, text)).replace(" ", "").encode()


def _rewritten(found: re.Match[str]) -> str:
    text = found[0]
    return rfc8785.dumps(float(text) if "." in text or "e" in text else int(text)).decode()
