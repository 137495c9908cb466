"""The one place where text from a model or a person becomes fit for any screen, page or record."""

from __future__ import annotations

import re
import unicodedata

ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequences: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # strings: titles, links
    r"|\x1b[ -/]*[0-~]"
)
SPACE = re.compile(r"\s+")
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Categories not seen: controls, bidi overrides and zero-width signs, halves of pairs, private and unassigned signs."""
MARKS = {"Mn", "Me"}
MARKS_IN_A_ROW = 3


def clean(text: str, limit: int) -> str:
    """The text as one paragraph of at most `limit` characters: no escape codes, nothing unseen, no towers of marks."""
    plain = SPACE.sub(" ", ESCAPE.sub("", text[: 8 * limit]))
    if not plain.isascii() or not plain.isprintable():
        plain = SPACE.sub(" ", _seen(plain))
    return plain[:limit].strip()


def _seen(text: str) -> str:
    kept, marks = [], 0
    for sign in text:
        category = unicodedata.category(sign)
        if category in UNSEEN:
            continue
        marks = marks + 1 if category in MARKS else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(sign)
    return "".join(kept)
