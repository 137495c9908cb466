"""What is appended is what is read, whatever happens to the program in between."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.transcript.samples import EVERY_KIND, STARTED, write_sample
from wargame.events import Message
from wargame.events.payloads import MessageSent, ObservationAdded, Unknown
from wargame.transcript import TranscriptError, Writer, read, schema

EXAMPLES = sorted((Path(__file__).parents[2] / "transcripts" / "examples").glob("*.jsonl"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.jsonl"


def note(text: str) -> ObservationAdded:
    return ObservationAdded(by="facilitator", text=text)


def test_every_kind_reads_back_as_it_was_written(path: Path) -> None:
    with Writer.create(path) as writer:
        written = [writer.append(1 if payload is not STARTED else 0, payload) for payload in EVERY_KIND]
    reading = read(path)
    assert reading.events == written
    assert [event.data for event in reading.events] == list(EVERY_KIND)
    assert not reading.torn


def test_each_line_carries_the_hash_of_the_line_before(path: Path) -> None:
    write_sample(path)
    events = read(path).events
    assert [event.seq for event in events] == list(range(len(events)))
    assert [event.prev for event in events[1:]] == [event.hash for event in events[:-1]]


def test_a_kind_from_a_later_program_is_kept_as_unknown(path: Path) -> None:
    with Writer.create(path) as writer:
        writer.append(0, STARTED)
        writer.append(1, Unknown.model_validate({"mood": "tense", "level": 3}), kind="mood_noted")
        writer.append(1, note("after"))
    mood = read(path).events[1]
    assert mood.kind == "mood_noted"
    assert mood.data == Unknown.model_validate({"mood": "tense", "level": 3})


def test_a_torn_last_line_is_reported_and_left_in_place_by_readers(path: Path) -> None:
    lines = write_sample(path)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][:30])
    reading = read(path)
    assert reading.torn
    assert len(reading.events) == len(lines) - 1
    assert path.read_bytes().endswith(lines[-1][:30])


@pytest.mark.parametrize("keep", [1, 20, 100, -1])
def test_resume_cuts_off_a_torn_last_line_and_carries_on(path: Path, keep: int) -> None:
    lines = write_sample(path)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][:keep])
    whole = keep == -1
    with Writer.open_for_resume(path) as writer:
        assert writer.cut is not whole
        assert len(writer.recorded) == len(lines) - (not whole)
        writer.append(2, note("carried on"))
    assert read(path).events[-1].data == note("carried on")
    assert path.read_bytes().startswith(b"".join(lines[:-1]))


def test_resume_refuses_any_other_damage_and_leaves_the_file_alone(path: Path) -> None:
    lines = write_sample(path)
    damaged = b"".join(lines[:3] + lines[4:])
    path.write_bytes(damaged)
    with pytest.raises(TranscriptError, match="line 4"):
        Writer.open_for_resume(path)
    assert path.read_bytes() == damaged


def test_a_zero_filled_end_after_a_power_cut_counts_as_torn(path: Path) -> None:
    lines = write_sample(path)
    path.write_bytes(b"".join(lines) + bytes(512))
    assert read(path).torn
    with Writer.open_for_resume(path):
        assert path.read_bytes() == b"".join(lines)


def test_a_known_key_is_masked_wherever_it_turns_up(path: Path) -> None:
    with Writer.create(path) as writer:
        writer.mask(["sk-s3cret/+", ""])
        writer.append(0, STARTED)
        said = writer.append(1, MessageSent(seat="a", exchange=1, message=Message(text="my key is sk-s3cret/+")))
        writer.append(1, Unknown.model_validate({"sk-s3cret/+": [1, "sk-s3cret%2F%2B", {"x": "sk-s3cret/+!"}]}), "odd")
    assert "s3cret" not in path.read_text()
    assert read(path).events[1] == said
    assert read(path).events[2].data == Unknown.model_validate({"***": [1, "***", {"x": "***!"}]})


def test_the_user_info_of_an_address_is_never_written(path: Path) -> None:
    with Writer.create(path) as writer:
        writer.append(0, STARTED)
        writer.append(1, note("failed: http://ann:pa55@host:8000/v1?mail=a@b, see http://host/a@b"))
    assert read(path).events[1].data == note("failed: http://***@host:8000/v1?mail=a@b, see http://host/a@b")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_schema_fits_every_example(example: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for line in example.read_bytes().splitlines():
        validator.validate(json.loads(line))


def test_the_schema_is_valid_and_fits_every_kind(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    lines = write_sample(path)
    for line in lines:
        validator.validate(json.loads(line))
    wrong = json.loads(lines[3])
    wrong["data"]["seat"] = 5
    assert not validator.is_valid(wrong)
    wrong["kind"] = "a_later_kind"
    assert validator.is_valid(wrong)
