"""Text from outside becomes fit for any screen at one place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.events.sanitise import clean


@pytest.mark.parametrize(
    ("dirty", "fit"),
    [
        ("plain words", "plain words"),
        ("red \x1b[31mtext\x1b[0m here", "red text here"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://evil.example\x1b\\link", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("bell\x07 and null\x00", "bell and null"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("lone \ud800 half", "lone half"),
        ("two\n\nlines\tand\u2028more", "two lines and more"),
        ("naïve café – 中国", "naïve café – 中国"),
        ("[bold]markup stays as text[/bold]", "[bold]markup stays as text[/bold]"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(dirty: str, fit: str) -> None:
    assert " ".join(clean(dirty, 100).split()) == fit


def test_a_tower_of_marks_is_cut_down() -> None:
    assert len(clean("a" + "\u0301" * 500, 1000)) <= 5


@given(st.text(max_size=300))
def test_any_text_becomes_one_printable_line_within_its_bound(text: str) -> None:
    fit = clean(text, 40)
    assert len(fit) <= 40
    assert not {unicodedata.category(sign) for sign in fit} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert clean(fit, 40) == fit
    fit.encode("utf-8")
