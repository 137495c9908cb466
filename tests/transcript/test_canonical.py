"""The canonical form: one text for one value."""

import math
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from wargame.transcript import canonical, digest
from wargame.transcript.envelope import parse_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
EDGES = (-0.0, 1.0, 1e-5, 1.5e-7, 1e16, 1e21, 1e22, 123456789012345680.0, 1e-6, 10.05, 5e-324, 0.1 + 0.2)
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


FIGURES = st.recursive(
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53) + 1, 2**53 - 1) | st.sampled_from(EDGES),
    lambda inner: st.lists(inner, max_size=5),
)


@given(st.lists(FIGURES, min_size=1) | VALUES)
def test_the_bytes_are_those_of_the_library_for_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, "\ud800", [0.5, math.nan], [0.5, 2**53]])
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical({"number": value})
