"""The resolved pack: one JSON-able document, checked as a whole wherever it is read from."""

from __future__ import annotations

from pydantic import Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from wargame.scenario.checks import findings
from wargame.scenario.schemas import (
    MAX_TURNS,
    BlocRecord,
    HolderRecord,
    Id,
    IndustryRecord,
    InjectRecord,
    LayerRecord,
    MoveRecord,
    Number,
    ParameterRecord,
    Record,
    SeatRecord,
    Text,
    Thesis,
    ValueRecord,
    Visibility,
)

QUARTERS_PER_YEAR = 4


class PackFile(Record):
    """A whole scenario. The order of lists fixes the axes of every array; the order of mappings means nothing."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)
    title: Text
    summary: Text
    common_brief: Text
    sources: dict[str, Text]
    start_year: Number = Field(ge=1500, le=2500)
    turns: int = Field(ge=1, le=MAX_TURNS)
    quarters_per_turn: int = Field(ge=1, le=8)
    moves_per_turn: int = Field(ge=1, le=10)
    injects_per_turn: int = Field(ge=0, le=10)
    layers: list[LayerRecord] = Field(min_length=1)
    blocs: list[BlocRecord] = Field(min_length=1)
    holders: list[HolderRecord] = Field(min_length=1)
    industries: list[IndustryRecord] = Field(min_length=1)
    seats: list[SeatRecord] = Field(min_length=1)
    visibility: dict[str, Visibility]
    goal_scales: dict[str, Number]
    parameters: dict[Id, ParameterRecord]
    tables: dict[str, ValueRecord]
    start: dict[str, ValueRecord]
    moves: list[MoveRecord]
    injects: list[InjectRecord]
    theses: dict[str, Thesis]

    @model_validator(mode="after")
    def _consistent(self) -> PackFile:
        faults = findings(self)
        if faults:
            text = "; ".join(f"{fault.key}: found {fault.found}; allowed: {fault.allowed}" for fault in faults[:5])
            raise PydanticCustomError("inconsistent_pack", "{text}", {"text": text, "faults": faults})
        return self

    def turn_label(self, turn: int) -> str:
        """Calendar name of a turn (1 is the first played, 0 the start): `2026 H2`, `2027 Q1` or `2027`."""
        quarter = round((self.start_year + (turn - 1) * self.quarters_per_turn / QUARTERS_PER_YEAR) * QUARTERS_PER_YEAR)
        year, within = divmod(quarter, QUARTERS_PER_YEAR)
        if self.quarters_per_turn >= QUARTERS_PER_YEAR:
            return str(year)
        return f"{year} H{within // 2 + 1}" if self.quarters_per_turn == 2 else f"{year} Q{within + 1}"

    def document(self) -> dict[str, JsonValue]:
        """The pack as plain JSON values, for a transcript."""
        dumped: dict[str, JsonValue] = self.model_dump(mode="json")
        return dumped
