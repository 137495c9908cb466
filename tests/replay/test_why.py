"""Why a rent moved: parts that add up, for a holder or a whole bloc, in one layer or all."""

from itertools import product
from pathlib import Path

import pytest

from tests.views.playing import Table, pack_file, play
from wargame import referee
from wargame.events import Event, Pause, WhyQuestion
from wargame.replay import ReplaySession, explain
from wargame.views import Game, fold

SEATS = [seat.id for seat in pack_file().seats]
LAYERS = ["", *(layer.id for layer in pack_file().layers)]


@pytest.fixture(scope="module")
def game(table: Table) -> Game:
    return fold(table.events)


@pytest.mark.parametrize("seat", SEATS)
def test_effects_and_causes_each_add_up_to_the_change(game: Game, seat: str) -> None:
    for turn, layer in product((1, 2, 3), LAYERS):
        why = explain(game, WhyQuestion(turn, seat, layer))
        assert sum(why.effects.values()) == pytest.approx(why.total, abs=1e-9 * max(1.0, why.rent))
        assert sum(why.causes.values()) == pytest.approx(why.total, abs=1e-9 * max(1.0, why.rent))
        assert set(why.effects) == set(referee.EFFECTS)
        assert set(why.causes) == {*SEATS, "injects", "facilitator", referee.DRIFT}


@pytest.mark.parametrize("seat", SEATS)
def test_the_rent_of_turns_and_layers_is_the_sum_of_its_changes(game: Game, seat: str) -> None:
    first, last = (explain(game, WhyQuestion(turn, seat)) for turn in (1, 3))
    assert last.rent == pytest.approx(first.rent + sum(explain(game, WhyQuestion(t, seat)).total for t in (2, 3)))
    parts = [explain(game, WhyQuestion(3, seat, layer)) for layer in LAYERS[1:]]
    assert last.rent == pytest.approx(sum(part.rent for part in parts))
    assert last.causes["drift"] == pytest.approx(sum(part.causes["drift"] for part in parts))
    assert last.rent == pytest.approx(game.boards(3)[seat]["rent"])


def test_a_state_answers_for_every_holder_of_its_bloc(game: Game) -> None:
    china = explain(game, WhyQuestion(2, "china_state"))
    firms = [explain(game, WhyQuestion(2, seat)) for seat in ("open_lab", "integrator")]
    rest = game.rents(2)[game.pack.axes["holder"].index("rest_china")].sum()
    assert china.rent == pytest.approx(rest + sum(firm.rent for firm in firms))


def test_a_struck_order_is_booked_to_the_facilitator(game: Game) -> None:
    booked = [abs(explain(game, WhyQuestion(turn, "us_government")).causes["facilitator"]) for turn in (1, 2, 3)]
    assert booked[:2] == [0.0, 0.0]
    assert booked[2] > 0.0


def test_mechanisms_come_with_equation_figures_and_sources(game: Game) -> None:
    firings = explain(game, WhyQuestion(2, "frontier_lab")).mechanisms
    assert len(firings) > 5
    for firing in firings:
        assert firing.equation
        assert firing.outputs
        assert "→" in firing.text
        for parameter in firing.parameters:
            assert parameter["low"] <= parameter["value"] <= parameter["high"]
            assert parameter["source"]


def test_a_mechanism_names_the_moves_that_worked_through_it(game: Game) -> None:
    named = {
        cause for seat in SEATS for firing in explain(game, WhyQuestion(1, seat)).mechanisms for cause in firing.causes
    }
    assert named
    assert all("(turn 1)" in cause for cause in named)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (WhyQuestion(0, "open_lab"), "turn 0 has no ruling to explain: turns 1 to 3 are closed"),
        (WhyQuestion(4, "open_lab"), "turn 4"),
        (WhyQuestion(1, "nobody"), "no seat is called 'nobody': the seats are us_government"),
        (WhyQuestion(1, "open_lab", "moon"), "no layer is called 'moon': the layers are energy"),
    ],
)
def test_says_what_can_be_asked(game: Game, question: WhyQuestion, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        explain(game, question)


async def test_a_replay_shows_every_event_and_answers(table: Table, game: Game) -> None:
    session = ReplaySession(table.events)
    shown: list[Event] = [event async for event in session.events()]
    await session.command(Pause())
    assert shown == table.events
    assert not session.live
    assert await session.why(WhyQuestion(2, "chip_cloud")) == explain(game, WhyQuestion(2, "chip_cloud"))


def test_a_longer_game_explains_its_turns_the_same(game: Game, tmp_path: Path) -> None:
    short = fold(play(tmp_path / "short.jsonl", turns=2).events)
    assert explain(short, WhyQuestion(2, "integrator")) == explain(game, WhyQuestion(2, "integrator"))


@pytest.mark.parametrize(("layer", "mechanism"), [("energy", "M74"), ("models", "M08"), ("coordination", "M18")])
def test_the_mechanisms_behind_a_layer_come_first(game: Game, layer: str, mechanism: str) -> None:
    answer = explain(game, WhyQuestion(1, "china_state", layer))
    names = [firing.mechanism for firing in answer.mechanisms]
    behind = {
        "energy": {"M73", "M74", "M75"},
        "models": {"M08", "M32", "M03", "M22", "M26", "M07"},
        "coordination": {"M18"},
    }
    assert mechanism in names[: len(behind[layer])]
