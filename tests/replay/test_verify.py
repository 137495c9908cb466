"""A transcript that does not say what the referee would have ruled is found out, at its first untrue place."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.replay.forging import Change, forge, seq_of
from tests.views.playing import Table
from wargame.replay import Divergence, Verification, verify
from wargame.transcript import TranscriptError
from wargame.views import GameError


def multiply(factor: float, *path: Any) -> Change:
    """Multiply the number at the end of a path into the payload."""

    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] *= factor

    return change


def test_a_true_game_is_bit_identical(table: Table) -> None:
    assert verify(table.writer.path) == Verification(
        ok=True, final_hash=table.game.history[-1].state_hash, turns=3, match="bit-identical", divergence=None
    )
    assert verify(table.events) == verify(table.writer.path)


FORGERIES: dict[str, tuple[str, int, Change, str]] = {
    "a share": ("ruling_released", 2, multiply(1.000001, "share", 2, 2, 1, 0), "data.share[2][2][1][0]"),
    "a value": ("ruling_released", 1, multiply(2.0, "value", 3, 0), "data.value[3][0]"),
    "cash": ("turn_closed", 2, multiply(1.1, "state", "arrays", "cash", 0), "data.state.arrays.cash[0]"),
    "a commitment": ("turn_closed", 1, lambda data: data["state"]["commitments"].pop(), "data.state.commitments["),
    "the state's seed": ("turn_closed", 1, lambda data: data["state"].update(seed=8), "data.state.seed"),
    "a move put in": (
        "ruling_proposed",
        1,
        lambda data: data["accepted"]["china_state"].append({"move": "never_ordered", "target": ""}),
        "data.accepted.china_state[",
    ),
    "a move taken out": (
        "ruling_proposed",
        1,
        lambda data: data["accepted"]["china_state"].pop(),
        "data.accepted.china_state[",
    ),
    "what was kept": ("ruling_proposed", 2, lambda data: data["kept"].update(a1=[]), "data.kept.a1[0]"),
    "what happened": ("ruling_proposed", 2, lambda data: data["events"].append("A flood."), "data.events["),
    "a reason": ("order_refused", 1, lambda data: data.update(reason="no"), "data.reason"),
    "an order": ("order_given", 2, lambda data: data["order"].update(moves=[]), ""),
    "chance": ("chance_drawn", 1, lambda data: data["draws"].clear(), "data"),
    "the reason of an inject": ("inject_released", 1, lambda data: data.update(by="triggered"), "data.by"),
    "a breach": ("agreement_broken", 2, lambda data: data.update(seat="integrator"), "data.seat"),
    "the thesis": ("game_started", 0, lambda data: data.update(thesis="T01"), "data.parameters."),
    "a parameter": ("game_started", 0, multiply(1.5, "parameters", "fog"), "data.parameters.fog"),
    "the opening": ("game_started", 0, multiply(2.0, "state", "arrays", "sentiment"), "data.state.arrays.sentiment"),
    "the score": ("game_ended", 3, multiply(1.2, "scores", "open_lab", "rent"), "data.scores.open_lab.rent"),
    "the winner": ("game_ended", 3, lambda data: data.update(first="nobody"), "data.first"),
    "the final hash": ("game_ended", 3, lambda data: data.update(final_hash="00"), "data.final_hash"),
}
FOUND_LATER = ("an order", "chance")
"""What the referee is given, so that only its answer can be wrong."""


@pytest.mark.parametrize("name", FORGERIES)
def test_finds_a_forged(table: Table, tmp_path: Path, name: str) -> None:
    kind, turn, change, path = FORGERIES[name]
    forged = forge(tmp_path / "forged.jsonl", table.events, seq_of(table.events, kind, turn), change)
    found = verify(forged)
    assert not found.ok
    assert found.match is None
    assert found.divergence is not None
    assert found.divergence.path.startswith(path)
    assert found.divergence.recorded != found.divergence.computed
    if name in FOUND_LATER:
        assert table.events[found.divergence.seq].turn == turn
    else:
        assert found.divergence.seq == seq_of(table.events, kind, turn)


def test_a_state_hash_of_another_state_is_found(table: Table) -> None:
    events = list(table.events)
    seq = seq_of(events, "turn_closed", 2)
    events[seq] = replace(events[seq], data=events[seq].data.model_copy(update={"state_hash": "ab" * 32}))
    found = verify(events).divergence
    assert found == Divergence(seq, "data.state_hash", "ab" * 32, table.game.history[2].state_hash)


@pytest.mark.parametrize(
    ("kind", "turn", "path"),
    [
        ("inject_released", 2, "inject_released["),
        ("order_refused", 2, "order_refused[frontier_lab]["),
        ("agreement_broken", 2, "agreement_broken[a1][0].seat"),
        ("fallback_used", 2, None),
    ],
)
def test_an_event_left_out_is_found_where_the_ruling_rests_on_it(
    table: Table, kind: str, turn: int, path: str | None
) -> None:
    left_out = seq_of(table.events, kind, turn)
    found = verify([event for event in table.events if event.seq != left_out])
    if path is None:
        assert found.ok
    else:
        assert found.divergence is not None
        assert found.divergence.path.startswith(path)
        assert found.divergence.recorded is None


@pytest.mark.parametrize(("factor", "match"), [(1 + 4e-10, "within 1e-9"), (1 + 4e-9, None)])
def test_the_last_digits_of_another_processor_are_forgiven(
    table: Table, tmp_path: Path, factor: float, match: str | None
) -> None:
    seq = seq_of(table.events, "ruling_released", 3)
    found = verify(forge(tmp_path / "other.jsonl", table.events, seq, multiply(factor, "value", 0, 0)))
    assert found.match == match
    assert found.ok is (match is not None)


def test_an_unfinished_game_is_verified_up_to_its_last_closed_turn(table: Table) -> None:
    cut = seq_of(table.events, "ruling_proposed", 3)
    found = verify(table.events[: cut + 1])
    assert (found.ok, found.turns) == (True, 2)
    assert found.final_hash == table.game.history[2].state_hash
    assert verify(table.events[:1]).turns == 0


def test_a_torn_last_line_is_told(table: Table, tmp_path: Path) -> None:
    whole = table.writer.path.read_bytes()
    path = tmp_path / "torn.jsonl"
    path.write_bytes(whole[:-20])
    found = verify(path)
    assert found.ok
    assert found.torn


def test_damage_and_nonsense_are_not_verdicts(table: Table, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(table.writer.path.read_bytes().replace(b'"reason":"late"', b'"reason":"LATE"'))
    with pytest.raises(TranscriptError, match="line "):
        verify(damaged)
    seq = seq_of(table.events, "brief_given", 1)
    nonsense = forge(tmp_path / "nonsense.jsonl", table.events, seq, lambda data: data.update(seat="nobody"))
    with pytest.raises(GameError, match="'nobody' is not in this game"):
        verify(nonsense)
