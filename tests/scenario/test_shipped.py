import json

import numpy as np
import pytest

from wargame import scenario
from wargame.referee.quantities import STATE, TABLES
from wargame.scenario import PackFile


@pytest.mark.parametrize("name", scenario.names())
def test_every_shipped_scenario_lints(name: str) -> None:
    assert scenario.lint(name) == []


@pytest.fixture(scope="module")
def shipped() -> PackFile:
    return scenario.load("contested-2026")


def test_a_name_and_a_path_lead_to_the_same_pack(shipped: PackFile) -> None:
    assert scenario.load(scenario.folder("contested-2026")) == shipped
    assert scenario.load(scenario.folder("contested-2026") / "pack.yaml") == shipped


def test_a_pack_survives_json_and_compiles_to_the_same_bits(shipped: PackFile) -> None:
    reordered = json.loads(json.dumps(shipped.document(), sort_keys=True))
    again = PackFile.model_validate(reordered)
    assert again == shipped
    for thesis in shipped.theses:
        first, second = scenario.compile(shipped, thesis), scenario.compile(again, thesis)
        assert list(first.parameters.items()) == list(second.parameters.items())
        assert list(first.moves.items()) == list(second.moves.items())
        assert (first.injects, first.seats, first.holders) == (second.injects, second.seats, second.holders)
        for quantity in (*TABLES, *STATE):
            arrays = [{**pack.tables, **pack.start}[quantity.name] for pack in (first, second)]
            assert arrays[0].tobytes() == arrays[1].tobytes()


def test_arrays_have_the_axes_that_the_referee_names(shipped: PackFile) -> None:
    pack = scenario.compile(shipped, "neutral")
    for quantity in (*TABLES, *STATE):
        array = {**pack.tables, **pack.start}[quantity.name]
        assert array.shape == pack.shape(quantity)
        assert array.dtype == np.float64
        assert array.flags.c_contiguous


def test_a_thesis_sets_its_parameters_and_leaves_the_rest(shipped: PackFile) -> None:
    neutral, coordination = scenario.compile(shipped, "neutral"), scenario.compile(shipped, "T01")
    changed = {name for name in neutral.parameters if neutral.parameters[name] != coordination.parameters[name]}
    assert coordination.parameters["sigma"].value == 0.4
    assert changed <= shipped.theses["T01"].settings.keys()
    assert neutral.moves == coordination.moves


def test_the_scenario_has_what_the_table_needs(shipped: PackFile) -> None:
    assert [seat.id for seat in shipped.seats] == [
        "us_government",
        "china_state",
        "global_south",
        "frontier_lab",
        "chip_cloud",
        "open_lab",
        "integrator",
    ]
    assert len(shipped.industries) >= 12
    assert len({industry.dynamics for industry in shipped.industries}) == 3
    assert {inject.release.kind for inject in shipped.injects} == {"scheduled", "drawn", "triggered"}
    assert {layer.id for layer in shipped.layers} <= {move.layer for move in shipped.moves}
    for seat in shipped.seats:
        assert sum(seat.id in move.who and not move.consent for move in shipped.moves) >= 7


def test_the_start_follows_the_figures_of_the_sources(shipped: PackFile) -> None:
    pack = scenario.compile(shipped, "neutral")
    generation = dict(zip(pack.axes["holder"], pack.start["generation"], strict=True))
    domestic = {bloc.id: sum(generation[h.id] for h in pack.holders if h.bloc == bloc.id) for bloc in pack.blocs}
    assert domestic["us"] == 4450
    assert domestic["china"] == 11570
    assert dict(zip(pack.axes["holder"], pack.start["capability"], strict=True))["open_lab"] == 0.973
    assert pack.tables["margin_cap"][pack.axes["layer"].index("chips")] == 0.70


def test_turns_are_named_by_the_calendar(shipped: PackFile) -> None:
    labels = [shipped.turn_label(turn) for turn in (0, 1, 2, 8)]
    assert labels == ["2026 H1", "2026 H2", "2027 H1", "2030 H1"]


def test_turns_of_a_year_and_of_a_quarter_have_their_own_names(shipped: PackFile) -> None:
    yearly = shipped.model_copy(update={"quarters_per_turn": 4})
    quarterly = shipped.model_copy(update={"quarters_per_turn": 1})
    assert yearly.turn_label(2) == "2027"
    assert quarterly.turn_label(2) == "2026 Q4"
