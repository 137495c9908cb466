"""Personas: who may sit in a seat, each a Markdown brief with YAML front matter."""

from __future__ import annotations

import pathlib
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from wargame.referee.quantities import BOARDS
from wargame.scenario.document import Document, parse, read_text
from wargame.scenario.problems import Problem, ScenarioError, dotted, one_of
from wargame.scenario.schemas import Id, Number, Text
from wargame.scenario.shapes import shape_findings
from wargame.seats import doctrines

FENCE = "---"
SECTIONS = ("Who you are", "What you want", "Red lines", "What only you know", "How you play", "How you talk")
GOAL_BOARDS = tuple(board for board in BOARDS if board != "benchmark")


class Persona(BaseModel):
    """Who sits in a seat: the thesis it believes, the weights of its goal, its doctrine, and its brief in Markdown."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Id
    seat: Id
    name: Text
    believes: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=40)]
    goals: dict[str, Annotated[Number, Field(ge=0, le=1)]]
    doctrine: str
    parameters: dict[str, Number] = Field(default_factory=dict)
    text: str = ""


class PersonaError(Exception):
    """Personas that cannot be used; `problems` holds every fault that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def folder() -> pathlib.Path:
    """Where the personas lie: beside the package in a checkout, inside it in a wheel."""
    package = pathlib.Path(__file__).resolve().parents[1]
    installed = package / "_personas"
    return installed if installed.is_dir() else package.parent / "personas"


@cache
def personas() -> dict[str, Persona]:
    """Every persona that comes with the program, by id; PersonaError where one is faulty."""
    found = [load(file) for file in sorted(folder().glob("*.md"))]
    return {persona.id: persona for persona in found}


def find(name: str) -> Persona:
    """The persona of an id, or of a file's path; PersonaError where there is none."""
    known = personas()
    if name in known:
        return known[name]
    if name.endswith(".md") or "/" in name:
        return load(pathlib.Path(name))
    raise PersonaError([Problem(str(folder()), 0, "persona", name, one_of(name, known))])


def load(file: pathlib.Path) -> Persona:
    """The persona of a file; PersonaError with every fault."""
    persona, problems = _read(file)
    if persona is None or problems:
        raise PersonaError(problems)
    return persona


def lint(path: pathlib.Path | str) -> list[Problem]:
    """Every fault of a persona file, with line and key; an empty list where it is sound."""
    return _read(pathlib.Path(path))[1]


def _read(file: pathlib.Path) -> tuple[Persona | None, list[Problem]]:
    try:
        front, body, body_line = _split(file, read_text(file))
        document = parse(file, front)
    except ScenarioError as error:
        return None, list(error.problems)
    if not isinstance(document.data, dict):
        return None, [Problem(str(file), 2, "", "front matter without keys", "keys id, seat, name, believes, goals")]
    problems = list(document.problems)
    try:
        persona = Persona.model_validate({**document.data, "text": body})
    except ValidationError as error:
        findings = shape_findings(error, Persona)
        return None, problems + [
            Problem(str(file), document.line(item.path), item.key, item.found, item.allowed) for item in findings
        ]
    problems += _front_faults(persona, document)
    problems += [
        Problem(str(file), body_line, f"## {title}", "no such section", "the sections " + ", ".join(SECTIONS))
        for title in SECTIONS
        if f"\n## {title}\n" not in f"\n{body}\n"
    ]
    return persona, problems


def _split(file: pathlib.Path, text: str) -> tuple[str, str, int]:
    """Front matter (padded, so that its lines count from the file's first), the brief, and the brief's first line."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE:
        found = repr(lines[0][:40]) if lines else "an empty file"
        raise ScenarioError([Problem(str(file), 1, "", found, f"{FENCE} before the front matter")])
    for at, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            return "\n".join(["", *lines[1:at]]) + "\n", "\n".join(lines[at + 1 :]).strip() + "\n", at + 2
    raise ScenarioError([Problem(str(file), len(lines), "", "no end of the front matter", f"a line {FENCE} after it")])


def _front_faults(persona: Persona, document: Document) -> list[Problem]:
    """Faults that a single key's type does not show."""

    def fault(path: tuple[str, ...], found: str, allowed: str) -> Problem:
        return Problem(str(document.file), document.line(path), dotted(path), found, allowed)

    problems = [
        fault(("goals", board), f"the unknown board {board}", one_of(board, GOAL_BOARDS))
        for board in persona.goals
        if board not in GOAL_BOARDS
    ]
    total = sum(persona.goals.values())
    if abs(total - 1) > 1e-6:
        problems.append(fault(("goals",), f"weights that add up to {total:g}", "weights that add up to 1"))
    if persona.doctrine not in doctrines.names():
        problems.append(fault(("doctrine",), persona.doctrine, one_of(persona.doctrine, doctrines.names())))
    return problems
