"""A plan: which players are compared, in which seats of which scenario, over how many games."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from wargame.facilitator.setup import DEFAULT_SCENARIO, MAX_SEED
from wargame.scenario.document import Document, read
from wargame.scenario.problems import Finding, Problem, ScenarioError
from wargame.scenario.schemas import MAX_TURNS
from wargame.scenario.shapes import shape_findings

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
Some = Annotated[list[str], Field(min_length=1)]
PLAN = "plan.yaml"
"""Name of the plan in the folder of its tournament."""
HOLD = "scripted:hold"
MOST_GAMES = 100_000


class PlanError(Exception):
    """A plan that cannot be played; `problems` holds every fault with file, line and key."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Plan(BaseModel):
    """What is compared.

    `players`: PLAYER by name. `seats`: those the players rotate through, empty for all; the others are played by their
    personas' doctrines. `games`: all games of players, without those of the `baselines`, scripted players whose goals
    in each seat are the yardstick. `exclude_over_fallback`: the share of answers above which a player that others had
    to stand in for is left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    players: Annotated[dict[Name, str], Field(min_length=2)]
    scenario: str = DEFAULT_SCENARIO
    theses: Some = Field(default=["neutral"])
    seats: list[str] = Field(default=[])
    games: int = Field(ge=1, le=MOST_GAMES)
    turns: int | None = Field(None, ge=1, le=MAX_TURNS)
    seed: int = Field(0, ge=0, le=MAX_SEED)
    baselines: Some = Field(default=[HOLD])
    budget_usd: float | None = Field(None, gt=0)
    exclude_over_fallback: float = Field(0.1, ge=0, le=1)

    @property
    def set_size(self) -> int:
        """Games of a rotation set: each player plays each seat once, with the same chance."""
        return len(self.players)


@dataclass(frozen=True)
class PlanFile:
    """A plan and the file that it came from."""

    plan: Plan
    document: Document

    @property
    def path(self) -> Path:
        """Where the plan lies."""
        return self.document.file

    def problem(self, finding: Finding) -> Problem:
        """A fault with the line where it stands."""
        line = self.document.line(finding.path)
        return Problem(str(self.path), line, finding.key, finding.found, finding.allowed)


def load(path: Path) -> PlanFile:
    """Read a plan. Raises PlanError with every fault that the file alone shows."""
    try:
        document = read(path)
    except ScenarioError as error:
        raise PlanError(error.problems) from None
    if not isinstance(document.data, dict):
        allowed = "a mapping with the keys " + ", ".join(Plan.model_fields)
        raise PlanError([Problem(str(path), 1, "", "no plan", allowed)])
    try:
        found = PlanFile(Plan.model_validate(document.data), document)
    except ValidationError as error:
        problems = [*document.problems, *(_problem(document, one) for one in shape_findings(error, Plan))]
        raise PlanError(sorted(problems, key=lambda problem: problem.line)) from None
    problems = [*document.problems, *(found.problem(finding) for finding in _faults(found.plan))]
    if problems:
        raise PlanError(problems)
    return found


def _problem(document: Document, finding: Finding) -> Problem:
    return Problem(str(document.file), document.line(finding.path), finding.key, finding.found, finding.allowed)


def _faults(plan: Plan) -> list[Finding]:
    """Faults that a single key's type does not show."""
    faults = [
        Finding((key, index), f"{value} a second time", "each once")
        for key in ("theses", "seats", "baselines")
        for index, value in enumerate(getattr(plan, key))
        if value in getattr(plan, key)[:index]
    ]
    faults += [
        Finding(("baselines", index), repr(player), f"scripted players, such as {HOLD}")
        for index, player in enumerate(plan.baselines)
        if not player.startswith("scripted:")
    ]
    step = plan.set_size * len(plan.theses)
    if plan.games % step:
        under = f" under each of {len(plan.theses)} theses" if len(plan.theses) > 1 else ""
        why = f"so that each of {len(plan.players)} players plays each seat equally often{under}"
        low = step * max(1, plan.games // step)
        near = f"{low} or {low + step}"
        faults.append(
            Finding(("games",), f"{plan.games}, which cannot be balanced", f"a multiple of {step}, {why}: {near}")
        )
    return faults
