from collections.abc import Sequence

import pytest

from tests.tui.made import Made
from tests.tui.seated import AtTable, at_table, until
from wargame.events import (
    AcceptRuling,
    AddNote,
    Adjust,
    ChangePlayer,
    EndGame,
    Event,
    ExtendClock,
    HoldClock,
    ProxyOrder,
    ReleaseInject,
    TypeInject,
)
from wargame.tui.desk import MENU
from wargame.tui.screens.order_form import OrderForm
from wargame.tui.screens.review import ReviewScreen
from wargame.tui.screens.table import TableScreen

RENTS = {
    "before": {"us_government": 320.0, "china_state": 250.0},
    "proposed": {"us_government": 310.0, "china_state": 290.0},
    "adjusted": {"us_government": 312.0, "china_state": 285.0},
}


@pytest.fixture
def session(events: Sequence[Event]) -> Made:
    return Made(until(events, "order_given", 2), live=True)


async def choose(screen: AtTable, action: str) -> None:
    at = [id_ for id_, _ in MENU].index(action)
    await screen.press("f", *["down"] * at, "enter")


async def test_the_clock_is_held_and_extended(session: Made) -> None:
    async with at_table(session) as screen:
        await choose(screen, "hold")
        await choose(screen, "extend")
        await screen.press("enter")
        assert session.commands == [HoldClock(True), ExtendClock(60.0)]


async def test_a_number_that_is_none_is_said_and_not_sent(session: Made) -> None:
    async with at_table(session) as screen:
        await choose(screen, "extend")
        await screen.type("x")
        await screen.press("enter")
        assert "x is not a number" in screen.text("#said")
        assert session.commands == []


async def test_news_is_released_from_the_list_by_words(session: Made) -> None:
    async with at_table(session) as screen:
        await choose(screen, "inject")
        await screen.press("slash", "a", "enter", "enter")
        (command,) = session.commands
        assert isinstance(command, ReleaseInject)


async def test_typed_news_needs_a_text(session: Made) -> None:
    async with at_table(session) as screen:
        await choose(screen, "news")
        await screen.type("Storm")
        await screen.press("enter")
        assert "required" in screen.text("#said")
        await screen.type("It rains")
        await screen.press("enter")
        assert session.commands == [TypeInject("Storm", "It rains")]


async def test_a_player_that_cannot_be_is_refused_in_the_dialogue(session: Made) -> None:
    async with at_table(session) as screen:
        session.refusal = "no such doctrine"
        await choose(screen, "seat")
        await screen.press("enter", "tab")
        await screen.type("ill")
        await screen.press("enter")
        assert "Not done: no such doctrine" in screen.text("#said")
        session.refusal = ""
        await screen.press("enter")
        assert session.commands == [ChangePlayer("us_government", "human", "ill")]


async def test_an_order_is_entered_by_proxy(session: Made) -> None:
    async with at_table(session) as screen:
        await choose(screen, "proxy")
        await screen.press("enter")
        await screen.type("away")
        await screen.press("enter")
        assert isinstance(screen.app.screen, OrderForm)
        await screen.press("space", "ctrl+s", "enter")
        (command,) = session.commands
        assert isinstance(command, ProxyOrder)
        assert (command.seat, command.reason, len(command.order.moves)) == ("us_government", "away", 1)
        assert isinstance(screen.app.screen, TableScreen)


async def test_a_note_and_an_early_end_go_on_the_record(session: Made) -> None:
    async with at_table(session) as screen:
        await choose(screen, "note")
        await screen.press("tab")
        await screen.type("odd")
        await screen.press("enter")
        await choose(screen, "end")
        await screen.type("late")
        await screen.press("enter")
        assert session.commands == [AddNote("facilitator", "odd"), EndGame("late")]


@pytest.fixture
def ruled(events: Sequence[Event]) -> Made:
    """A ruling with one accepted move waits."""
    past = until(events, "ruling_proposed", 2)
    given = next(event.data for event in past if event.kind == "order_given" and event.data.order.moves)  # type: ignore[attr-defined]  # an order
    ruling = past[-1]
    accepted = {given.seat: given.order.moves}  # type: ignore[attr-defined]  # an order
    data = ruling.data.model_copy(update={"accepted": accepted})
    made = Made([*past[:-1], Event(ruling.seq, ruling.at, ruling.turn, ruling.kind, data, "", "")], live=True)
    made.review = RENTS
    return made


async def test_a_ruling_that_waits_comes_up_and_is_accepted_with_one_key(ruled: Made) -> None:
    async with at_table(ruled) as screen:
        await screen.until(lambda: isinstance(screen.app.screen, ReviewScreen))
        shifts = screen.text("#shifts")
        assert shifts.index("▲40") < shifts.index("▼10")
        await screen.press("enter")
        assert ruled.commands == [AcceptRuling()]
        assert isinstance(screen.app.screen, TableScreen)


async def test_a_move_is_struck_with_a_reason_after_its_effect_was_shown(ruled: Made) -> None:
    async with at_table(ruled) as screen:
        await screen.until(lambda: isinstance(screen.app.screen, ReviewScreen))
        await screen.press("x", "enter")
        assert "▼5.0 by this" in screen.text("#tells")
        await screen.press("enter")
        assert "required" in screen.text("#said") and not ruled.commands
        await screen.type("Not legal")
        await screen.press("enter")
        (command,) = ruled.commands
        assert isinstance(command, Adjust)
        assert (command.adjustment["kind"], command.reason) == ("strike", "Not legal")


async def test_a_factor_out_of_bounds_is_not_sent(ruled: Made) -> None:
    async with at_table(ruled) as screen:
        await screen.until(lambda: isinstance(screen.app.screen, ReviewScreen))
        await screen.press("c", "enter", "enter", "backspace", "9", "tab")
        await screen.type("why")
        await screen.press("enter")
        assert "9 is out of bounds, 0 to 2" in screen.text("#said")
        assert ruled.commands == []


async def test_a_variable_is_shifted_with_its_bounds_on_show(ruled: Made) -> None:
    async with at_table(ruled) as screen:
        await screen.until(lambda: isinstance(screen.app.screen, ReviewScreen))
        await screen.press("h", "enter", "enter", "enter")
        await screen.type("5")
        await screen.press("tab")
        await screen.type("war")
        await screen.press("enter")
        (command,) = ruled.commands
        assert isinstance(command, Adjust)
        assert (command.adjustment["kind"], command.adjustment["amount"]) == ("shift", 5.0)
