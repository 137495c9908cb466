from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.still import StillApp, table

SIZES = ((80, 24), (120, 34), (160, 45), (200, 60))


class Compare(Protocol):
    """The fixture of the snapshot plugin."""

    def __call__(self, app: App[None], *, press: tuple[str, ...] = (), terminal_size: tuple[int, int] = (80, 24),
                 run_before: object = None) -> bool: ...  # fmt: skip


@pytest.fixture(autouse=True)
def no_user_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_table_looks_as_it_should(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(StillApp(), terminal_size=size)


def test_the_start_shows_no_shifts(snap_compare: Compare) -> None:
    assert snap_compare(StillApp(table(0)), terminal_size=(120, 34))


def test_the_light_theme_is_readable(snap_compare: Compare) -> None:
    assert snap_compare(StillApp(), press=("t",), terminal_size=(120, 34))


def test_open_rows_and_columns_have_their_place(snap_compare: Compare) -> None:
    assert snap_compare(StillApp(), press=("o", "l", "c"), terminal_size=(120, 34))


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_why_shows_effects_causes_and_mechanisms(snap_compare: Compare, size: tuple[int, int]) -> None:
    async def wait(pilot: Pilot[None]) -> None:
        await pilot.press("l", "enter")
        await pilot.pause(0.2)

    assert snap_compare(StillApp(), terminal_size=size, run_before=wait)


def test_without_colour_signs_and_shapes_remain(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(StillApp(), terminal_size=(120, 34))
