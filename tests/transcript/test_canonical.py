"""The canonical form: one text for one value."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.transcript import canonical, digest
from wargame.transcript.envelope import parse_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_was_written_reads_back_equal(value: Any) -> None:
    assert parse_json(canonical({"value": value})) == {"value": value}


@given(VALUES)
def test_writing_again_what_was_read_gives_the_same_bytes(value: Any) -> None:
    assert canonical(parse_json(canonical({"value": value}))) == canonical({"value": value})


@given(st.dictionaries(TEXT, NUMBERS, min_size=2))
def test_the_order_of_keys_makes_no_difference(value: dict[str, Any]) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


@given(VALUES)
def test_no_value_spreads_over_two_lines(value: Any) -> None:
    assert b"\n" not in canonical(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, "\ud800"])
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical({"number": value})
