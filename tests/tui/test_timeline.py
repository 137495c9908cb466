from dataclasses import replace

import pytest
from textual.message import Message

from tests.tui.still import StillApp, table
from wargame.tui.screens.table import TableScreen
from wargame.tui.widgets.timeline import Timeline


@pytest.mark.parametrize(("turns", "width"), [(1, 80), (8, 120), (40, 80), (40, 200)])
async def test_any_number_of_turns_fits_on_the_timeline(turns: int, width: int) -> None:
    app = StillApp(replace(table(1), turns=turns))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TableScreen)
        lines = app.screen.timeline.render().split("\n")
        assert max(line.cell_length for line in lines) <= width
        assert " 1" in lines[1].plain


async def test_a_click_goes_to_the_turn_under_it() -> None:
    app = StillApp()
    chosen: list[Message] = []
    async with app.run_test(size=(120, 34), message_hook=chosen.append) as pilot:
        await pilot.pause()
        await pilot.click("Timeline", offset=(60, 1))
        await pilot.pause()
    assert {message.turn for message in chosen if isinstance(message, Timeline.Chosen)} == {2}
