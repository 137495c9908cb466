from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.tui.made import Made
from tests.tui.still import StillApp
from wargame.events import Event, Pause, Play, Step, Stop, Why, WhyQuestion
from wargame.tui.app import TableApp
from wargame.tui.commands import COMMANDS
from wargame.tui.screens.help import HelpScreen
from wargame.tui.screens.mechanism import MechanismScreen
from wargame.tui.screens.table import TableScreen
from wargame.tui.screens.why import WhyScreen

WIDE = (130, 40)


class Opened:
    """An app at work with the handles that tests need."""

    def __init__(self, app: TableApp, pilot: Pilot[None], session: Made) -> None:
        self.app, self.pilot, self.session = app, pilot, session

    @property
    def table(self) -> TableScreen:
        screen = next(screen for screen in self.app.screen_stack if isinstance(screen, TableScreen))
        assert isinstance(screen, TableScreen)
        return screen

    @property
    def turn(self) -> int:
        assert self.table.table is not None
        return self.table.table.turn

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()

    async def settle(self) -> None:
        await self.app.workers.wait_for_complete(
            [worker for worker in self.app.workers if worker.group in ("why", "commands", "session")]
        )
        await self.pilot.pause()

    def text(self, selector: str) -> str:
        return str(self.app.screen.query_one(selector, Static).content)


@asynccontextmanager
async def opened(events: Sequence[Event], live: bool = False, size: tuple[int, int] = WIDE) -> AsyncIterator[Opened]:
    session = Made(events, live)
    app = TableApp(session, playing=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = Opened(app, pilot, session)
        await shown.settle()
        yield shown


async def test_it_opens_at_the_start_with_the_map_in_hand(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        assert screen.turn == 0
        assert screen.app.focused is screen.table.map


async def test_arrows_home_and_end_go_through_the_turns(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        turns = []
        for key in ("right", "right", "left", "end", "left", "home", "left"):
            await screen.press(key)
            turns.append(screen.turn)
        assert turns == [1, 2, 1, 4, 3, 0, 0]


async def test_step_plays_one_turn_and_holds(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        screen.table.speed = 10_000.0
        await screen.press("space")
        while screen.table.playing:
            await screen.pilot.pause(0.01)
        assert (screen.turn, screen.table.playback.turn_is_over) == (1, True)


async def test_a_second_step_goes_to_the_end_of_the_turn_at_once(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("space")
        assert screen.table.playing and not screen.table.playback.turn_is_over
        await screen.press("space")
        assert (screen.turn, screen.table.playback.turn_is_over, screen.table.playing) == (1, True, False)


async def test_play_runs_to_the_end_of_the_game(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        screen.table.speed = 100_000.0
        await screen.press("p")
        while screen.table.playing:
            await screen.pilot.pause(0.01)
        assert screen.table.playback.finished
        assert "final hash" in screen.table.record.shown[-1].text


async def test_speed_goes_up_and_down_in_steps(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("+", "+", "-")
        assert screen.table.speed == 2.0


async def test_a_live_game_is_told_to_step_pause_play_and_stop(events: Sequence[Event]) -> None:
    async with opened(events, live=True) as screen:
        await screen.press("space")
        await screen.settle()
        await screen.press("p", "p", "q")
        await screen.settle()
        assert [type(command) for command in screen.session.commands] == [Step, Pause, Play, Stop]


async def test_why_of_a_cell_adds_up_and_opens_to_the_mechanism(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("right", "right", "down", "l", "enter")
        await screen.settle()
        why = screen.app.screen
        assert isinstance(why, WhyScreen)
        assert why.explanation is not None
        assert sum(why.explanation.effects.values()) == pytest.approx(why.explanation.total)
        assert sum(why.explanation.causes.values()) == pytest.approx(why.explanation.total)
        layers = {question.layer for question in screen.session.asked}
        assert layers == {"chips", "cloud"}
        assert screen.text("#effects").endswith("▲16.1")
        assert screen.text("#causes").endswith("▲16.1")
        assert "would have come anyway" in screen.text("#causes")
        await screen.press("enter")
        mechanism = screen.app.screen
        assert isinstance(mechanism, MechanismScreen)
        said = str(mechanism.query_one(Static).content)
        for part in ("open' = max(open, capability * openness)", "0.973", "range", "0.2 to 2", "guess"):
            assert part in said
        await screen.press("escape", "escape")
        assert isinstance(screen.app.screen, TableScreen)


async def test_why_can_be_asked_of_rows_columns_and_boards(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("right")
        await screen.press("up", "enter")
        await screen.settle()
        await screen.press("escape")
        await screen.press("down", *["l"] * 9, "enter")
        await screen.settle()
        await screen.press("escape", "b", "down", "enter")
        await screen.settle()
        assert screen.session.asked == [
            WhyQuestion(1, "", "energy"),
            WhyQuestion(1, "us", ""),
            WhyQuestion(1, "china_state", ""),
        ]
        assert "China state, goal" in screen.text("#heading")


async def test_the_start_has_no_why(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("enter")
        await screen.settle()
        assert "nothing has moved yet" in screen.text("#effects")
        assert screen.session.asked == []


class Refusing(Made):
    """A session that cannot say why."""

    async def why(self, question: WhyQuestion) -> Why:
        raise ValueError("turn 1 has no [ruling] to explain")


async def test_a_why_without_an_answer_says_so(events: Sequence[Event]) -> None:
    app = TableApp(Refusing(events), playing=False)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("right", "enter")
        await pilot.pause(0.1)
        assert isinstance(app.screen, WhyScreen)
        assert "no [ruling] to explain" in str(app.screen.query_one("#effects", Static).content)
        assert app.screen.query_one(OptionList).option_count == 0


async def test_rows_and_columns_open(events: Sequence[Event]) -> None:
    async with opened(events, size=(80, 24)) as screen:
        grid = screen.table.map.grid
        assert grid is not None and "chip_cloud" not in [row.key for row in grid.rows]
        await screen.press("o", "l", "c")
        grid = screen.table.map.grid
        assert grid is not None
        assert "chip_cloud" in [row.key for row in grid.rows]
        assert "chips" in [column.key for column in grid.columns]


async def test_the_theme_changes_and_both_are_our_own(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        seen = [screen.app.theme]
        for _ in range(2):
            await screen.press("t")
            seen.append(screen.app.theme)
        assert seen == ["table-dark", "table-light", "table-dark"]


async def test_help_lists_every_key_of_the_table(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("question_mark")
        assert isinstance(screen.app.screen, HelpScreen)
        keys = screen.text("#keys")
        for word in (
            "space",
            "p",
            "←",
            "→",
            "+",
            "-",
            "enter",
            "tab",
            "t",
            "^p",
            "?",
            "q",
            "home",
            "end",
            "/",
            "o",
            "c",
            "b",
        ):
            assert any(word in line.split("  ")[0] + line[:14] for line in keys.splitlines()), word


async def test_search_keeps_what_holds_the_words(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("end")
        everything = len(screen.table.record.shown)
        await screen.press("slash", *"grid queue", "enter")
        assert 0 < len(screen.table.record.shown) < everything
        await screen.press("escape")
        assert len(screen.table.record.shown) == everything


async def test_on_a_narrow_screen_record_boards_and_seats_share_a_place(events: Sequence[Event]) -> None:
    async with opened(events, size=(80, 24)) as screen:
        places = []
        for _ in range(4):
            shown = {"#right": "boards", "Record": "record", "#seats": "seats"}
            places.append([name for selector, name in shown.items() if screen.table.query_one(selector).display])
            await screen.press("b")
        assert places == [["record"], ["boards"], ["seats"], ["record"]]


async def test_every_command_of_the_palette_names_an_action_there_is(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        for command in COMMANDS:
            place, _, name = command.action.partition("(")[0].rpartition(".")
            owner = screen.app if place == "app" else screen.table
            assert hasattr(owner, f"action_{name}"), command.action


async def test_markup_and_escapes_of_seats_stay_text(events: Sequence[Event]) -> None:
    async with opened(events) as screen:
        await screen.press("right")
        said = [entry.text for entry in screen.table.record.shown if entry.who == "Frontier lab"]
        assert "[bold red]We lead[/] and shall keep leading. [@click=app.quit]Anyone[/] can see it." in said
        lines = "".join(
            strip.text for strip in screen.table.record.render_lines(screen.table.record.region.reset_offset)
        )
        assert "\x1b" not in lines


async def test_without_colour_nothing_is_coloured_and_the_cursor_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = StillApp()
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause(0.1)
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
        styles = [segment.style for segment in segments if segment.style is not None]
        assert all(style.color is None or style.color.is_default for style in styles)
        assert all(style.bgcolor is None or style.bgcolor.is_default for style in styles)
        assert any(style.reverse for style in styles)


async def test_a_failing_game_says_so_and_is_handed_to_the_caller(events: Sequence[Event]) -> None:
    async def drive() -> None:
        raise RuntimeError("all [endpoints] are down")

    app = TableApp(Made(events, live=True), drive=drive, playing=False)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause(0.1)
        assert isinstance(app.failure, RuntimeError)
        assert any("[endpoints]" in notification.message for notification in app._notifications)


EVERY_KEY = (
    "right o c l down enter escape b down enter escape b b t tab shift+left up "
    "question_mark escape slash x escape end home + -"
)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (300, 90)])
async def test_every_key_works_at_any_size(events: Sequence[Event], size: tuple[int, int]) -> None:
    async with opened(events, size=size) as screen:
        for key in EVERY_KEY.split():
            await screen.press(key)
        await screen.settle()
        assert screen.turn == 0
