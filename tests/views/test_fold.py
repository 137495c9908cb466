"""The fold: what is known of a game after any of its events."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from tests.views.playing import Table, play, said
from wargame import referee
from wargame.events import Event, Payload
from wargame.events import payloads as happened
from wargame.views import Game, GameError, fold, view


def event(seq: int, turn: int, payload: Payload) -> Event:
    return Event(seq, "2026-11-22T00:00:00.000Z", turn, payload.kind, payload, "", "")


def until(table: Table, kind: str, turn: int) -> Game:
    """The game just after the last event of this kind in the turn."""
    last = max(event.seq for event in table.events if (event.kind, event.turn) == (kind, turn))
    return fold(table.events[: last + 1])


def test_a_turn_runs_through_its_phases(table: Table) -> None:
    game, phases = Game(), []
    for item in table.events:
        game.apply(item)
        phases.append((game.turn, game.phase))
    seen = [phase for phase, _ in groupby(phases)]
    turn = ["injects", "talk", "orders", "adjudication", "closed"]
    assert seen == [(0, "closed"), *((number, phase) for number in (1, 2, 3) for phase in turn), (3, "ended")]


def test_the_referee_given_the_same_inputs_rules_the_same(table: Table) -> None:
    game = fold(table.events)
    for turn in (1, 2, 3):
        outcome = referee.adjudicate(game.pack, game.state(turn - 1), game.inputs(turn))
        assert outcome.accepted == game.history[turn].accepted
        assert all(np.array_equal(game.state(turn).world[name], array) for name, array in outcome.state.world.items())


def test_the_fold_may_stop_and_go_on_anywhere(table: Table) -> None:
    whole = fold(table.events)
    for cut in range(1, len(table.events), 7):
        game = fold(table.events[:cut])
        for seat in game.seats:
            assert view(game, seat).turn == game.turn
        for item in table.events[cut:]:
            game.apply(item)
        assert view(game, "open_lab").digest == view(whole, "open_lab").digest
        assert game.boards(3) == whole.boards(3)


def test_seats_stand_in_the_order_of_the_pack(table: Table) -> None:
    game = fold(table.events)
    assert list(game.seats) == [seat.id for seat in game.pack.seats]


def test_a_seat_without_an_answer_is_shown_as_held(table: Table) -> None:
    game = until(table, "order_given", 2)
    assert game.seats["global_south"].status == "held"
    assert game.seats["global_south"].fallbacks == 1
    assert game.seats["open_lab"].status == "ready"
    assert until(table, "message_sent", 3).seats["global_south"].status == "thinking"


def test_an_agreement_binds_from_the_last_signature_to_its_last_turn(table: Table) -> None:
    game = fold(table.events)
    assert [agreement.id for agreement in game.agreements_in_force(1)] == ["a1"]
    assert [agreement.id for agreement in game.agreements_in_force(3)] == ["a1"]
    assert game.agreements_in_force(4) == ()
    assert not fold(table.events[:10]).agreements_in_force(1)


def test_kept_and_broken_clauses_are_told_from_the_turn_after(table: Table) -> None:
    game = fold(table.events)
    assert game.agreements_in_force(2)[0].kept == ()
    assert game.agreements_in_force(3)[0].kept == (1,)
    assert [(turn, breach.seat) for turn, breach in game.agreement("a1").broken] == [(2, "open_lab")]


def test_an_adjustment_is_among_the_inputs_of_its_turn(table: Table) -> None:
    game = fold(table.events)
    assert [adjustment.kind for adjustment in game.inputs(3).adjustments] == ["strike"]
    assert game.inputs(2).adjustments == ()


def test_the_goal_of_a_game_in_which_nobody_acts_is_zero(table: Table) -> None:
    game = fold(table.events)
    assert set(game.goals(0).values()) == {0.0}
    assert any(game.goals(3).values())


def test_rents_are_those_of_the_released_ruling(table: Table) -> None:
    game = fold(table.events)
    assert game.rents(2) == pytest.approx(referee.rents(game.factors(2)).sum(axis=(-2, -1)))
    assert game.boards(2)["frontier_lab"]["rent"] == pytest.approx(
        game.rents(2)[game.pack.axes["holder"].index("frontier_lab")].sum()
    )


def test_a_kind_that_is_not_known_changes_nothing_but_the_count(table: Table) -> None:
    game = fold(table.events)
    before = view(game, "integrator").digest
    game.apply(replace(event(game.count, 3, happened.Unknown.model_validate({"mood": "tense"})), kind="mood"))
    assert view(game, "integrator").digest == before
    assert game.count == len(table.events) + 1


NOBODY = happened.BriefGiven(seat="nobody", digest="00")
WRONG: dict[str, tuple[Payload, int, str]] = {
    "a seat that is not there": (NOBODY, 3, "brief_given: 'nobody' is not in this game"),
    "an agreement that was never offered": (
        happened.AgreementSigned(seat="open_lab", agreement="a9", in_force=True),
        3,
        "'a9' is not in this game",
    ),
    "a turn left out": (said("open_lab", 1, "hello"), 5, "turn 5 follows turn 3"),
    "a ruling of another shape": (
        happened.RulingReleased(value=[[1.0]], scarcity=[], share=[], margin=[]),
        3,
        "ruling_released: value has shape (1, 1)",
    ),
    "an adjustment of no known kind": (
        happened.RulingAdjusted(by="x", reason="y", adjustment={"kind": "strike", "colour": "red"}),
        3,
        "ruling_adjusted",
    ),
}


@pytest.mark.parametrize(("payload", "turn", "message"), WRONG.values(), ids=WRONG.keys())
def test_refuses(table: Table, payload: Payload, turn: int, message: str) -> None:
    game = fold(table.events)
    with pytest.raises(GameError) as caught:
        game.apply(event(game.count, turn, payload))
    assert str(caught.value).startswith(f"event {len(table.events)}: ")
    assert message in str(caught.value)


def test_refuses_a_game_without_a_start_or_with_two(table: Table) -> None:
    with pytest.raises(GameError, match="one game_started"):
        fold(table.events[1:])
    with pytest.raises(GameError, match="one game_started"):
        fold([*table.events, table.events[0]])


def test_refuses_a_pack_that_does_not_hold_together(table: Table) -> None:
    started = table.events[0].data
    assert isinstance(started, happened.GameStarted)
    broken = started.model_copy(update={"pack": {**started.pack, "layers": []}})
    with pytest.raises(GameError, match="event 0: game_started: layers: ") as caught:
        fold([replace(table.events[0], data=broken)])
    assert "\n" not in str(caught.value)


def test_refuses_a_thesis_that_the_pack_does_not_have(table: Table) -> None:
    started = table.events[0].data.model_copy(update={"thesis": "T99"})
    with pytest.raises(GameError, match="T99"):
        fold([replace(table.events[0], data=started)])


def test_asking_for_a_turn_that_is_not_closed_is_refused(table: Table) -> None:
    game = fold(table.events)
    for turn in (-1, 4, 99):
        with pytest.raises(ValueError, match=f"turn {turn} is not closed"):
            game.state(turn)


def test_another_seed_gives_another_game(table: Table, tmp_path: Path) -> None:
    again, other = play(tmp_path / "again.jsonl"), play(tmp_path / "other.jsonl", seed=8)
    assert again.game.history[-1].state_hash == table.game.history[-1].state_hash
    assert other.game.history[-1].state_hash != table.game.history[-1].state_hash
