import numpy as np
import pytest

from tests.tui.still import table
from wargame.tui.map_drawing import Cursor, column_at, draw, layout
from wargame.tui.map_grid import TOTAL, grid

WIDTHS = (60, 78, 90, 116, 130, 164, 200)


def test_blocs_add_up_to_the_world_and_columns_to_the_total() -> None:
    shown = grid(table(), (), ())
    assert [row.key for row in shown.rows] == ["us", "china", "south", "world"]
    assert [column.key for column in shown.columns] == [
        "energy",
        "compute",
        "models",
        "execution",
        "coordination",
        TOTAL,
    ]
    for cells in shown.cells:
        assert sum(cell.value for cell in cells[:-1]) == pytest.approx(cells[-1].value)
    for column in range(len(shown.columns)):
        assert sum(cells[column].value for cells in shown.cells[:-1]) == pytest.approx(shown.cells[-1][column].value)
    assert shown.cells[-1][-1].value == pytest.approx(table().shown.rents.sum())


def test_an_open_bloc_shows_its_holders_and_an_open_column_its_layers() -> None:
    shown = grid(table(), {"us", "south"}, {"compute", "energy"})
    assert [row.key for row in shown.rows] == ["us", "frontier_lab", "chip_cloud", "rest_us", "china", "south", "world"]
    assert [column.key for column in shown.columns][:4] == ["energy", "compute", "chips", "cloud"]
    bloc, *holders = (shown.cell(row, 1).value for row in range(4))
    assert sum(holders) == pytest.approx(bloc)


def test_shifts_compare_with_the_turn_before_and_the_start_has_none() -> None:
    assert all(cell.change is None for cells in grid(table(0), (), ()).cells for cell in cells)
    shown = grid(table(2), (), ())
    moved = table(2).figures[2].rents - table(2).figures[1].rents
    assert shown.cell(3, 5).change == pytest.approx(moved.sum())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("opened", [(), ("compute", "models", "execution")])
def test_no_line_of_the_map_is_wider_than_its_place(width: int, opened: tuple[str, ...]) -> None:
    shown = grid(table(), {"us", "china"}, opened)
    for column in range(len(shown.columns)):
        drawn = draw(shown, table().shown, width, Cursor(0, column, "reverse"))
        assert max(line.cell_length for line in drawn.split("\n")) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_column_of_the_cursor_and_the_total_are_always_on_show(width: int) -> None:
    shown = grid(table(), (), {"compute", "models", "execution"})
    for column in range(len(shown.columns) - 1):
        plan = layout(shown, width, column)
        assert plan.first <= column < plan.first + plan.count
        header = draw(shown, table().shown, width, Cursor(0, column, "reverse")).split("\n")[0].plain
        assert "total" in header


def test_a_click_finds_the_column_under_it() -> None:
    shown = grid(table(), (), ())
    plan = layout(shown, 116, 0)
    assert column_at(shown, 116, 0, 0) == -1
    assert [column_at(shown, 116, 0, plan.label + plan.cell * at + 1) for at in range(5)] == [0, 1, 2, 3, 4]
    assert column_at(shown, 116, 0, plan.label + plan.cell * 5 + 2) == 5


def test_values_signs_commons_and_binding_layers_can_be_read_without_colour() -> None:
    drawn = draw(grid(table(), (), ()), table().shown, 116, None).plain
    us = next(line for line in drawn.splitlines() if "United States" in line)
    assert "▼" in us
    assert f"{np.round(table().shown.rents[:3, 0].sum()):.0f}" in us
    assert "open" in next(line for line in drawn.splitlines() if "commons" in line)
    assert "◆" in next(line for line in drawn.splitlines() if "binding" in line)
