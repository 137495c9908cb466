"""Every damage to a transcript is refused with the number of the damaged line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.transcript.samples import write_sample
from wargame.transcript import TranscriptError, read
from wargame.transcript.envelope import seal

Lines = list[bytes]


def refused(path: Path, content: bytes) -> TranscriptError:
    path.write_bytes(content)
    with pytest.raises(TranscriptError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    return caught.value


def reseal(line: bytes, **changes: object) -> bytes:
    return seal({**json.loads(line), **changes})[0] + b"\n"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    return write_sample(tmp_path_factory.mktemp("whole") / "game.jsonl")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_is_found_at_its_line(lines: Lines, tmp_path: Path, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(lines)), label="line")
    at = data.draw(st.integers(0, len(lines[number - 1]) - 1), label="byte")
    flip = data.draw(st.integers(1, 255), label="flip")
    line = bytearray(lines[number - 1])
    line[at] ^= flip
    damaged = [*lines[: number - 1], bytes(line), *lines[number:]]
    assert refused(tmp_path / "game.jsonl", b"".join(damaged)).line == number


DAMAGES: dict[str, tuple[Callable[[Lines], Lines], int, str]] = {
    "an empty file": (lambda lines: [], 1, "the file is empty"),
    "a missing line": (lambda lines: [*lines[:4], *lines[5:]], 5, "event 5 stands where event 4 should be"),
    "a doubled line": (lambda lines: [*lines[:5], lines[4], *lines[5:]], 6, "doubled"),
    "two lines changed over": (lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]], 5, "out of order"),
    "a line cut off in the middle": (lambda lines: [*lines[:4], lines[4][:40] + b"\n", *lines[5:]], 5, "cut off"),
    "a line put in place of another": (
        lambda lines: [*lines[:4], reseal(lines[4], turn=2), *(reseal(line, turn=2) for line in lines[5:])],
        6,
        "does not follow the line before it",
    ),
    "a turn that goes back": (lambda lines: [*lines[:1], lines[1], reseal(lines[2], turn=0)], 3, "turn 0 after turn 1"),
    "two games in one file": (lambda lines: [*lines[:1], reseal(lines[0], seq=1, prev="f" * 64)], 2, "does not follow"),
    "an empty line": (lambda lines: [*lines[:4], b"\n", *lines[4:]], 5, "not valid JSON"),
    "line ends of another system": (lambda lines: [line[:-1] + b"\r\n" for line in lines], 1, "canonical form"),
    "a later version": (
        lambda lines: [lines[0].replace(b'"version":1', b'"version":2'), *lines[1:]],
        1,
        "written in format version 2 by a later wargame",
    ),
    "another encoding": (lambda lines: [b"".join(lines).decode().encode("utf-16")], 1, "not a wargame transcript"),
    "JSON of another kind": (lambda lines: [b'{"hello": 1}\n'], 1, "not a wargame transcript"),
    "a list": (lambda lines: [b"[1, 2]\n"], 1, "not a wargame transcript"),
    "plain text": (lambda lines: [b"dear diary"], 1, "not a wargame transcript"),
    "a picture": (lambda lines: [bytes(range(256)) * 20], 1, "not a wargame transcript"),
    "brackets without end": (lambda lines: [*lines[:2], b"[" * 200_000 + b"\n"], 3, "not valid JSON"),
    "a huge line": (lambda lines: [*lines[:2], b'{"at":"' + b"x" * (64 << 20) + b'"}\n'], 3, "longer than any event"),
    "a missing key": (lambda lines: [*lines[:2], b'{"at":"x"}\n'], 3, "`seq` should be there as int"),
    "a key too many": (
        lambda lines: [*lines[:2], lines[2][:-2] + b',"x":1}\n', *lines[3:]],
        3,
        "`x` does not belong there",
    ),
    "a payload of another kind": (
        lambda lines: [*lines[:2], reseal(lines[2], kind="brief_given")],
        3,
        "brief_given: `data.seat`",
    ),
    "rewritten bytes": (
        lambda lines: [json.dumps(json.loads(lines[0])).encode() + b"\n", *lines[1:]],
        1,
        "not in canonical form",
    ),
}


@pytest.mark.parametrize(("damage", "line", "reason"), DAMAGES.values(), ids=DAMAGES.keys())
def test_refuses(lines: Lines, tmp_path: Path, damage: Callable[[Lines], Lines], line: int, reason: str) -> None:
    error = refused(tmp_path / "game.jsonl", b"".join(damage(lines)))
    assert error.line == line
    assert reason in error.message


def test_only_cut_in_its_first_line_it_says_that_nothing_was_recorded(lines: Lines, tmp_path: Path) -> None:
    assert "nothing was recorded" in refused(tmp_path / "game.jsonl", lines[0][:50]).message


@pytest.mark.parametrize("path", ["missing.jsonl", "."])
def test_names_a_file_that_cannot_be_read(tmp_path: Path, path: str) -> None:
    with pytest.raises(TranscriptError, match="cannot be read"):
        read(tmp_path / path)
