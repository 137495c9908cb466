from collections.abc import Sequence

import pytest

from tests.tui.made import Made
from tests.tui.seated import AtTable, ask, at_table, until
from wargame.events import Event, Talk
from wargame.tui.screens.choice import ChoiceScreen
from wargame.tui.screens.hand_over import HandOverScreen
from wargame.tui.screens.table import TableScreen
from wargame.tui.screens.talk_form import TalkForm

CHINA = "china_state"


@pytest.fixture
def session(events: Sequence[Event]) -> Made:
    past = until(events, "agreement_offered", 1)
    made = Made(past, live=True)
    made.pending = [ask(past, CHINA, "talk", 1)]
    return made


def talk(screen: AtTable) -> Talk:
    found = screen.session.answers[f"{CHINA}-talk"]
    assert isinstance(found, Talk)
    return found


async def test_messages_go_to_everyone_or_to_whom_is_chosen(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter")
        assert isinstance(screen.app.screen, TalkForm)
        await screen.type("Hello all")
        await screen.press("enter", "ctrl+t", "space", "enter")
        await screen.type("Psst")
        await screen.press("ctrl+s", "enter")
        first, second = talk(screen).messages
        assert (first.to, first.text) == ((), "Hello all")
        assert (second.to, second.text) == (("us_government",), "Psst")


async def test_an_offer_is_built_clause_by_clause(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "ctrl+o", "space", "enter")
        for _ in range(8):
            if isinstance(screen.app.screen, ChoiceScreen):
                await screen.press("enter")
        await screen.press("ctrl+s", "enter")
        (offer,) = talk(screen).offers
        assert offer.parties == (CHINA, "us_government")
        assert offer.clauses[0].seat == CHINA


async def test_an_open_offer_is_signed(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter", "ctrl+g", "space", "enter", "ctrl+s", "enter")
        assert talk(screen).signs == ("A1",)


async def test_what_is_typed_is_kept_and_comes_back(session: Made) -> None:
    async with at_table(session) as screen:
        await screen.press("enter")
        await screen.type("Hi")
        draft = screen.session.drafts[f"{CHINA}-talk"]
        assert isinstance(draft, Talk) and draft.messages[0].text == "Hi"
        await screen.press("escape")
        assert isinstance(screen.app.screen, TableScreen)
        await screen.press("s")
        assert not isinstance(screen.app.screen, HandOverScreen)
        assert "Hi" in screen.text("#drafted")


async def test_a_refused_talk_says_why_and_stays(session: Made) -> None:
    async with at_table(session) as screen:
        session.refusal = "A1 is signed already"
        await screen.press("enter", "ctrl+s", "enter")
        assert "Not submitted: A1 is signed already" in screen.text("#said")
