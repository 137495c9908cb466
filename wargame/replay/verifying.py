"""Is a transcript what the referee would have ruled? Each turn alone, from the recorded state before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from wargame import referee, transcript
from wargame.events import Event, Payload
from wargame.events import payloads as happened
from wargame.events.canonical import digest
from wargame.replay.comparing import Comparison, Divergence
from wargame.views import Game, TurnRecord, fold
from wargame.views.game import leader

Compared: TypeAlias = tuple[int, str, Any, Any]
"""Event, path in it, what is recorded there and what the referee computes."""

FACTORS = ("value", "scarcity", "share", "margin")
STATE_PATH = "data.state"


@dataclass(frozen=True)
class Verification:
    """The verdict. `turns`: closed turns; `match`: None where it diverged; `torn`: the file's last line was cut off."""

    ok: bool
    final_hash: str
    turns: int
    match: Literal["bit-identical", "within 1e-9"] | None
    divergence: Divergence | None
    torn: bool = False


def verify(record: Path | str | Sequence[Event]) -> Verification:
    """Check a transcript, by path or as events: its chain (of a file), then every ruling against the referee.

    Raises TranscriptError for a file that is damaged, GameError for events that are no game.
    """
    torn = False
    if isinstance(record, Path | str):
        reading = transcript.read(record)
        record, torn = reading.events, reading.torn
    game = fold(record)
    comparison = Comparison()
    divergence = next((found for found in _checks(game, comparison) if found is not None), None)
    return Verification(
        ok=divergence is None,
        final_hash=game.history[game.closed].state_hash,
        turns=game.closed,
        match=None if divergence else "bit-identical" if comparison.exact else "within 1e-9",
        divergence=divergence,
        torn=torn,
    )


def _checks(game: Game, comparison: Comparison) -> Iterator[Divergence | None]:
    """Every comparison in the order of the record; consumed up to the first divergence."""
    yield from _check_start(game, comparison)
    for turn in range(1, game.closed + 1):
        yield from _check_turn(game, turn, comparison)
    if game.ended is not None:
        yield from _check_end(game, game.ended, comparison)


def _check_start(game: Game, comparison: Comparison) -> Iterator[Divergence | None]:
    started, seq = game.started, game.history[0].events[0].seq
    parameters = {name: parameter.value for name, parameter in game.pack.parameters.items()}
    yield comparison.values(seq, "data.parameters", started.parameters, parameters)
    yield from _check_state(comparison, seq, game.start, referee.start(game.pack))
    yield comparison.values(seq, "data.state.seed", started.state.get("seed"), started.seed)
    yield comparison.values(seq, "data.state_hash", started.state_hash, digest(started.state))


def _check_turn(game: Game, turn: int, comparison: Comparison) -> Iterator[Divergence | None]:
    record, inputs, before = game.history[turn], game.inputs(turn), game.state(turn - 1)
    try:
        outcome = referee.adjudicate(game.pack, before, inputs)
        due = referee.injects_due(game.pack, before, turn, inputs.draws, inputs.released_by_hand)
    except (KeyError, ValueError) as problem:
        yield Divergence(record.events[0].seq, "data", None, f"the referee refuses this turn: {problem}")
        return
    for seq, path, recorded, computed in _ruling(record, outcome, due):
        yield comparison.values(seq, path, recorded, computed)
    for event in record.events:
        if isinstance(event.data, happened.RulingReleased) and record.factors is not None:
            for name in FACTORS:
                there, here = getattr(record.factors, name), getattr(outcome.factors, name)
                yield comparison.arrays(event.seq, f"data.{name}", there, here)
        elif isinstance(event.data, happened.TurnClosed):
            yield from _check_state(comparison, event.seq, game.state(turn), outcome.state)
            yield comparison.values(event.seq, "data.state.seed", event.data.state.get("seed"), game.seed)
            yield comparison.values(event.seq, "data.state_hash", event.data.state_hash, digest(event.data.state))


def _ruling(record: TurnRecord, outcome: referee.Adjudication, due: dict[str, str]) -> Iterator[Compared]:
    """What the ruling says besides numbers; the order of events of one kind is free."""
    injects = {(inject,): by for inject, by in due.items()}
    typed = (one.inject for one in record.injects if one.inject.startswith(happened.TYPED_INJECT))
    injects |= {(inject,): "facilitator" for inject in typed}
    refusals = {(refusal.seat, refusal.move_index): refusal.reason for refusal in outcome.refusals}
    breaches = {(breach.agreement, breach.clause): breach.seat for breach in outcome.breaches}
    yield from _each(record, happened.InjectReleased, ("inject",), "by", injects)
    yield from _each(record, happened.OrderRefused, ("seat", "move_index"), "reason", refusals)
    seq = _seq(record, happened.RulingProposed)
    yield seq, "data.accepted", _moves(record.accepted), _moves(outcome.accepted)
    yield seq, "data.events", record.happened, outcome.events
    yield seq, "data.kept", record.kept, outcome.kept
    yield from _each(record, happened.AgreementBroken, ("agreement", "clause"), "seat", breaches)


def _each(
    record: TurnRecord, kind: type[Payload], key: tuple[str, ...], says: str, expected: Mapping[tuple[Any, ...], str]
) -> Iterator[Compared]:
    """Each event of a kind against what it should say, then what no event says."""
    missing = dict(expected)
    for event in record.events:
        if isinstance(event.data, kind):
            name = tuple(getattr(event.data, field) for field in key)
            yield event.seq, f"data.{says}", getattr(event.data, says), missing.pop(name, None)
    for name, value in missing.items():
        place = "".join(f"[{part}]" for part in name)
        yield _seq(record, happened.RulingProposed), f"{kind.kind}{place}.{says}", None, value


def _moves(accepted: Any) -> dict[str, list[dict[str, Any]]]:
    return {seat: [vars(move) for move in moves] for seat, moves in accepted.items()}


def _seq(record: TurnRecord, kind: type[Payload]) -> int:
    """The last event of this kind in the turn, or the turn's first event where there is none."""
    events = [event for event in record.events if isinstance(event.data, kind)]
    return events[-1].seq if events else record.events[0].seq


def _check_state(
    comparison: Comparison, seq: int, recorded: referee.State, computed: referee.State
) -> Iterator[Divergence | None]:
    for name, array in computed.world.items():
        yield comparison.arrays(seq, f"{STATE_PATH}.arrays.{name}", recorded.world[name], array)
    there, here = ([item._asdict() for item in state.commitments] for state in (recorded, computed))
    yield comparison.values(seq, f"{STATE_PATH}.commitments", there, here)


def _check_end(game: Game, ended: happened.GameEnded, comparison: Comparison) -> Iterator[Divergence | None]:
    seq = next(event.seq for event in game.history[-1].events if event.data is ended)
    boards = game.boards(game.closed)
    yield comparison.values(seq, "data.final_hash", ended.final_hash, game.history[game.closed].state_hash)
    yield comparison.values(seq, "data.scores", ended.scores, boards)
    yield comparison.values(seq, "data.first", ended.first, leader(boards))
