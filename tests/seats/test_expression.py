"""The language of rules: enough to compare figures, too little to do harm."""

import pytest

from wargame.seats.doctrines.expression import Expression, NotKnown

FACTS = {"gap": 0.03, "turn": 2, "did": lambda seat, move: int((seat, move) == ("open_lab", "open_weights"))}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("gap < 0.05 and turn > 1", True),
        ("3 + 20 * (0.05 - gap)", 3.4),
        ("2 if did('open_lab', 'open_weights') else 1", 2),
        ("not did('open_lab', 'hold') or gap > 1", True),
        ("0 < gap < 0.01", False),
        ("-gap / 3", -0.01),
    ],
)
def test_an_expression_has_the_value_of_its_arithmetic(text: str, value: float) -> None:
    assert Expression(text).value(FACTS) == pytest.approx(value)


def test_an_expression_names_what_it_reads() -> None:
    assert Expression("gap < limit and did(me, 'x')").names() == {"gap", "limit", "did", "me"}


@pytest.mark.parametrize(
    "text",
    ["().__class__", "[x for x in y]", "lambda: 1", "gap ** 9", "f(x=1)", "a := 1", "import os", "x[0]", "did()()"],
)
def test_anything_beyond_plain_comparison_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not an expression|may not"):
        Expression(text).names()


def test_a_division_by_nothing_is_something_that_the_game_does_not_know() -> None:
    with pytest.raises(NotKnown):
        Expression("gap / 0").value(FACTS)
