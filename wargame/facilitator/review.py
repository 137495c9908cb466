"""The ruling between proposal and release: it waits for the facilitator, who may adjust its inputs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wargame import referee
from wargame.events import CommandRefused
from wargame.events.payloads import RulingAdjusted, RulingProposed
from wargame.facilitator.adjusting import checked
from wargame.facilitator.recorder import Recorder
from wargame.views import recording
from wargame.views.taking import as_adjustment


class Review:
    """One turn's ruling at a time. `ruling` is what stands."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._game = recorder.game
        self._accepted = asyncio.Event()
        self._turn = 0
        self._lock = asyncio.Lock()
        self.ruling: referee.Adjudication | None = None

    @property
    def waits(self) -> bool:
        """True while a ruling waits to be accepted."""
        return self._turn > 0

    async def propose(self, turn: int) -> None:
        """Let the referee rule, in a worker thread, and record it; adjustments from before a kill stand."""
        self.ruling = await self._rule(turn, ())
        for payload in recording.proposal(self._game, turn, self.ruling):
            self._recorder.emit(turn, payload)
        self._recorder.take_kind(RulingProposed.kind)
        if self._stale(turn):
            self._propose_anew(turn)

    async def hold(self, turn: int) -> None:
        """Return once the ruling is accepted."""
        self._turn = turn
        self._accepted.clear()
        try:
            await self._accepted.wait()
        finally:
            self._turn = 0

    def accept(self) -> None:
        """Let the ruling stand. Raises CommandRefused outside of a review."""
        self._check()
        if self._lock.locked():
            raise CommandRefused("the referee is at work on an adjustment: look at its ruling first")
        self._turn = 0
        self._accepted.set()

    async def adjust(self, adjustment: Mapping[str, Any], reason: str, by: str) -> None:
        """Record an adjustment and let the referee rule anew. Raises CommandRefused; then nothing changed."""
        self._check()
        async with self._lock:
            self._check()
            turn = self._turn
            extra = self._checked([adjustment])
            ruling = await self._rule(turn, [RulingAdjusted(by=by, reason=reason, adjustment=extra[0])])
            self._check()
            self._recorder.append(turn, RulingAdjusted(by=by, reason=reason, adjustment=extra[0]))
            self.ruling = ruling
            self._propose_anew(turn)
            await self._recorder.sync()

    async def preview(self, adjustments: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
        """Rents before, as proposed and as adjusted, by seat; `shifts` by holder/layer. Raises CommandRefused."""
        self._check()
        turn, standing = self._turn, self.ruling
        assert standing is not None, "a ruling is proposed before its review"
        extra = [RulingAdjusted(by="", reason="", adjustment=one) for one in self._checked(adjustments)]
        adjusted = await self._rule(turn, extra) if extra else standing
        before, rents = self._game.rents(turn - 1), referee.rents(adjusted.factors).sum(axis=(-2, -1))
        pack = self._game.pack
        shifts = {
            f"{holder.id}/{layer.id}": float(rents[row, column] - before[row, column])
            for row, holder in enumerate(pack.holders)
            for column, layer in enumerate(pack.layers)
        }
        states = {"before": self._game.state(turn - 1), "proposed": standing.state, "adjusted": adjusted.state}
        return {**{name: self._rents(state) for name, state in states.items()}, "shifts": shifts}

    def _checked(self, adjustments: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The new ones, judged on top of those that stand."""
        standing = [one.adjustment for one in self._game.history[self._turn].adjustments]
        return checked(self._game, self._turn, [*standing, *adjustments])[len(standing) :]

    def _check(self) -> None:
        if not self._turn:
            raise CommandRefused(
                "no ruling is under review: rulings are adjusted and accepted between orders and release"
            )

    async def _rule(self, turn: int, extra: Sequence[RulingAdjusted]) -> referee.Adjudication:
        pack, state, inputs = self._game.pack, self._game.state(turn - 1), self._game.inputs(turn)
        added = tuple(as_adjustment(one) for one in extra)
        inputs = replace(inputs, adjustments=(*inputs.adjustments, *added))
        return await asyncio.to_thread(referee.adjudicate, pack, state, inputs)

    def _propose_anew(self, turn: int) -> None:
        assert self.ruling is not None, "there is a ruling to propose"
        *_, proposed = recording.proposal(self._game, turn, self.ruling)
        self._recorder.append(turn, proposed)

    def _stale(self, turn: int) -> bool:
        """True where a kill came between an adjustment and the ruling that follows from it."""
        events = self._game.history[turn].events
        last = {kind: max((one.seq for one in events if isinstance(one.data, kind)), default=-1)
                for kind in (RulingAdjusted, RulingProposed)}  # fmt: skip
        return last[RulingAdjusted] > last[RulingProposed]

    def _rents(self, state: referee.State) -> dict[str, float]:
        boards = referee.boards(self._game.pack, state, state)
        return {seat: found["rent"] for seat, found in boards.items()}
