from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.scenario.conftest import Edit
from wargame import scenario
from wargame.scenario import PackFile, Problem, ScenarioError


def only(place: Path) -> Problem:
    problems = scenario.lint(place)
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def line_of(place: Path, name: str, text: str) -> int:
    lines = (place / name).read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean contested-2026"):
        scenario.load("contested-2062")


def test_an_unknown_thesis_is_answered_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="did you mean T01"):
        scenario.compile(scenario.load("contested-2026"), "T011")


def test_a_missing_key_is_named_with_its_line(edit: Edit) -> None:
    place = edit("moves/models.yaml", "  name: Train a larger frontier model\n", "")
    problem = only(place)
    assert (problem.key, problem.found) == ("[0].name", "no such key")
    assert problem.file.endswith("moves/models.yaml")
    assert problem.line == line_of(place, "moves/models.yaml", "train_frontier")


def test_an_unknown_key_is_answered_with_the_nearest(edit: Edit) -> None:
    place = edit("moves/energy.yaml", "  cost: 2", "  costs: 2")
    problems = scenario.lint(place)
    unknown = next(problem for problem in problems if "unknown key" in problem.found)
    assert unknown.line == line_of(place, "moves/energy.yaml", "costs: 2")
    assert "did you mean cost?" in unknown.allowed


def test_an_unknown_key_of_a_release_is_answered_with_the_nearest(edit: Edit) -> None:
    place = edit("injects/energy.yaml", "{kind: scheduled, turn: 2}", "{kind: scheduled, turn: 2, tern: 3}")
    problem = only(place)
    assert "did you mean turn?" in problem.allowed
    assert problem.line == line_of(place, "injects/energy.yaml", "tern: 3")


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "allowed"),
    [
        ("tables.yaml", "unit: elasticity", "unit: percent", "demand_elasticity.unit", "elasticity"),
        ("start.yaml", "unit: TWh per year", "unit: GWh per year", "generation.unit", "TWh per year"),
        ("tables.yaml", "{office_work: 0.08,", "{office_work: 0.18,", "cost_share.values", "sum to 1"),
        ("tables.yaml", "us: {chip_cloud: 0.64,", "us: {chip_cloud: 0.94,", "share.values.chips", "at most 1"),
        (
            "pack.yaml",
            "{rent: 0.5, rent_share: 0.3,",
            "{rent: 0.6, rent_share: 0.3,",
            "seats[4].goal_weights",
            "sum to 1",
        ),
        ("tables.yaml", "chips: 0.70", "chips: 1.70", "margin_cap.values.chips", "0 to 0.999 share"),
        ("start.yaml", "open_lab: 5.0e+11", "open_lab: 0.5", "cash.values.open_lab", "whole US cents"),
        ("parameters.yaml", "value: 0.7, unit: elast", "value: 7.0, unit: elast", "sigma.value", "0.2 to 3"),
        ("theses/T01.yaml", "sigma: 0.4", "sigma: 14", "settings.sigma", "0.2 to 3 elasticity"),
        ("theses/T01.yaml", "  sigma: 0.4", "  sigmo: 0.4", "settings.sigmo", "did you mean sigma?"),
        ("theses/T02.yaml", "id: T02", "id: T03", "id", "T02"),
        ("pack.yaml", "bloc: us, firm: true}", "bloc: uz, firm: true}", "holders[0].bloc", "did you mean us?"),
        ("pack.yaml", "quarter: public", "quarter: secret", "visibility.quarter", "'public', 'own' or 'facilitator'"),
        ("pack.yaml", "  markup: own\n", "", "visibility.markup", "public, own or facilitator"),
    ],
)
def test_a_fault_names_its_key_and_what_is_allowed(
    edit: Edit, name: str, old: str, new: str, key: str, allowed: str
) -> None:
    problem = next(problem for problem in scenario.lint(edit(name, old, new)) if problem.key == key)
    assert problem.file.endswith(name)
    assert problem.line > 0
    assert allowed in problem.allowed


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "allowed"),
    [
        ("moves/models.yaml", "who: [frontier_lab", "who: [frontierlab", "[0].who[0]", "did you mean frontier_lab?"),
        ("moves/models.yaml", "lever: training,", "lever: trainig,", "[0].effects[0].lever", "did you mean training?"),
        ("moves/models.yaml", "lever: training,", "lever: spend,", "[0].effects[0].lever", "one of:"),
        ("moves/models.yaml", "size: 0.2, duration", "size: 9, duration", "[0].effects[0].size", "-0.95 to 3 relative"),
        ("moves/models.yaml", "duration: 1}", "duration: 0.3}", "[0].effects[0].duration", "multiple of 0.25"),
        ("moves/models.yaml", "[M08, M32, M33, M58]", "[M08, M320]", "[0].mechanisms[1]", "did you mean M32?"),
        ("moves/models.yaml", "conflicts: [close_weights]", "conflicts: [close]", "[2].conflicts[0]", "close_weights?"),
        ("moves/models.yaml", "at: {holder: bloc}", "at: {industry: all}", "[1].effects[0].at.industry", "holder"),
        (
            "moves/models.yaml",
            "at: {holder: bloc}",
            "at: {holder: block}",
            "[1].effects[0].at.holder",
            "did you mean bloc",
        ),
        ("moves/models.yaml", "at: {holder: bloc}", "at: {holder: target}", "[1].target", "fits the effects"),
        ("moves/compute.yaml", "  target: market\n", "  target: none\n", "[0].target", "fits the effects"),
        (
            "moves/compute.yaml",
            "targets: [frontier_lab, o",
            "targets: [frontier, o",
            "[11].targets[0]",
            "frontier_lab?",
        ),
        ("injects/energy.yaml", "variable: queue,", "variable: queu,", "[0].shocks[0].variable", "did you mean queue?"),
        (
            "injects/capital.yaml",
            "after: write_offs",
            "after: write_off",
            "[1].release.after",
            "did you mean write_offs?",
        ),
        (
            "injects/compute.yaml",
            "at: {bloc: china}, below: 0.25",
            "at: {}, below: 0.25",
            "[1].release.at.bloc",
            "an id",
        ),
        ("injects/models.yaml", ", above: 0.75}", "}", "[3].release", "one of `above` and `below`"),
    ],
)
def test_a_fault_in_a_record_names_its_key_and_what_is_allowed(
    edit: Edit, name: str, old: str, new: str, key: str, allowed: str
) -> None:
    test_a_fault_names_its_key_and_what_is_allowed(edit, name, old, new, key, allowed)


def test_a_second_record_with_the_same_id_is_refused(edit: Edit) -> None:
    problem = only(edit("injects/energy.yaml", "id: heat_year", "id: nuclear_restart"))
    assert (problem.key, problem.found) == ("[4].id", "nuclear_restart a second time")


def test_a_key_that_stands_twice_is_refused(edit: Edit) -> None:
    problem = only(edit("pack.yaml", "turns: 8\n", "turns: 8\nturns: 9\n"))
    assert (problem.key, problem.found) == ("turns", "the key a second time")


def test_all_faults_are_reported_at_once(edit: Edit) -> None:
    edit("tables.yaml", "unit: elasticity", "unit: percent")
    edit("moves/models.yaml", "cost: 2", "cost: two")
    edit("pack.yaml", "{rent: 0.5, rent_share: 0.3,", "{rent: 0.6, rent_share: 0.3,")
    place = edit("theses/T01.yaml", "sigma: 0.4", "sigma: 14")
    assert {problem.key for problem in scenario.lint(place)} == {
        "demand_elasticity.unit",
        "[0].cost",
        "seats[4].goal_weights",
        "settings.sigma",
    }


def test_a_file_that_is_not_yaml_is_reported_with_its_line(copied: Path) -> None:
    (copied / "start.yaml").write_text("adoption:\n  unit: [share\ncash: 1\n")
    problem = only(copied)
    assert problem.file.endswith("start.yaml")
    assert problem.line == 3


def test_a_missing_file_is_reported(copied: Path) -> None:
    (copied / "parameters.yaml").unlink()
    assert only(copied).found == "no such file"


def test_a_file_of_another_kind_is_reported(copied: Path) -> None:
    (copied / "injects" / "people.yaml").write_text("one: 1\n")
    assert only(copied).allowed == "a list of records"


def test_bytes_that_are_no_text_are_reported(copied: Path) -> None:
    (copied / "brief.md").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in only(copied).found


def test_a_missing_table_is_reported_with_its_meaning(edit: Edit) -> None:
    problems = scenario.lint(edit("tables.yaml", "\nincome:", "\nincomes:"))
    assert {problem.key for problem in problems} == {"income", "incomes"}
    assert "did you mean income?" in next(problem.allowed for problem in problems if problem.key == "incomes")


def test_moves_inside_the_head_are_refused(edit: Edit) -> None:
    assert only(edit("pack.yaml", "turns: 8\n", "turns: 8\nmoves: []\n")).allowed == "moves in a file of its own"


def test_yaml_cannot_make_objects(copied: Path) -> None:
    (copied / "start.yaml").write_text("cash: !!python/object/apply:os.getcwd []\n")
    assert scenario.lint(copied)


def test_a_pack_inside_a_transcript_is_checked_by_the_same_rules() -> None:
    document = scenario.load("contested-2026").model_dump(mode="json")
    document["seats"][0]["goal_weights"]["rent"] = 0.9
    with pytest.raises(ValidationError, match="weights that sum to 1"):
        PackFile.model_validate(document)
