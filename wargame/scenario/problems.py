"""What can be wrong with a scenario, said with file, line, key, what was found and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""A place inside a pack document: keys and list indices from the top."""


@dataclass(frozen=True)
class Finding:
    """A fault at a place of the pack document."""

    path: Path
    found: str
    allowed: str

    @property
    def key(self) -> str:
        """The place as text: `moves[3].cost`."""
        return dotted(self.path)


@dataclass(frozen=True)
class Problem:
    """A fault in a file; `line` counts from 1, 0 where the whole file is meant."""

    file: str
    line: int
    key: str
    found: str
    allowed: str

    def __str__(self) -> str:
        """One line for a terminal."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        return f"{place}:{key} found {self.found}; allowed: {self.allowed}"


class ScenarioError(Exception):
    """A scenario that cannot be used; `problems` holds every fault that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def dotted(path: Path) -> str:
    """A path as text: `moves[3].cost`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def one_of(word: str, words: Iterable[str]) -> str:
    """What is allowed instead of a word: the nearest first, then all (at most twelve)."""
    known = list(words)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    listed = ", ".join(known[:12]) + (f" and {len(known) - 12} more" if len(known) > 12 else "")
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{hint}one of: {listed}" if known else "nothing is defined"
