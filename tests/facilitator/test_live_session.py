"""What a front end sees of a live game."""

import asyncio
from pathlib import Path

import pytest

from tests.facilitator.games import events, everyone
from wargame import facilitator
from wargame.events import Event, Pause, Play, Session, Step, Stop, WhyQuestion
from wargame.facilitator import LiveSession


def begun(path: Path, turns: int = 2) -> LiveSession:
    return facilitator.new(facilitator.Setup(seats=everyone("hold"), turns=turns, seed=7, out=path))


async def gather(session: Session) -> list[Event]:
    return [event async for event in session.events()]


async def turns_played(session: LiveSession) -> int:
    """Turns closed once nothing moves any more."""
    closed = -1
    while closed != session.game.closed:
        closed = session.game.closed
        await asyncio.sleep(0.3)
    return closed


async def test_every_reader_gets_every_event_from_the_first(tmp_path: Path) -> None:
    session = begun(tmp_path / "game.jsonl", turns=1)
    early = asyncio.create_task(gather(session))
    await session.run()
    assert await early == await gather(session) == events(session.path)


async def test_a_resumed_game_shows_what_was_played_before(tmp_path: Path) -> None:
    session = begun(tmp_path / "game.jsonl")
    await session.command(Pause())
    await session.command(Step())
    playing = asyncio.create_task(session.run())
    assert await turns_played(session) == 1
    await session.command(Stop())
    await playing
    assert not session.over
    again = facilitator.resume(session.path)
    seen = asyncio.create_task(gather(again))
    await again.run()
    assert again.over
    assert await seen == events(session.path)


async def test_a_paused_game_waits_before_its_next_turn(tmp_path: Path) -> None:
    session = begun(tmp_path / "game.jsonl")
    await session.command(Pause())
    playing = asyncio.create_task(session.run())
    assert await turns_played(session) == 0
    await session.command(Play())
    await playing
    assert session.over


async def test_a_live_game_explains_a_shift(tmp_path: Path) -> None:
    session = begun(tmp_path / "game.jsonl", turns=1)
    await session.run()
    why = await session.why(WhyQuestion(1, "china_state"))
    assert sum(why.effects.values()) == pytest.approx(why.total)
    assert sum(why.causes.values()) == pytest.approx(why.total)
    with pytest.raises(ValueError, match="turn 2"):
        await session.why(WhyQuestion(2, "china_state"))


async def test_a_player_that_breaks_costs_its_seat_the_turn_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("a fault in a doctrine")

    monkeypatch.setattr("wargame.seats.doctrines.players.HoldPlayer.order", broken)
    seats = everyone("random", open_lab="scripted:hold")
    session = facilitator.new(facilitator.Setup(seats=seats, turns=1, seed=7, out=tmp_path / "game.jsonl"))
    await session.run()
    assert session.over
    assert [fallback.seat for fallback in session.game.history[1].fallbacks] == ["open_lab"]
    assert "KeyError" in session.game.history[1].fallbacks[0].reason
    assert len(session.game.history[1].orders) == 6
