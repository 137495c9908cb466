"""What people are typing, kept beside the transcript so that a kill loses none of it."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wargame.events import CommandRefused, Order, Talk

SUFFIX = ".drafts.json"


class Drafts:
    """Drafts by id of the question, in a file named after the transcript; `game` tells one game from another.

    An answer that was given stays until its turn is closed: what people say is recorded only once all have spoken.
    """

    def __init__(self, transcript: Path, game: str) -> None:
        self.path = transcript.with_name(transcript.name + SUFFIX)
        self._game = game
        self._kept: dict[str, dict[str, Any]] = self._read()

    def draft(self, name: str) -> Talk | Order | None:
        """What was typed for a question, if anything."""
        kept = self._kept.get(name)
        return None if kept is None else _parse(name, kept)

    def given(self, name: str) -> Talk | Order | None:
        """The answer that was given before a kill, if there is one."""
        kept = self._kept.get(name)
        return _parse(name, kept) if kept is not None and kept.get("given") else None

    def keep(self, name: str, answer: Talk | Order, *, given: bool = False) -> None:
        """Write a draft or an answer. Raises CommandRefused where the file cannot be written."""
        before = self._kept.get(name)
        self._kept[name] = {"answer": answer.model_dump(mode="json"), "given": given}
        try:
            self._write()
        except OSError as problem:
            self._kept.pop(name)
            if before is not None:
                self._kept[name] = before
            raise CommandRefused(f"the draft cannot be kept in {self.path}: {problem.strerror}") from problem

    def forget(self, turn: int) -> None:
        """Drop the drafts of a closed turn and of those before it; a file that has none left is removed."""
        left = {name: kept for name, kept in self._kept.items() if int(name.partition("-")[0]) > turn}
        if left == self._kept:
            return
        self._kept = left
        with contextlib.suppress(OSError):  # what is left over is told apart by its turn
            if left:
                self._write()
            else:
                self.path.unlink(missing_ok=True)

    def _read(self) -> dict[str, dict[str, Any]]:
        """What the file holds of this game; nothing where it is unreadable, for a draft is no record."""
        try:
            document = json.loads(self.path.read_text(encoding="utf-8"))
            drafts = document["drafts"] if document["game"] == self._game else {}
            return {name: kept for name, kept in drafts.items() if _parse(name, kept) is not None}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write(self) -> None:
        fresh = self.path.with_name(self.path.name + ".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"game": self._game, "drafts": self._kept}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)


def _parse(name: str, kept: dict[str, Any]) -> Talk | Order | None:
    model = Order if "-order-" in name else Talk
    try:
        int(name.partition("-")[0])
        return model.model_validate(kept["answer"])
    except (ValidationError, ValueError, KeyError, TypeError):
        return None
