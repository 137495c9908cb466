from pathlib import Path

import pytest

from tests.cli.commands import Command
from tests.facilitator.games import SEATS
from wargame import seats
from wargame.referee import BOARDS, EFFECTS


def test_verify_says_that_a_transcript_is_true(command: Command, transcript: Path) -> None:
    ran = command("verify", transcript)
    assert ran.code == 0
    assert "bit-identical" in ran.out


def test_rescore_scores_every_thesis(command: Command, transcript: Path) -> None:
    found = command("rescore", transcript, "--all-theses", "--json").json["theses"]
    assert set(found) == {"neutral", "T01", "T02"}
    for score in found.values():
        assert score["first"] in SEATS
        assert set(score["scores"][score["first"]]) == {*BOARDS, "goal"}
    assert command("rescore", transcript, "--thesis", "T02", "--json").json["theses"] == {"T02": found["T02"]}
    assert "Coordination" in command("rescore", transcript, "--thesis", "T01").out


@pytest.mark.parametrize("layer", ["", "coordination"])
@pytest.mark.parametrize("seat", ["china_state", "integrator"])
def test_effects_and_causes_add_up(command: Command, transcript: Path, seat: str, layer: str) -> None:
    asked = ("why", transcript, "--turn", 2, "--seat", seat, *(("--layer", layer) if layer else ()))
    why = command(*asked, "--json").json
    assert (why["turn"], why["seat"], why["layer"]) == (2, seat, layer)
    assert set(why["effects"]) == set(EFFECTS)
    assert sum(why["effects"].values()) == pytest.approx(why["total"], abs=1e-6)
    assert sum(why["causes"].values()) == pytest.approx(why["total"], abs=1e-6)
    assert why["mechanisms"]
    assert f"= {why['total']:+.2f}" in command(*asked).out


def test_replay_without_a_terminal_prints_the_summary(command: Command, transcript: Path) -> None:
    ran = command("replay", transcript)
    assert ran.code == 0
    assert "led on its goal" in ran.out


def test_scenarios_tells_what_can_be_played(command: Command) -> None:
    (pack,) = command("scenarios", "--json").json
    assert pack["id"] == "contested-2026"
    assert set(pack["seats"]) == set(SEATS)
    assert set(pack["theses"]) == {"neutral", "T01", "T02"}
    assert "contested-2026" in command("scenarios").out


def test_personas_lists_them_and_reads_one(command: Command) -> None:
    assert {persona["seat"] for persona in command("personas", "--json").json} == set(SEATS)
    assert all(name in command("personas").out for name in seats.personas())
    assert "## Red lines" in command("personas", "open_lab").out


def test_lint_passes_what_comes_with_the_program(command: Command) -> None:
    for path in ("contested-2026", *seats.folder().glob("*.md")):
        ran = command("lint", path, "--json")
        assert (ran.code, ran.json) == (0, {"ok": True, "problems": []}), path


def test_lint_names_file_line_and_key(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "endpoints.yaml"
    file.write_text("endpoints:\n  - name: mine\n    base_url: http://localhost/v1\n    modle: x\n", encoding="utf-8")
    ran = command("lint", file, "--json")
    assert ran.code == 2
    assert not ran.json["ok"]
    assert {"file", "line", "key", "found", "allowed"} == set(ran.json["problems"][0])
    assert ran.json["problems"][0]["file"] == str(file)


def test_help_names_every_command(command: Command) -> None:
    ran = command("--help")
    assert ran.code == 0
    for name in ("play", "run", "resume", "replay", "verify", "rescore", "why", "scenarios", "personas", "lint"):
        assert f"\n    {name}" in ran.out
        assert command(name, "--help").code == 0
