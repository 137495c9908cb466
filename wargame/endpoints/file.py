"""The endpoints file: a YAML list of endpoints under `endpoints`, checked key by key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from wargame.endpoints.endpoint import MODEL_LENGTH, BadEndpoint, Endpoint, check_url
from wargame.endpoints.price import Price
from wargame.scenario.document import Document, read
from wargame.scenario.problems import Finding, Problem, ScenarioError
from wargame.scenario.shapes import shape_findings

KEYS = {"key", "api_key", "apikey", "token", "secret", "password", "authorization"}
MAY_HOLD_A_SECRET = {"base_url", "key_env"}
NAME_OF_A_VARIABLE = r"^[A-Za-z_][A-Za-z0-9_]*$"


class EndpointsFileError(Exception):
    """An endpoints file that cannot be used; `problems` holds every fault with file, line and key."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _url(url: str) -> str:
    try:
        return check_url(url)
    except BadEndpoint as error:
        raise ValueError(f"{error.problem}; {error.fix}") from None


class Record(BaseModel):
    """One endpoint as the file has it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")
    base_url: Annotated[str, AfterValidator(_url)]
    model: str = Field(min_length=1, max_length=MODEL_LENGTH)
    key_env: str = Field("", pattern=NAME_OF_A_VARIABLE + "|^$", max_length=64)
    price: Price | None = None

    def endpoint(self) -> Endpoint:
        """The endpoint of this record."""
        return Endpoint(self.name, self.base_url, self.model, self.key_env, self.price)


class Records(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)
    endpoints: list[Record]


def load(path: str | Path) -> dict[str, Endpoint]:
    """Read endpoints by name. Raises EndpointsFileError with every problem; no problem repeats what may be a key."""
    try:
        document = read(Path(path))
    except ScenarioError as error:
        raise EndpointsFileError(error.problems) from None
    try:
        records = Records.model_validate(document.data).endpoints
    except ValidationError as error:
        findings = [_discreet(finding) for finding in shape_findings(error, Records)]
        problems = [*document.problems, *(_problem(document, finding) for finding in findings)]
        raise EndpointsFileError(sorted(problems, key=lambda problem: problem.line)) from None
    problems = [*document.problems, *(_problem(document, finding) for finding in _doubles(records))]
    if problems:
        raise EndpointsFileError(problems)
    return {record.name: record.endpoint() for record in records}


def _discreet(finding: Finding) -> Finding:
    key = str(finding.path[-1]) if finding.path else ""
    if key.lower() in KEYS:
        wanted = "no key here: put it into an environment variable and write that variable's name as key_env"
        return Finding(finding.path, f"{key}, which may be a key", wanted)
    if key == "key_env" and finding.found != "no such key":
        return Finding(finding.path, "what is not the name of a variable (not shown)", "letters, digits and _")
    if key in MAY_HOLD_A_SECRET:
        return Finding(finding.path, "a value that is not shown", finding.allowed.removeprefix("Value error, "))
    if not finding.path:
        return Finding(finding.path, "no list of endpoints", "a mapping with the key endpoints")
    return finding


def _doubles(records: Sequence[Record]) -> list[Finding]:
    names = [record.name for record in records]
    return [
        Finding(("endpoints", index, "name"), f"{name} a second time", "each name once")
        for index, name in enumerate(names)
        if name in names[:index]
    ]


def _problem(document: Document, finding: Finding) -> Problem:
    path: tuple[Any, ...] = finding.path
    return Problem(str(document.file), document.line(path), finding.key, finding.found, finding.allowed)
