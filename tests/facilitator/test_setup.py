import json
from pathlib import Path

import pytest

from tests.facilitator.games import SEATS, everyone
from wargame import facilitator, referee, scenario
from wargame.events.canonical import digest
from wargame.facilitator import Setup, SetupError
from wargame.facilitator.setup import begin, transcript_path
from wargame.scenario import ScenarioError
from wargame.seats import PersonaError, SeatError


def test_the_first_event_holds_all_that_the_game_rests_on() -> None:
    start = begin(Setup(thesis="T01", seats={"open_lab": "scripted:hold"}, turns=3, seed=11))
    pack_file = scenario.PackFile.model_validate(json.loads(json.dumps(start.pack)))
    assert (start.scenario, start.thesis, start.turns, start.seed) == ("contested-2026", "T01", 3, 11)
    assert set(start.seats) == set(SEATS)
    assert start.seats["open_lab"].player == "scripted:hold"
    assert start.seats["integrator"].player == "scripted:persona"
    assert "Red lines" in start.seats["integrator"].persona_text
    pack = scenario.compile(pack_file, "T01")
    assert start.parameters == {name: parameter.value for name, parameter in pack.parameters.items()}
    assert referee.state_to_json(referee.state_from_json(pack, start.state)).items() <= start.state.items()
    assert start.state["seed"] == 11
    assert start.state_hash == digest(start.state)


def test_goals_are_the_personas() -> None:
    start = begin(Setup())
    from wargame.seats import personas

    goals = {seat["id"]: seat["goal_weights"] for seat in start.pack["seats"]}
    assert goals == {persona.seat: persona.goals for persona in personas().values()}


def test_what_is_left_out_takes_its_default() -> None:
    start = begin(Setup())
    assert start.turns == scenario.load("contested-2026").turns
    assert start.thesis == "neutral"


def test_without_a_seed_every_game_gets_its_own() -> None:
    assert len({begin(Setup()).seed for _ in range(4)}) > 1


@pytest.mark.parametrize(
    ("setup", "error", "told"),
    [
        (Setup(scenario="contested-2062"), ScenarioError, "did you mean contested-2026"),
        (Setup(thesis="T1"), SetupError, "did you mean T01"),
        (Setup(seats={"chinastate": "scripted:hold"}), SetupError, "did you mean china_state"),
        (Setup(personas={"open_lap": "open_lab"}), SetupError, "did you mean open_lab"),
        (Setup(personas={"open_lab": "openlab"}), PersonaError, "did you mean open_lab"),
        (Setup(personas={"open_lab": "integrator"}), SetupError, "written for seat 'integrator'"),
        (Setup(turns=0), SetupError, "from 1 to 40"),
        (Setup(turns=-3), SetupError, "from 1 to 40"),
        (Setup(turns=10**9), SetupError, "from 1 to 40"),
        (Setup(seed=-1), SetupError, "from 0 to"),
        (Setup(seed=2**53), SetupError, "from 0 to"),
    ],
)
def test_a_bad_setup_is_refused_with_what_would_be_right(setup: Setup, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        begin(setup)


@pytest.mark.parametrize("player", ["scripted:helth", "nobody", "openai:no-address"])
def test_a_bad_player_leaves_no_file_behind(tmp_path: Path, player: str) -> None:
    path = tmp_path / "game.jsonl"
    with pytest.raises(Exception, match=r"no doctrine|scripted:DOCTRINE|openai:MODEL@BASE_URL"):
        facilitator.new(Setup(seats=everyone("hold", open_lab=player), out=path))
    assert not path.exists()


def test_an_unknown_player_is_refused_as_one(tmp_path: Path) -> None:
    with pytest.raises(SeatError, match="did you mean greedy"):
        facilitator.new(Setup(seats={"open_lab": "scripted:gredy"}, out=tmp_path / "game.jsonl"))


def test_a_transcript_without_a_name_gets_one_that_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    start = begin(Setup(seed=11))
    first = transcript_path(Setup(), start)
    assert first.parent == tmp_path / "transcripts"
    assert first.name.startswith("contested-2026-11-")
    first.parent.mkdir()
    for _ in range(3):
        path = transcript_path(Setup(), start)
        assert not path.exists()
        path.touch()
