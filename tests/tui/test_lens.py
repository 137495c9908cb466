from collections.abc import Sequence

from tests.tui.made import Made
from tests.tui.seated import AtTable, at_table
from wargame.events import Event


def read(screen: AtTable) -> str:
    return " ".join(f"{entry.who} {entry.text}" for entry in screen.table.record.shown)


async def look_as(screen: AtTable, lens: str) -> None:
    while screen.table.playback.lens != lens:
        await screen.press("v")


async def test_a_replay_shows_the_whole_at_first(events: Sequence[Event]) -> None:
    async with at_table(Made(events)) as screen:
        await screen.press("end")
        assert "We host your plants" in read(screen)


async def test_a_private_message_is_seen_by_its_seats_only(events: Sequence[Event]) -> None:
    async with at_table(Made(events)) as screen:
        await screen.press("end")
        for lens, seen in (("public", False), ("us_government", False), ("china_state", True), ("global_south", True)):
            await look_as(screen, lens)
            assert ("We host your plants" in read(screen)) is seen, lens
            assert "We stand by what we said" in read(screen)


async def test_a_seat_sees_its_own_order_before_the_ruling_and_others_after(events: Sequence[Event]) -> None:
    async with at_table(Made(events)) as screen:
        await screen.press("right")
        playback = screen.table.playback
        last = max(at for at, event in enumerate(events) if event.kind == "order_given" and event.turn == 2)
        while playback.cursor <= last:
            playback.advance()
        playback.lens = "china_state"
        seen = {entry.who for entry in playback.entries() if entry.sealed and entry.turn == 2}
        assert seen == {"China state"}
        playback.to_turn(2)
        assert len({entry.who for entry in playback.entries() if entry.sealed and entry.turn == 2}) > 2


async def test_only_the_whole_shows_thesis_and_goals(events: Sequence[Event]) -> None:
    async with at_table(Made(events)) as screen:
        await screen.press("end")
        assert "thesis neutral" in screen.all_text()
        await look_as(screen, "public")
        assert "thesis neutral" not in screen.all_text()
        assert "goal" not in screen.table.boards.boards
        assert "public view" in screen.all_text()


async def test_every_seat_can_be_looked_as_in_turn(events: Sequence[Event]) -> None:
    async with at_table(Made(events)) as screen:
        await screen.press("v", "v")
        assert screen.table.playback.lens == "us_government"
        assert "US government view" in screen.all_text()


async def test_a_live_game_offers_no_seats_to_look_as(events: Sequence[Event]) -> None:
    async with at_table(Made(events[:40], live=True)) as screen:
        lenses = {screen.table.playback.lens}
        for _ in range(4):
            await screen.press("v")
            lenses.add(screen.table.playback.lens)
        assert lenses == {"", "public"}
