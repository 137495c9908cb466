"""A budget holds the game before its next turn, or ends the session where nobody is there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.facilitator.at_the_table import seated
from tests.facilitator.games import everyone
from tests.stub import stub_server
from wargame import facilitator
from wargame.endpoints import Endpoint, Price
from wargame.events import Play
from wargame.facilitator import LiveSession, Terms


@pytest.fixture(scope="module")
def stub() -> Iterator[str]:
    with stub_server() as url:
        yield url


def dear(path: Path, stub: str, price: Price | None, terms: Terms) -> LiveSession:
    endpoints = {"dear": Endpoint("dear", stub, "stub", price=price)}
    setup = facilitator.Setup(seats=everyone("hold", open_lab="dear"), turns=2, seed=7, out=path)
    return facilitator.new(setup, endpoints, terms)


DOLLAR = Price(input=1000.0, output=1000.0, as_of=date(2026, 1, 1))


async def test_a_spent_budget_ends_an_unattended_session_between_turns(tmp_path: Path, stub: str) -> None:
    session = dear(tmp_path / "game.jsonl", stub, DOLLAR, Terms(attended=False, budget_usd=0.01))
    await session.run()
    assert (session.over_budget, session.over, session.game.closed) == (True, False, 1)
    assert any("budget of $0.01 is spent" in note.text for note in session.game.history[1].observations)
    again = facilitator.resume(session.path, {"dear": Endpoint("dear", stub, "stub", price=DOLLAR)})
    await again.run()
    assert again.over


async def test_a_spent_budget_holds_an_attended_session_until_somebody_goes_on(tmp_path: Path, stub: str) -> None:
    session = dear(tmp_path / "game.jsonl", stub, DOLLAR, Terms(budget_usd=0.01))
    async with seated(session) as at:
        await at.see("observation_added")
        assert (session.over_budget, session.game.closed) == (True, 1)
        await session.command(Play())
        await at.end()
    assert session.over


async def test_what_has_no_price_counts_nothing(tmp_path: Path, stub: str) -> None:
    session = dear(tmp_path / "game.jsonl", stub, None, Terms(attended=False, budget_usd=0.01))
    await session.run()
    assert session.over
