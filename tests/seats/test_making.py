"""From the PLAYER text to a player, and a recorded seat that plays again."""

from pathlib import Path

import pytest

from tests.seats.conftest import SEATS, play
from tests.seats.played import player
from wargame import seats
from wargame.endpoints import BadEndpoint
from wargame.events.payloads import FallbackUsed, GameEnded
from wargame.seats import Context, SeatError
from wargame.transcript import TranscriptError


@pytest.mark.parametrize("text", ["scripted:hold", "scripted:greedy", "scripted:persona", "scripted:china_state"])
def test_a_player_keeps_the_text_that_it_was_made_from(text: str) -> None:
    assert player(text, "open_lab").name == text


def test_a_model_is_made_from_its_address() -> None:
    text = "openai:some-model@http://127.0.0.1:9/v1"
    assert player(text, "open_lab").name == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("human", "needs a screen"),
        ("scripted:gredy", "did you mean greedy"),
        ("scripted:", "no doctrine"),
        ("scripted", "no player"),
        ("gpt", "openai:MODEL@BASE_URL"),
        ("", "no player"),
    ],
)
def test_a_text_that_names_no_player_is_answered_with_what_would_be_right(text: str, words: str) -> None:
    with pytest.raises(SeatError, match=words) as error:
        player(text, "open_lab")
    assert "open_lab" in str(error.value)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(BadEndpoint):
        player("openai:model", "open_lab")


def test_a_recording_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError):
        player(f"recorded:{tmp_path / 'none.jsonl'}", "open_lab")


def test_a_game_of_recorded_seats_ends_as_the_recorded_game_did(tmp_path: Path) -> None:
    first = tmp_path / "first.jsonl"
    events = play(first, "scripted:persona", seed=5, turns=2)
    again = play(tmp_path / "again.jsonl", f"recorded:{first}", seed=5, turns=2)
    ends = [event.data.final_hash for event in (events[-1], again[-1]) if isinstance(event.data, GameEnded)]
    assert len(ends) == 2
    assert ends[0] == ends[1]


def test_a_recording_that_has_run_out_holds_and_says_so(tmp_path: Path) -> None:
    first = tmp_path / "first.jsonl"
    play(first, "scripted:hold", seed=5, turns=1)
    events = play(
        tmp_path / "longer.jsonl", "scripted:hold", seed=5, turns=2, seats={"integrator": f"recorded:{first}"}
    )
    reasons = [event.data.reason for event in events if isinstance(event.data, FallbackUsed)]
    assert reasons == ["first.jsonl holds no order of integrator in turn 2"]


def test_a_persona_that_leaves_parameters_out_plays_with_the_doctrines_own() -> None:
    sparse = seats.personas()["open_lab"].model_copy(update={"parameters": {"cash_alarm": 2.5}})
    made = seats.make("scripted:persona", "open_lab", sparse, Context())
    assert getattr(made, "parameters") == {**seats.personas()["open_lab"].parameters, "cash_alarm": 2.5}  # noqa: B009


def test_a_foreign_doctrine_plays_with_its_own_parameters() -> None:
    for seat in SEATS:
        made = seats.make("scripted:open_lab", seat, seats.personas()[seat], Context())
        assert getattr(made, "parameters") == seats.personas()["open_lab"].parameters  # noqa: B009
