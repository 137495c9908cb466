import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.still import table
from wargame.events import Why, WhyQuestion
from wargame.tui.why import board_figure, digits, map_figure, together
from wargame.views.rounding import adding_up

MOVED = st.floats(-500, 500)


@given(st.dictionaries(st.text(min_size=1, max_size=3), MOVED, min_size=1, max_size=9), st.integers(1, 3))
def test_parts_as_shown_add_up_to_the_total_as_shown(parts: dict[str, float], places: int) -> None:
    total = sum(parts.values())
    shown = adding_up(parts, total, places)
    assert sum(shown.values()) == pytest.approx(round(total, places), abs=1e-6)
    assert all(abs(shown[name] - parts[name]) <= 1.001 * 10**-places for name in parts)


def test_small_shifts_are_shown_with_more_decimals() -> None:
    assert [digits(total, {}) for total in (12.0, 0.9, 0.01)] == [1, 2, 3]


def test_answers_for_several_layers_are_put_together() -> None:
    one = Why(2, "us", "chips", 10.0, 3.0, {"value": 2.0, "share": 1.0}, {"drift": 3.0}, ())
    two = Why(2, "us", "cloud", 5.0, -1.0, {"value": -1.0, "share": 0.0}, {"drift": 1.0, "open_lab": -2.0}, ())
    both = together([one, two])
    assert (both.rent, both.total) == (15.0, 2.0)
    assert both.effects == {"value": 1.0, "share": 1.0}
    assert both.causes == {"drift": 4.0, "open_lab": -2.0}


def test_a_cell_asks_for_its_row_in_each_of_its_layers() -> None:
    figure = map_figure(table(), "United States, compute", "us", (0, 1, 2), (1, 2))
    assert figure.questions == (WhyQuestion(2, "us", "chips"), WhyQuestion(2, "us", "cloud"))
    assert figure.path[-1] == pytest.approx(table().shown.rents[:3, 1:3].sum())


def test_the_total_of_the_world_is_one_question() -> None:
    figure = map_figure(table(), "World, all layers", "world", range(6), range(8))
    assert figure.questions == (WhyQuestion(2, "", ""),)


def test_a_board_asks_for_the_rent_behind_it_and_says_what_it_means() -> None:
    figure = board_figure(table(), "open_lab", "autonomy")
    assert figure.questions == (WhyQuestion(2, "open_lab", ""),)
    assert "cannot withhold" in figure.note
