import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.tui.text import amount, bar, clip, column, plain, seconds, shift, spark, tone


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07after", "after"),
        ("bell\x07 and back\x08", "bell and back"),
        ("turned \u202eround", "turned round"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("[bold]brackets[/] stay", "[bold]brackets[/] stay"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_text_from_a_seat_cannot_change_the_screen(said: str, shown: str) -> None:
    assert plain(said) == shown


@given(st.text())
def test_plain_text_is_one_printable_line(said: str) -> None:
    assert plain(said).replace("\u200d", "").isprintable()


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "·"), (0.04, "·"), (0.06, "0.1"), (9.94, "9.9"), (9.96, "10"), (178.4, "178"), (1234.5, "1,234")],
)
def test_amounts_are_short_and_zero_is_a_dot(value: float, shown: str) -> None:
    assert amount(value) == shown


def test_a_shift_says_its_sign_by_shape_and_colour_repeats_it() -> None:
    assert [shift(change) for change in (2.4, -7.0, 0.01, None)] == ["▲2.4", "▼7.0", "=", ""]
    assert [tone(change) for change in (2.4, -7.0, 0.01, None)] == ["$gain", "$loss", "$quiet", "$quiet"]
    assert (shift(0.2, decimals=False), tone(0.2, decimals=False)) == ("=", "$quiet")


def test_bars_share_a_scale_in_eighths() -> None:
    assert bar(100, 100, 4) == "████"
    assert bar(50, 100, 4) == "██  "
    assert bar(3.125, 100, 4) == "▏   "
    assert bar(0, 100, 4) == "    "
    assert bar(0.6, 1000, 4) == "▏   "


@given(st.floats(-10, 2000), st.floats(0, 1000), st.integers(0, 30))
def test_a_bar_has_the_width_it_was_given(value: float, full: float, width: int) -> None:
    assert len(bar(value, full, width)) == width


def test_a_path_rises_and_a_flat_one_is_not_stretched() -> None:
    assert spark([1, 2, 3], 3) == "▁▅█"
    assert spark([100, 100.1, 100], 3) == "▁▁▁"
    assert spark([1, 2, 3, 4], 2) == "▆█"
    assert spark([1], 3) == "▁  "


def test_a_column_stands_on_its_lowest_line() -> None:
    assert column(100, 100, 2) == ["█", "█"]
    assert column(25, 100, 2) == [" ", "▄"]
    assert column(0, 100, 2) == [" ", " "]


def test_long_texts_end_in_an_ellipsis() -> None:
    assert clip("Chip and cloud firm", 8) == "Chip an…"
    assert clip("short", 8) == "short"


def test_spans_of_time_read_as_clocks_do() -> None:
    assert [seconds(span) for span in (9, 185, 3723)] == ["9 s", "3:05", "1:02:03"]
