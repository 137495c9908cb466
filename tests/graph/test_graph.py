"""The graph asks all seats at once, in the order of a turn, and one seat's trouble is not another's."""

import asyncio

import pytest

from wargame.graph import Ask, play

SEATS = ("a", "b", "c")


class Diary:
    """Steps that write down what was done."""

    def __init__(self, *, last: int = 99) -> None:
        self.lines: list[str] = []
        self.last = last

    def seats(self) -> tuple[str, ...]:
        return SEATS

    async def open_turn(self, turn: int) -> bool:
        self.lines.append(f"open {turn}")
        return turn <= self.last

    async def release_injects(self, turn: int) -> None:
        self.lines.append(f"injects {turn}")

    async def brief(self, turn: int, ask: Ask) -> None:
        self.lines.append(f"brief {turn} {ask}")

    async def ask(self, turn: int, ask: Ask, seat: str) -> None:
        self.lines.append(f"{ask} {turn} {seat}")

    async def settle(self, turn: int, ask: Ask) -> None:
        self.lines.append(f"settle {turn} {ask}")

    async def adjudicate(self, turn: int) -> None:
        self.lines.append(f"adjudicate {turn}")

    async def review(self, turn: int) -> None:
        self.lines.append(f"review {turn}")

    async def release(self, turn: int) -> None:
        self.lines.append(f"release {turn}")


def one_turn(turn: int) -> list[str]:
    asked = [
        line
        for ask in ("talk", "reply", "order")
        for line in (f"brief {turn} {ask}", *(f"{ask} {turn} {seat}" for seat in SEATS), f"settle {turn} {ask}")
    ]
    return [f"open {turn}", f"injects {turn}", *asked, f"adjudicate {turn}", f"review {turn}", f"release {turn}"]


async def test_a_turn_goes_from_injects_to_talk_to_orders_to_the_ruling() -> None:
    diary = Diary()
    await play(diary, 1, 1)
    assert diary.lines == one_turn(1)


async def test_a_game_is_as_many_turns_as_it_was_given() -> None:
    diary = Diary()
    await play(diary, 1, 40)
    assert diary.lines == [line for turn in range(1, 41) for line in one_turn(turn)]


async def test_a_game_may_begin_at_a_later_turn_and_end_before_its_last() -> None:
    diary = Diary(last=3)
    await play(diary, 3, 8)
    assert diary.lines == [*one_turn(3), "open 4"]


async def test_all_seats_are_asked_at_once() -> None:
    class Meeting(Diary):
        barrier = asyncio.Barrier(len(SEATS))

        async def ask(self, turn: int, ask: Ask, seat: str) -> None:
            async with asyncio.timeout(5):
                await self.barrier.wait()

    await play(Meeting(), 1, 1)


async def test_what_a_step_raises_comes_out_of_the_graph() -> None:
    class Broken(Diary):
        async def adjudicate(self, turn: int) -> None:
            raise ArithmeticError("seven")

    with pytest.raises(ArithmeticError, match="seven"):
        await play(Broken(), 1, 1)
