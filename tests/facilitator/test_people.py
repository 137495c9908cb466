"""People in seats: what they are asked, what they may answer, and that nothing they did is lost."""

import asyncio
from pathlib import Path

import pytest

from tests.facilitator.at_the_table import affordable, seated, table
from tests.facilitator.games import events
from wargame import facilitator, replay
from wargame.events import CommandRefused, Message, Order, OrderedMove, Stop, Talk
from wargame.facilitator import SetupError, Terms


async def test_a_person_plays_a_whole_game(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab")
    async with seated(session) as at:
        talk = await at.ask()
        assert (talk.seat, talk.phase, talk.exchange, talk.options) == ("open_lab", "talk", 1, ())
        await session.answer(talk.id, Talk(messages=(Message(text="We\x1b[31m release\u202e."),)))
        ask = await at.ask("order")
        order = Order(moves=(OrderedMove.model_validate(affordable(ask)),), intent="Catch up.", memo="Check power.")
        await session.answer(ask.id, order)
        await at.accept()
        await at.end()
    assert session.over
    assert session.game.history[1].orders["open_lab"] == order
    assert [said.message.text for said in session.game.history[1].messages] == ["We release."]
    given = next(one.data for one in events(session.path) if one.kind == "order_given" and one.data.seat == "open_lab")  # type: ignore[attr-defined]
    assert given.by == "human"  # type: ignore[attr-defined]
    assert replay.verify(session.path).ok
    assert not session.path.with_name("game.jsonl.drafts.json").exists()


async def test_two_people_are_asked_side_by_side(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", "china_state")
    async with seated(session) as at:
        first, second = await at.ask(), await at.ask()
        assert {first.seat, second.seat} == {"open_lab", "china_state"}
        await session.answer(second.id, Talk())
        assert (session.waiting(first.id), session.waiting(second.id)) == (True, False)


async def test_an_option_is_legal_and_says_its_cost_and_layer(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "china_state")
    async with seated(session) as at:
        ask = await at.ask("order")
        assert len({option.id for option in ask.options}) == len(ask.options) > 10
        assert all(option.cost > 0 and option.name and option.text for option in ask.options)
        assert {option.layer for option in ask.options} - {""} <= {layer.id for layer in session.game.pack.layers}
        for option in ask.options:
            move = OrderedMove(move=option.move, target=option.target, industry=option.industry)
            await session.draft(ask.id, Order(moves=(move,)))
        expected = await session.preview(ask.id, Order(moves=(OrderedMove.model_validate(affordable(ask)),)))
        idle = await session.preview(ask.id, Order())
        assert idle["goal"] == pytest.approx(0.0, abs=1e-9)
        assert idle["rent"] == pytest.approx(idle["hold_rent"]) == pytest.approx(expected["hold_rent"])
        assert expected["goal"] != 0.0


async def test_an_order_over_budget_is_sent_back_with_the_reason_and_the_draft_stays(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab")
    async with seated(session) as at:
        ask = await at.ask("order")
        dearest = sorted({option.move: option for option in ask.options}.values(), key=lambda one: -one.cost)[:3]
        moves = [{"move": one.move, "target": one.target, "industry": one.industry, "intensity": 3} for one in dearest]
        dear = Order.model_validate({"moves": moves})
        await session.draft(ask.id, dear)
        with pytest.raises(CommandRefused, match=r"move \d .*costs \d+ points, \d+ of \d+ are left"):
            await session.answer(ask.id, dear)
        with pytest.raises(CommandRefused, match="costs"):
            await session.preview(ask.id, dear)
        assert session.waiting(ask.id)
        assert "open_lab" not in session.game.history[1].orders
        await session.command(Stop())
    again = facilitator.resume(session.path)
    async with seated(again) as at:
        assert (await at.ask("order")).draft == dear


async def test_an_order_is_given_once(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", "china_state")
    async with seated(session) as at:
        asks = [await at.ask("order"), await at.ask("order")]
        await session.answer(asks[0].id, Order())
        with pytest.raises(CommandRefused, match="does not wait"):
            await session.answer(asks[0].id, Order(intent="Another."))
        both = await asyncio.gather(
            *(session.answer(asks[1].id, Order(intent=text)) for text in "ab"), return_exceptions=True
        )
        assert [isinstance(one, CommandRefused) for one in both].count(True) == 1


async def test_a_move_of_another_seat_is_sent_back(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", "us_government")
    async with seated(session) as at:
        asks = {ask.seat: ask for ask in (await at.ask("order"), await at.ask("order"))}
        theirs = {option.move for option in asks["us_government"].options}
        foreign = sorted(theirs - {option.move for option in asks["open_lab"].options})[0]
        with pytest.raises(CommandRefused, match="is not open to"):
            await session.answer(asks["open_lab"].id, Order(moves=(OrderedMove(move=foreign),)))
        with pytest.raises(CommandRefused, match="asks for an order"):
            await session.answer(asks["open_lab"].id, Talk())
        with pytest.raises(CommandRefused, match="does not wait"):
            await session.answer("1-order-0-nobody", Order())


async def test_talk_that_cannot_stand_is_sent_back(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab")
    async with seated(session) as at:
        ask = await at.ask()
        with pytest.raises(CommandRefused, match="no seat is called that"):
            await session.answer(ask.id, Talk(messages=(Message(to=("nobody",), text="Hello"),)))
        assert session.waiting(ask.id)


async def test_a_person_who_is_late_holds(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", terms=Terms(person_seconds=0.2))
    async with seated(session) as at:
        ask = await at.ask()
        await at.accept()
        await at.end()
        with pytest.raises(CommandRefused, match="does not wait"):
            await session.answer(ask.id, Talk())
    assert {one.reason for one in session.game.history[1].fallbacks} == {"no answer within 0.2 s"}


async def test_what_people_answered_before_a_stop_is_not_asked_again(tmp_path: Path) -> None:
    session = table(tmp_path / "game.jsonl", "open_lab", "china_state")
    async with seated(session) as at:
        asks = {ask.seat: ask for ask in (await at.ask(), await at.ask())}
        await session.answer(asks["open_lab"].id, Talk(messages=(Message(text="First."),)))
    again = facilitator.resume(session.path)
    async with seated(again) as at:
        assert (await at.ask()).seat == "china_state"
        await again.answer(asks["china_state"].id, Talk())
        orders = {ask.seat: ask for ask in (await at.ask("order"), await at.ask("order"))}
        await again.answer(orders["open_lab"].id, Order(intent="Stays."))
        await at.see("order_given", 6)
    once_more = facilitator.resume(session.path)
    async with seated(once_more) as at:
        assert (await at.ask("order")).seat == "china_state"
        await once_more.answer(orders["china_state"].id, Order())
        await at.accept()
        await at.end()
    record = once_more.game.history[1]
    assert record.orders["open_lab"].intent == "Stays."
    assert [said.message.text for said in record.messages] == ["First."]
    assert replay.verify(session.path).ok


def test_a_game_that_nobody_attends_has_no_person_in_it(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    with pytest.raises(SetupError, match="needs a screen"):
        table(path, "open_lab", terms=Terms(attended=False))
    assert not path.exists()
