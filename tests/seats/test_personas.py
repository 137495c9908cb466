"""Personas: the shipped ones are sound, and a faulty one is named by file, line and key."""

from pathlib import Path

import pytest

from wargame import scenario, seats
from wargame.seats import PersonaError

SOUND = """---
id: tester
seat: open_lab
name: The Tester
believes: T01
goals: {rent: 0.5, survival: 0.5}
doctrine: open_lab
parameters: {cash_alarm: 1.5}
---
# The Tester

## Who you are

A test.

## What you want

To pass.

## Red lines

- None.

## What only you know

Nothing.

## How you play

Fast.

## How you talk

Little.
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "tester.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_seven_personas_are_sound_and_fit_the_scenario() -> None:
    pack = scenario.load("contested-2026")
    found = seats.personas()
    assert set(found) == {seat.id for seat in pack.seats}
    for persona in found.values():
        assert seats.lint(seats.folder() / f"{persona.id}.md") == []
        assert persona.seat == persona.id
        assert persona.believes in pack.theses
        assert 350 <= len(persona.text.split()) <= 750


def test_a_persona_is_found_by_id_or_by_file(tmp_path: Path) -> None:
    assert seats.find("integrator").name == "The Integrator"
    assert seats.find(str(written(tmp_path, SOUND))).name == "The Tester"


def test_an_unknown_persona_is_answered_with_the_nearest() -> None:
    with pytest.raises(PersonaError, match="did you mean integrator"):
        seats.find("integratr")


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ("seat: open_lab\n", "", 2, "seat", "required"),
        ("name: The Tester", "nam: The Tester", 4, "nam", "did you mean name"),
        ("survival: 0.5", "survival: 0.4", 6, "goals", "add up to 1"),
        ("survival: 0.5", "survivl: 0.5", 6, "goals.survivl", "did you mean survival"),
        ("survival: 0.5", "survival: much", 6, "goals.survival", "number"),
        ("survival: 0.5", "survival: -0.5", 6, "goals.survival", "greater than or equal to 0"),
        ("doctrine: open_lab", "doctrine: open_lob", 7, "doctrine", "did you mean open_lab"),
        ("believes: T01", "believes: 'what they say'", 5, "believes", "match"),
        ("believes: T01", "believes: T01\nbelieves: T02", 6, "believes", "each key once"),
        ("believes: T01", "believes: [T01", 6, "", "YAML"),
        ("## Red lines\n", "## Red line\n", 10, "## Red lines", "sections"),
    ],
)
def test_a_fault_is_named_by_file_line_and_key(
    old: str, new: str, line: int, key: str, words: str, tmp_path: Path
) -> None:
    file = written(tmp_path, SOUND.replace(old, new))
    problems = seats.lint(file)
    assert problems
    problem = next(item for item in problems if item.key == key)
    assert problem.file == str(file)
    assert problem.line == line
    assert words in f"{problem.found} {problem.allowed}"
    with pytest.raises(PersonaError):
        seats.load(file)


@pytest.mark.parametrize("text", ["", "# No front matter\n", "---\nid: tester\n", "---\n---\n", "---\n- a\n---\n"])
def test_a_file_without_front_matter_is_refused_in_words(text: str, tmp_path: Path) -> None:
    problems = seats.lint(written(tmp_path, text))
    assert len(problems) == 1
    assert problems[0].allowed


def test_a_file_that_is_not_there_or_not_text_is_refused_in_words(tmp_path: Path) -> None:
    assert "no such file" in seats.lint(tmp_path / "nobody.md")[0].found
    (tmp_path / "bytes.md").write_bytes(b"---\n\xff\xfe")
    assert "UTF-8" in seats.lint(tmp_path / "bytes.md")[0].allowed
