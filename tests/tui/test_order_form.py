from collections.abc import Sequence

import pytest

from tests.tui.made import Made
from tests.tui.seated import AtTable, ask, at_table, until
from wargame.events import Event, Order
from wargame.tui.screens.confirm import ConfirmScreen
from wargame.tui.screens.hand_over import HandOverScreen
from wargame.tui.screens.order_form import OrderForm
from wargame.tui.screens.table import TableScreen

US, CHINA = "us_government", "china_state"


@pytest.fixture
def session(events: Sequence[Event]) -> Made:
    past = until(events, "order_given", 2)
    made = Made(past[:-1], live=True)
    made.pending = [ask(past[:-1], US), ask(past[:-1], CHINA)]
    return made


def order(screen: AtTable, seat: str) -> Order:
    found = screen.session.answers[f"{seat}-order"]
    assert isinstance(found, Order)
    return found


async def test_a_seat_sits_down_behind_a_hand_over(session: Made) -> None:
    async with at_table(session) as screen:
        assert isinstance(screen.app.screen, HandOverScreen)
        assert "US government sits here" in screen.all_text()
        await screen.press("enter")
        assert isinstance(screen.app.screen, OrderForm)


async def test_nothing_of_one_seat_is_left_when_the_next_sits_down(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "space", "tab")
        await screen.type("secret plan")
        assert "secret plan" in screen.all_text()
        await screen.press("ctrl+s", "enter")
        assert isinstance(screen.app.screen, HandOverScreen)
        assert "China state" in screen.all_text()
        assert "secret plan" not in screen.all_text()
        await screen.press("enter")
        assert "secret plan" not in screen.all_text()


async def test_an_order_is_picked_pushed_and_submitted_after_one_question(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "space", "+", "down", "space", "tab")
        await screen.type("Lead")
        await screen.press("ctrl+s")
        assert isinstance(screen.app.screen, ConfirmScreen)
        assert not screen.session.answers
        await screen.press("enter")
        given = order(screen, US)
        assert [move.intensity for move in given.moves] == [2, 1]
        assert given.intent == "Lead"


async def test_every_key_typed_is_in_the_draft(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "space", "tab")
        await screen.type("Hold on")
        draft = screen.session.drafts[f"{US}-order"]
        assert isinstance(draft, Order)
        assert (draft.intent, len(draft.moves)) == ("Hold on", 1)


async def test_a_kept_draft_is_there_again(events: Sequence[Event], session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "space", "tab")
        await screen.type("Later")
        await screen.press("escape")
        assert isinstance(screen.app.screen, TableScreen)
        assert "Waiting for US government, China state" in screen.all_text()
        await screen.press("s")
        assert isinstance(screen.app.screen, OrderForm)
        assert screen.app.screen.draft.intent == "Later"
        assert len(screen.app.screen.draft.picked) == 1


async def test_over_budget_is_said_at_once_and_a_refusal_where_it_happened(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "3", "down", "3", "down", "3")
        assert "over budget" in screen.text("#said")
        screen.session.refusal = "costs 12 of 6 points"
        await screen.press("ctrl+s", "enter")
        assert isinstance(screen.app.screen, OrderForm)
        assert "Not submitted: costs 12 of 6 points" in screen.text("#said")
        assert len(screen.app.screen.draft.picked) == 3


async def test_the_move_under_the_cursor_is_previewed(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter")
        await screen.pilot.pause(0.3)
        await screen.settle()
        assert "goal +0.25" in screen.text("#expected")
        assert "▲1.0 against holding" in screen.text("#expected")


async def test_moves_are_found_by_words(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "ctrl+f")
        await screen.type("champion")
        assert "Back a US champion" in screen.all_text()
        await screen.press("enter", "space")
        assert isinstance(screen.app.screen, OrderForm)
        assert screen.app.screen.draft.options[0].name == "Back a US champion"


async def test_the_form_goes_when_the_time_is_up(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter")
        screen.session.done |= {f"{US}-order", f"{CHINA}-order"}
        await screen.pilot.pause(1.2)
        assert isinstance(screen.app.screen, TableScreen)


async def test_a_person_at_the_table_hides_what_is_private_until_more_is_asked_for(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("escape", "end")
        assert "We host your plants" not in " ".join(entry.text for entry in screen.table.record.shown)
        assert "goal" not in screen.all_text()
        await screen.press("v")
        assert "We host your plants" in " ".join(entry.text for entry in screen.table.record.shown)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_leaving_works_in_the_middle_of_typing(session: Made, key: str) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "tab", "x", key)
        assert screen.app._exit


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_form_can_be_read_at_any_size(session: Made, size: tuple[int, int]) -> None:
    async with at_table(session, size) as screen:
        await screen.press("enter")
        assert "submit" in screen.all_text()
        assert "Build generation and grid" in screen.all_text()
        if size[0] < 100:
            await screen.press("f2")
        assert "What you know" in screen.all_text()
