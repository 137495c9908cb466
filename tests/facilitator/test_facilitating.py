"""What a facilitator may do, when, and how it stands in the record."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.facilitator.at_the_table import affordable, seated, table
from tests.facilitator.games import cut, events, resume
from wargame import facilitator, replay
from wargame.events import (
    AcceptRuling,
    AddNote,
    Adjust,
    ChangePlayer,
    Command,
    CommandRefused,
    EndGame,
    ExtendClock,
    HoldClock,
    Message,
    Order,
    OrderedMove,
    Play,
    ProxyOrder,
    ReleaseInject,
    Step,
    Stop,
    Talk,
    TypeInject,
)
from wargame.facilitator import Terms


def kinds(path: Path) -> list[str]:
    return [event.kind for event in events(path)]


async def test_time_can_be_held_and_given(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", terms=Terms(person_seconds=0.4))
    async with seated(session) as at:
        ask = await at.ask()
        await session.command(HoldClock())
        left = session.time_left(ask.id)
        await asyncio.sleep(0.5)
        assert session.waiting(ask.id)
        assert session.time_left(ask.id) == left
        await session.command(ExtendClock(5.0))
        await session.command(HoldClock(held=False))
        assert left + 4.5 < session.time_left(ask.id) <= left + 5.0
        await asyncio.sleep(0.5)
        await session.answer(ask.id, Talk(messages=(Message(text="In time."),)))
    assert not session.game.history[1].fallbacks


async def test_an_inject_is_released_by_hand_and_moves_the_world(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab")
    inject = next(one.id for one in session.game.pack.injects if one.shocks or one.effects)
    async with seated(session) as at:
        await at.ask()
        came = {one.inject for one in session.game.history[1].injects}
        inject = next(one.id for one in session.game.pack.injects if one.id not in came)
        await session.command(ReleaseInject(inject))
        with pytest.raises(CommandRefused, match="released in turn 1 and comes only once"):
            await session.command(ReleaseInject(inject))
        ask = await at.ask("order")
        assert inject in {news.inject for news in ask.view.news}
        await session.answer(ask.id, Order())
        await at.accept()
        await at.end()
    index = session.game.pack.axes["inject"].index(inject)
    assert session.game.state(1).world["inject_age"][index] >= 0.0
    assert replay.verify(session.path).ok


async def test_typed_news_is_told_to_all_and_changes_no_number(tmp_path: Path) -> None:
    plain = table(tmp_path / "plain.jsonl", turns=2)
    await plain.run()
    session = table(tmp_path / "game.jsonl", turns=2)
    async with seated(session, held=True) as at:
        await session.command(TypeInject("Rumour", "A port \x1b[1mcloses."))
        await session.command(Step())
        await at.see("turn_closed")
        await session.command(TypeInject("Denial", "It does not."))
        await session.command(Play())
        await at.end()
    news = [one for record in session.game.history for one in record.injects if one.inject.startswith("typed-")]
    assert [(one.inject, one.name, one.text, one.by) for one in news] == [
        ("typed-1", "Rumour", "A port closes.", "facilitator"),
        ("typed-2", "Denial", "It does not.", "facilitator"),
    ]
    assert session.game.ended is not None and plain.game.ended is not None
    assert session.game.ended.final_hash == plain.game.ended.final_hash
    assert replay.verify(session.path).ok
    assert session.game.causes(2)


async def test_an_order_by_proxy_takes_the_place_of_the_person_asked(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab")
    async with seated(session) as at:
        ask = await at.ask("order")
        order = Order(moves=(OrderedMove.model_validate(affordable(ask)),))
        await session.command(ProxyOrder("open_lab", order, "The player had to leave."))
        await at.accept()
        await at.end()
        with pytest.raises(CommandRefused, match="does not wait"):
            await session.answer(ask.id, order)
    given = [one.data for one in events(session.path) if one.kind == "order_given"]
    by = {one.seat: (one.by, one.order) for one in given}  # type: ignore[attr-defined]
    assert by["open_lab"] == ("facilitator", order)
    assert len(given) == 7
    assert not session.game.history[1].fallbacks
    assert any("The player had to leave." in one.text for one in session.game.history[1].observations)


async def test_an_order_by_proxy_may_come_before_the_turn(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl")
    async with seated(session, held=True) as at:
        await session.command(ProxyOrder("open_lab", Order(intent="As agreed."), "Sent by letter."))
        with pytest.raises(CommandRefused, match="has given its order of turn 1"):
            await session.command(ProxyOrder("open_lab", Order(), "Again."))
        await session.command(Play())
        await at.end()
    assert session.game.history[1].orders["open_lab"].intent == "As agreed."
    assert kinds(session.path).count("order_given") == 7


async def test_a_seat_changes_hands_between_turns(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", turns=2)
    async with seated(session) as at:
        await at.ask()
        await session.command(ChangePlayer("open_lab", "scripted:greedy", "The player left."))
        await session.command(ChangePlayer("integrator", "human", "A guest arrived."))
        assert "seat_changed" not in kinds(session.path)
        await at.order()
        await at.accept()
        ask = await at.ask()
        assert (ask.seat, ask.view.turn) == ("integrator", 2)
    assert [(one.turn, one.data.seat) for one in events(session.path) if one.kind == "seat_changed"] == [  # type: ignore[attr-defined]
        (2, "open_lab"),
        (2, "integrator"),
    ]
    again = facilitator.resume(session.path)
    async with seated(again) as at:
        assert (await at.ask()).seat == "integrator"
        assert again.game.seats["open_lab"].player == "scripted:greedy"


async def test_a_ruling_is_adjusted_and_computed_anew(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "china_state")
    async with seated(session) as at:
        ask = await at.ask("order")
        move = affordable(ask)
        await session.answer(ask.id, Order.model_validate({"moves": [move]}))
        await at.reviewed()
        lever = session.game.pack.moves[move["move"]].effects[0].lever
        adjustment = {"kind": "scale", "seat": "china_state", "move_index": 0, "lever": lever, "factor": 0.0}
        shift = {"kind": "shift", "variable": "legitimacy", "at": {"bloc": "us"}, "amount": -0.1}
        bloc = session.game.pack.axes["bloc"][0]
        shift["at"] = {"bloc": bloc}
        before = await session.ruling_preview([])
        assert before["proposed"] == before["adjusted"]
        looked = await session.ruling_preview([adjustment, shift])
        assert looked["adjusted"] != looked["proposed"]
        assert kinds(session.path).count("ruling_adjusted") == 0
        await session.command(Adjust(adjustment, "The grid was not ready."))
        await session.command(Adjust(shift, "A scandal.", by="umpire"))
        after = await session.ruling_preview([])
        assert after["proposed"] == looked["adjusted"]
        await session.command(AcceptRuling())
        await at.end()
    record = session.game.history[1]
    assert [(one.by, one.reason) for one in record.adjustments] == [
        ("facilitator", "The grid was not ready."),
        ("umpire", "A scandal."),
    ]
    assert kinds(session.path).count("ruling_proposed") == 3
    boards = session.game.boards(1)
    assert {seat: found["rent"] for seat, found in boards.items()} == after["proposed"]
    assert replay.verify(session.path).ok


async def test_a_review_cut_short_comes_again_with_what_was_adjusted(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", terms=Terms(review=True))
    strike = {"kind": "shift", "variable": "sentiment", "amount": 0.1}
    async with seated(session) as at:
        await at.reviewed()
        await session.command(Adjust(strike, "Good cheer."))
        await session.command(AcceptRuling())
        await at.end()
    assert session.game.ended is not None
    adjusted = kinds(session.path).index("ruling_adjusted") + 1
    for lines in (adjusted, adjusted + 1):
        path = cut(session.path, lines, tmp_path / f"{lines}.jsonl")
        again = facilitator.resume(path, terms=Terms(review=True))
        async with seated(again) as at:
            await at.accept()
            await at.end()
        assert again.game.ended == session.game.ended
        assert kinds(path) == kinds(session.path)
    path = cut(session.path, kinds(session.path).index("ruling_released") + 1, tmp_path / "released.jsonl")
    done = facilitator.resume(path, terms=Terms(review=True))
    await asyncio.wait_for(done.run(), 20)
    assert done.game.ended == session.game.ended


SCALE = {"kind": "scale", "seat": "china_state", "move_index": 0, "lever": "build_power", "factor": 2.5}


@pytest.mark.parametrize(
    ("adjustment", "reason", "told"),
    [
        (SCALE, "Why not.", "less than or equal to 2"),
        ({**SCALE, "factor": -1.0}, "Why not.", "greater than or equal to 0"),
        ({**SCALE, "factor": float("nan")}, "Why not.", "factor"),
        ({**SCALE, "factor": 1.0, "lever": "no_lever"}, "Why not.", "has no lever 'no_lever'"),
        ({**SCALE, "factor": 1.0, "seat": "china"}, "Why not.", "did you mean china_state"),
        ({**SCALE, "factor": 1.0, "move_index": 3}, "Why not.", "has 1 accepted moves"),
        ({"kind": "strike", "seat": "china_state", "move_index": 0}, "  ", "a reason is required"),
        ({"kind": "shift", "variable": "sentiment", "amount": 0.3}, "Why not.", r"at most 0\.25 index a turn \(25%\)"),
        ({"kind": "shift", "variable": "inject_age", "amount": 0.1}, "Why not.", "no variable 'inject_age'"),
        ({"kind": "shift", "variable": "sentiment", "at": {"bloc": "us"}, "amount": 0.1}, "Why not.", "no axis"),
        ({"kind": "shift", "variable": "trust", "at": {"bloc": "moon"}, "amount": 0.1}, "Why not.", "no bloc"),
        ({"kind": "edit", "rent": 5}, "Why not.", "cannot be"),
    ],
)
async def test_an_adjustment_out_of_bounds_is_refused(
    tmp_path: Path, adjustment: dict[str, Any], reason: str, told: str
) -> None:
    session = table(tmp_path / "game.jsonl", "china_state")
    async with seated(session) as at:
        await at.order({"move": "build_power"})
        await at.reviewed()
        with pytest.raises(CommandRefused, match=told):
            await session.command(Adjust(adjustment, reason))
        assert "ruling_adjusted" not in kinds(session.path)
        await session.command(AcceptRuling())
        await at.end()
    assert session.over


async def test_a_move_is_adjusted_once_and_shifts_add_up(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "china_state")
    async with seated(session) as at:
        await at.order({"move": "build_power"})
        await at.reviewed()
        strike = {"kind": "strike", "seat": "china_state", "move_index": 0}
        await session.command(Adjust(strike, "No steel."))
        with pytest.raises(CommandRefused, match="adjusted already"):
            await session.command(Adjust(strike, "No steel."))
        await session.command(Adjust({"kind": "shift", "variable": "sentiment", "amount": -0.2}, "Gloom."))
        with pytest.raises(CommandRefused, match=r"not 0\.3"):
            await session.command(Adjust({"kind": "shift", "variable": "sentiment", "amount": -0.1}, "Gloom."))


async def test_a_game_ended_early_is_over_for_good(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", turns=3)
    async with seated(session) as at:
        await at.order()
        await at.accept()
        await at.ask()
        await session.command(EndGame("The bus leaves."))
        await at.end()
        with pytest.raises(CommandRefused, match="over"):
            await session.command(AddNote("me", "Late."))
    assert session.game.ended is not None
    assert session.game.ended.reason == "ended by facilitator: The bus leaves."
    assert session.game.ended.final_hash == session.game.history[1].state_hash
    assert replay.verify(session.path).ok
    before = session.path.read_bytes()
    again = await asyncio.to_thread(resume, session.path)
    assert again.over
    assert session.path.read_bytes() == before


async def test_a_note_stands_in_the_record(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab")
    async with seated(session) as at:
        await at.order()
        await at.reviewed()
        await session.command(AddNote("Observer 2", "They never asked for the price."))
    assert ("Observer 2", "They never asked for the price.") in [
        (one.by, one.text) for one in session.game.history[1].observations
    ]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (ReleaseInject("moon_landing"), "no inject is called"),
        (TypeInject("", "News."), "a name is required"),
        (TypeInject("News", " "), "a text is required"),
        (ProxyOrder("openlab", Order(), "Away."), "did you mean open_lab"),
        (ProxyOrder("open_lab", Order(), ""), "a reason is required"),
        (ProxyOrder("open_lab", Order(moves=(OrderedMove(move="fly"),)), "Away."), "no move is called 'fly'"),
        (ChangePlayer("open_lab", "scripted:gredy", "Away."), "did you mean greedy"),
        (ChangePlayer("openlab", "scripted:greedy", "Away."), "did you mean open_lab"),
        (ChangePlayer("open_lab", "scripted:greedy", ""), "a reason is required"),
        (ChangePlayer("open_lab", "openai:m@http://127.0.0.1:9/v1", "Away."), "cannot reach"),
        (ExtendClock(60.0), "nobody is being asked"),
        (ExtendClock(-1.0), "up to 86400 seconds"),
        (AcceptRuling(), "no ruling is under review"),
        (Adjust({"kind": "shift", "variable": "sentiment", "amount": 0.1}, "Mood."), "no ruling is under review"),
        (EndGame(" "), "a reason is required"),
        (AddNote("me", ""), "a note is required"),
    ],
)
async def test_a_command_that_cannot_be_is_refused_and_nothing_is_recorded(
    tmp_path: Path, command: Command, told: str
) -> None:
    session = table(tmp_path / "game.jsonl")
    async with seated(session, held=True) as at:
        before = session.path.read_bytes()
        with pytest.raises(CommandRefused, match=told):
            await session.command(command)
        assert session.path.read_bytes() == before
        await session.command(Play())
        await at.end()
    assert session.over


@pytest.mark.parametrize(
    "command", [ReleaseInject("grid_queue"), TypeInject("A", "B."), ProxyOrder("open_lab", Order(), "Away.")]
)
async def test_news_and_orders_wait_for_the_ruling(tmp_path: Path, command: Command) -> None:
    session = table(tmp_path / "game.jsonl", terms=Terms(review=True))
    async with seated(session) as at:
        await at.reviewed()
        with pytest.raises(CommandRefused, match="with the referee"):
            await session.command(command)
        with pytest.raises(CommandRefused, match="no turn follows"):
            await session.command(ChangePlayer("open_lab", "scripted:hold", "Away."))


async def test_what_a_facilitator_did_in_a_half_played_turn_stands_when_it_is_resumed(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab")
    async with seated(session) as at:
        await at.ask()
        await session.command(TypeInject("Rumour", "A port closes."))
        await session.command(ProxyOrder("integrator", Order(intent="By proxy."), "Away."))
        await session.command(AddNote("me", "Odd."))
        await session.command(Stop())
    again = facilitator.resume(session.path)
    async with seated(again) as at:
        ask = await at.ask()
        assert "typed-1" in {news.inject for news in ask.view.news}
        await again.command(TypeInject("Denial", "It does not."))
        await at.order()
        await at.accept()
        await at.end()
    found = kinds(session.path)
    assert (found.count("order_given"), found.count("observation_added")) == (7, 2)
    assert [one.inject for one in again.game.history[1].injects if one.inject.startswith("typed")] == [
        "typed-1",
        "typed-2",
    ]
    assert again.game.history[1].orders["integrator"].intent == "By proxy."
    assert replay.verify(session.path).ok
