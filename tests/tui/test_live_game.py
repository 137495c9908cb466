from pathlib import Path

from textual.pilot import Pilot

from wargame import facilitator
from wargame.facilitator import Setup
from wargame.tui.app import TableApp


async def until(pilot: Pilot[None], screen: str) -> None:
    for _ in range(200):
        if type(pilot.app.screen).__name__ == screen:
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{screen} never came up, but {pilot.app.screen}")


async def test_a_person_plays_a_turn_to_its_end_on_a_small_screen(tmp_path: Path) -> None:
    seats = {"us_government": "human"}
    session = facilitator.new(
        Setup(scenario="contested-2026", thesis="neutral", seats=seats, turns=1, seed=7, out=tmp_path / "g.jsonl")
    )
    app = TableApp(session, drive=session.run, playing=True, speed=32)
    played = (
        ("HandOverScreen", ("enter",)),
        ("TalkForm", ("H", "i", "ctrl+s")),
        ("ConfirmScreen", ("enter",)),
        ("TalkForm", ("ctrl+s",)),
        ("ConfirmScreen", ("enter",)),
        ("OrderForm", ("space", "down", "space", "ctrl+s")),
        ("ConfirmScreen", ("enter",)),
        ("ReviewScreen", ("enter",)),
        ("TableScreen", ()),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        for screen, keys in played:
            await until(pilot, screen)
            await pilot.press(*keys)
        for _ in range(100):
            if session.over:
                break
            await pilot.pause(0.05)
        assert session.over and app.failure is None
