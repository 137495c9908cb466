"""Why a game cannot be set up or cannot go on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class SetupError(ValueError):
    """A set-up that names what is not there or asks for what is not possible; the text says what would be right."""


class EndpointsDownError(Exception):
    """The game cannot go on because endpoints do not answer; what is recorded stays and can be resumed."""


def one_of(word: str, words: Iterable[str]) -> str:
    """The nearest known word, then all of them."""
    known = list(words)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{hint}one of: {', '.join(known)}"
