"""Where scenarios lie and how their files become one checked document."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from pydantic import ValidationError

from wargame.scenario.document import Document, read, read_text
from wargame.scenario.pack_file import PackFile
from wargame.scenario.problems import Finding, Path, Problem, ScenarioError, dotted, one_of
from wargame.scenario.shapes import shape_findings

HEAD, BRIEF = "pack.yaml", "brief.md"
MAPPINGS = ("parameters", "tables", "start")
LISTS = ("moves", "injects")
SECTIONS = (*MAPPINGS, *LISTS, "theses")
FROM_FILES = (*SECTIONS, "common_brief")


def names() -> list[str]:
    """Scenarios that come with the program."""
    return sorted(path.name for path in _shipped().iterdir() if (path / HEAD).is_file())


def folder(name_or_path: str | pathlib.Path) -> pathlib.Path:
    """The folder of a scenario by name or path; ScenarioError where there is none."""
    shipped = _shipped() / str(name_or_path)
    if str(name_or_path) in names():
        return shipped
    path = pathlib.Path(name_or_path).expanduser()
    if path.is_file() and path.name == HEAD:
        return path.parent
    if (path / HEAD).is_file():
        return path
    allowed = f"{one_of(str(name_or_path), names())}; or a folder with a {HEAD}"
    raise ScenarioError([Problem(str(name_or_path), 0, "scenario", "no such scenario", allowed)])


def load(name_or_path: str | pathlib.Path) -> PackFile:
    """The resolved, checked pack; ScenarioError with every problem."""
    pack, problems = _examine(folder(name_or_path))
    if pack is None or problems:
        raise ScenarioError(problems)
    return pack


def lint(path: str | pathlib.Path) -> list[Problem]:
    """Every problem of a scenario by name, folder or path of its pack.yaml; empty where it is fine."""
    try:
        return _examine(folder(path))[1]
    except ScenarioError as error:
        return list(error.problems)


def _shipped() -> pathlib.Path:
    return pathlib.Path(str(resources.files("wargame"))) / "scenarios"


@dataclass
class _Sources:
    """The document in the making: where each part came from."""

    folder: pathlib.Path
    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, tuple[Document, Path]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failed: set[str | int] = field(default_factory=set)

    def read(self, name: str | pathlib.Path, kind: type, section: str) -> Document | None:
        """The file of a section, or None with the problem noted."""
        try:
            document = read(self.folder / name)
        except ScenarioError as error:
            self.problems += error.problems
            self.failed.add(section)
            return None
        self.problems += document.problems
        if not isinstance(document.data, kind):
            wanted = "a mapping" if kind is dict else "a list of records"
            self.problems.append(Problem(str(document.file), 1, "", type(document.data).__name__, wanted))
            self.failed.add(section)
            return None
        return document

    def problem(self, finding: Finding) -> Problem:
        """A finding as a problem in the file it came from."""
        for length in range(len(finding.path), -1, -1):
            origin = self.origins.get(finding.path[:length])
            if origin:
                document, base = origin
                inner = (*base, *finding.path[length:])
                return Problem(str(document.file), document.line(inner), dotted(inner), finding.found, finding.allowed)
        return Problem(str(self.folder), 0, finding.key, finding.found, finding.allowed)


def _examine(place: pathlib.Path) -> tuple[PackFile | None, list[Problem]]:
    sources = _gather(place)
    pack, findings = _validate(sources.data)
    kept = [finding for finding in findings if not finding.path or finding.path[0] not in sources.failed]
    problems = [*sources.problems, *(sources.problem(finding) for finding in kept)]
    ordered = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.key))
    return (None if problems else pack), ordered


def _validate(data: dict[str, Any]) -> tuple[PackFile | None, list[Finding]]:
    """The pack, or the faults of its records and, with faulty records left out, of the rest as a whole."""
    try:
        return PackFile.model_validate(data), []
    except ValidationError as error:
        found = shape_findings(error, PackFile)
        whole = any(detail["type"] == "inconsistent_pack" for detail in error.errors())
    return None, found if whole else [*found, *_rest_findings(data, found)]


def _rest_findings(data: dict[str, Any], found: list[Finding]) -> list[Finding]:
    """Faults of the pack as a whole with its faulty records left out, less what only follows from leaving them out."""
    if any(len(finding.path) < 3 or finding.path[0] not in SECTIONS for finding in found):
        return []
    dropped = {finding.path[:2] for finding in found}
    kept = dict(data)
    place_of: dict[Path, Path] = {}
    for section in {str(path[0]) for path in dropped}:
        records = data[section]
        if isinstance(records, dict):
            kept[section] = {key: record for key, record in records.items() if (section, key) not in dropped}
        else:
            indices = [index for index in range(len(records)) if (section, index) not in dropped]
            kept[section] = [records[index] for index in indices]
            place_of.update({(section, at): (section, index) for at, index in enumerate(indices)})
    try:
        PackFile.model_validate(kept)
    except ValidationError as error:
        rest = shape_findings(error, PackFile)
    else:
        return []
    absent = {str(data[str(section)][at].get("id", at)) for section, at in dropped}
    moved = [Finding((*place_of.get(f.path[:2], f.path[:2]), *f.path[2:]), f.found, f.allowed) for f in rest]
    return [f for f in moved if f.found not in absent and str(f.path[-1]) not in absent and f.path[:2] not in dropped]


def _gather(place: pathlib.Path) -> _Sources:
    sources = _Sources(place)
    head = sources.read(HEAD, dict, HEAD)
    if head:
        for key in FROM_FILES:
            if key in head.data:
                sources.problems.append(
                    Problem(str(head.file), head.line((key,)), key, f"{key} in {HEAD}", f"{key} in a file of its own")
                )
        sources.data.update(head.data)
        sources.origins[()] = (head, ())
    for name in MAPPINGS:
        document = sources.read(f"{name}.yaml", dict, name)
        if document:
            sources.data[name] = document.data
            sources.origins[(name,)] = (document, ())
    for name in LISTS:
        _gather_lists(sources, name, sorted((place / name).glob("*.yaml")))
    _gather_theses(sources, place)
    try:
        sources.data["common_brief"] = read_text(place / BRIEF)
    except ScenarioError as error:
        sources.problems += error.problems
        sources.failed.add("common_brief")
    return sources


def _gather_lists(sources: _Sources, name: str, files: list[pathlib.Path]) -> None:
    records: list[Any] = []
    for file in files:
        document = sources.read(file, list, name)
        if document:
            for index, record in enumerate(document.data):
                sources.origins[(name, len(records))] = (document, (index,))
                records.append(record)
    sources.data[name] = records


def _gather_theses(sources: _Sources, place: pathlib.Path) -> None:
    theses = sources.data["theses"] = {}
    for file in sorted((place / "theses").glob("*.yaml")):
        document = sources.read(file, dict, "theses")
        if document:
            theses[file.stem] = document.data
            sources.origins[("theses", file.stem)] = (document, ())
