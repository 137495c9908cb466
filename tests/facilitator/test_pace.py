import asyncio

import pytest

from wargame.events import Pause, Play, Step, Stop
from wargame.facilitator.pace import Pace


async def is_held(pace: Pace) -> bool:
    try:
        await asyncio.wait_for(pace.next_turn(), 0.01)
    except TimeoutError:
        return True
    return False


async def test_a_game_plays_until_it_is_paused() -> None:
    pace = Pace()
    assert await pace.next_turn()
    assert await pace.next_turn()
    pace.obey(Pause())
    assert await is_held(pace)
    pace.obey(Play())
    assert await pace.next_turn()


async def test_a_step_plays_one_turn() -> None:
    pace = Pace()
    pace.obey(Pause())
    for _ in range(2):
        pace.obey(Step())
        assert await pace.next_turn()
        assert await is_held(pace)


async def test_a_stop_ends_the_game_even_while_it_is_held() -> None:
    pace = Pace()
    pace.obey(Pause())
    waiting = asyncio.create_task(pace.next_turn())
    await asyncio.sleep(0)
    pace.obey(Stop())
    assert await waiting is False


@pytest.mark.parametrize("command", [Play(), Step()])
async def test_nothing_brings_a_stopped_game_back(command: Play | Step) -> None:
    pace = Pace()
    pace.obey(Stop())
    pace.obey(command)
    assert await pace.next_turn() is False
