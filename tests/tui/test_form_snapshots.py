"""Pictures of the screens for people; what they show is made by hand, so that they do not depend on the economy."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from tests.tui.made import Made
from tests.tui.seated import ask, until
from tests.tui.still import Still, table
from tests.tui.test_desk import RENTS
from tests.tui.test_snapshots import Compare
from wargame.events import Event, HumanAsk, Option
from wargame.tui.app import TableApp
from wargame.tui.screens.review import ReviewScreen
from wargame.tui.screens.table import TableScreen
from wargame.views import fold

SIZES = ((80, 24), (160, 45))
OPTIONS = (
    Option("0", "grid", "", "", 2, "Build generation and grid", "Plants and lines; nothing for a year.", "energy"),
    Option("1", "control", "china", "", 1, "Tighten export controls", "Fewer chips reach the target.", "chips"),
    Option("2", "control", "global_south", "", 1, "Tighten export controls", "Fewer chips reach the target.", "chips"),
    Option("3", "back", "frontier_lab", "", 2, "Back a champion", "Cash and orders for one firm.", "models"),
    Option("4", "talks", "", "", 1, "Open talks", "A channel for quiet words.", ""),
)


@pytest.fixture(autouse=True)
def no_animations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def asked(events: Sequence[Event]) -> HumanAsk:
    found = ask(until(events, "agreement_offered", 1), "china_state")
    persona = "# The Planners\n\n## Who you are\n\nYou plan.\n\n## What you want\n\n- No choke point.\n- Growth.\n"
    view = replace(found.view, persona=persona, standings=(), deeds=(), memo="Watch the grid.")
    return replace(found, view=view, options=OPTIONS)


class SeatedApp(TableApp):
    """The real app over a table made by hand."""

    def __init__(self, session: Made) -> None:
        super().__init__(session, playing=False)

    def table_screen(self) -> TableScreen:
        return TableScreen(Made([]), playing=False, speed=1.0, playback=Still(table()))


def app(*asks: HumanAsk) -> TableApp:
    session = Made([], live=True)
    session.pending = list(asks)
    return SeatedApp(session)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_hand_over_shows_nothing_of_anybody(snap_compare: Compare, asked: HumanAsk, size: tuple[int, int]) -> None:
    async def wait(pilot: Pilot[None]) -> None:
        await pilot.pause(0.3)

    assert snap_compare(app(asked), terminal_size=size, run_before=wait)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_orders_form_looks_as_it_should(snap_compare: Compare, asked: HumanAsk, size: tuple[int, int]) -> None:
    async def fill(pilot: Pilot[None]) -> None:
        await pilot.pause(0.3)
        await pilot.press("enter", "space", "plus", "down", "down", "space")
        await pilot.pause(0.5)

    assert snap_compare(app(asked), terminal_size=size, run_before=fill)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_talk_form_looks_as_it_should(snap_compare: Compare, asked: HumanAsk, size: tuple[int, int]) -> None:
    async def fill(pilot: Pilot[None]) -> None:
        await pilot.pause(0.3)
        await pilot.press("enter", "H", "i", "enter")
        await pilot.pause(0.3)

    talk = replace(asked, id="china_state-talk", phase="talk", exchange=1, options=())
    assert snap_compare(app(talk), terminal_size=size, run_before=fill)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_review_looks_as_it_should(snap_compare: Compare, events: Sequence[Event], size: tuple[int, int]) -> None:
    session = Made([], live=True)
    session.review = RENTS
    shown = SeatedApp(session)

    async def review(pilot: Pilot[None]) -> None:
        await pilot.pause(0.1)
        shown.push_screen(ReviewScreen(session, lambda: fold(until(events, "ruling_proposed", 1)), RENTS))
        await pilot.pause(0.2)

    assert snap_compare(shown, terminal_size=size, run_before=review)
