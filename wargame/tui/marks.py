"""What the timeline notes of each turn, gathered from the events alone as they arrive."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wargame.events import Event, payloads
from wargame.tui.table import Array, TurnMarks
from wargame.tui.text import plain


class Marks:
    """Counts injects, fallbacks, breaches and adjustments by turn, and finds turning points: another bloc comes to hold
    the largest rents."""

    def __init__(self) -> None:
        self._turns: dict[int, TurnMarks] = {}
        self._blocs: list[str] = []
        self._names: dict[str, str] = {}
        self._leader = ""

    def note(self, event: Event) -> None:
        """Take in one event."""
        mark = self._turns.setdefault(event.turn, TurnMarks(event.turn))
        match event.data:
            case payloads.GameStarted(pack=pack):
                self._blocs = [holder["bloc"] for holder in pack["holders"]]
                self._names = {bloc["id"]: plain(bloc["name"]) for bloc in pack["blocs"]}
            case payloads.InjectReleased():
                self._turns[event.turn] = replace(mark, injects=mark.injects + 1)
            case payloads.FallbackUsed():
                self._turns[event.turn] = replace(mark, fallbacks=mark.fallbacks + 1)
            case payloads.AgreementBroken():
                self._turns[event.turn] = replace(mark, breaches=mark.breaches + 1)
            case payloads.RulingAdjusted():
                self._turns[event.turn] = replace(mark, adjusted=mark.adjusted + 1)
            case payloads.RulingReleased() as ruling:
                self._lead(mark, rents(ruling))

    def _lead(self, mark: TurnMarks, by_holder: Array) -> None:
        totals = {bloc: sum(value for held, value in zip(self._blocs, by_holder, strict=True) if held == bloc)
                  for bloc in self._names}  # fmt: skip
        leader = max(totals, key=lambda bloc: totals[bloc])
        if self._leader and leader != self._leader:
            self._turns[mark.turn] = replace(mark, turning_point=f"{self._names[leader]} leads")
        self._leader = leader

    def all(self, until: int | None = None) -> tuple[TurnMarks, ...]:
        """The marks of all turns, or of those up to one."""
        return tuple(mark for turn, mark in sorted(self._turns.items()) if until is None or turn <= until)


def rents(ruling: payloads.RulingReleased) -> Array:
    """Rents by holder, USD bn a year, from the four factors as recorded."""
    value, scarcity = np.asarray(ruling.value, dtype=float), np.asarray(ruling.scarcity, dtype=float)
    share, margin = np.asarray(ruling.share, dtype=float), np.asarray(ruling.margin, dtype=float)
    held: Array = np.einsum("im,lim,hlim,hlim->h", value, scarcity, share, margin)
    return held
