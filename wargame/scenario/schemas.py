"""The data of a scenario pack as typed records: what authors write and what a transcript carries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Source = Annotated[str, StringConstraints(min_length=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Visibility = Literal["public", "own", "facilitator"]
TargetKind = Literal["none", "bloc", "market", "seat", "holder", "industry"]
MAX_TURNS = 40


class Record(BaseModel):
    """Base of all records: frozen, no unknown keys, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LayerRecord(Record):
    """A layer of the stack."""

    id: Id
    name: Text
    factor: Literal["energy", "intelligence", "execution", "coordination"]
    roles: list[str] = Field(min_length=1)


class BlocRecord(Record):
    """A bloc of domicile; `buys` where it is a market too."""

    id: Id
    name: Text
    buys: bool


class HolderRecord(Record):
    """Who can hold rents."""

    id: Id
    name: Text
    bloc: Id
    firm: bool


class IndustryRecord(Record):
    """A battlefield; `dynamics` says what teaches there, for readers."""

    id: Id
    name: Text
    ref: Text
    dynamics: Literal["simulation-led", "deployment-led", "contested"]
    text: Text


class SeatRecord(Record):
    """A role at the table."""

    id: Id
    name: Text
    kind: Literal["state", "firm"]
    bloc: Id
    holder: Id
    budget: int = Field(ge=1, le=30)
    point_usd_bn: Number = Field(gt=0, le=1000)
    goal_weights: dict[str, Number]
    source: Source


class ParameterRecord(Record):
    """A number of the model. Rates and hazards are per year, lags in years."""

    value: Number
    unit: Text
    low: Number
    high: Number
    meaning: Text
    source: Source


class ValueRecord(Record):
    """An array of the start or a table: a number, or a mapping by axis ids (with `default`), its leaves numbers or
    {value, source}.
    """

    unit: Text
    source: Source
    values: JsonValue


class EffectRecord(Record):
    """What one unit of intensity does to a lever; lag and duration in years, multiples of a quarter."""

    lever: str
    size: Number
    lag: Number = Field(default=0.0, ge=0, le=10, multiple_of=0.25)
    duration: Number = Field(ge=0.25, le=20, multiple_of=0.25)
    at: dict[str, str] = Field(default_factory=dict)


class MoveRecord(Record):
    """One entry of the catalogue of moves."""

    id: Id
    name: Text
    ref: Text
    who: list[Id] = Field(min_length=1)
    target: TargetKind = "none"
    targets: list[Id] = Field(default_factory=list)
    cost: int = Field(ge=1, le=10)
    effects: list[EffectRecord] = Field(min_length=1)
    conflicts: list[Id] = Field(default_factory=list)
    consent: bool = False
    mechanisms: list[str] = Field(min_length=1)
    layer: str = ""
    text: Text
    source: Source


class ShockRecord(Record):
    """A jump of a state variable when an inject is released."""

    variable: str
    at: dict[str, str] = Field(default_factory=dict)
    kind: Literal["add", "scale"]
    size: Number


class Scheduled(Record):
    """Released at a fixed turn."""

    kind: Literal["scheduled"]
    turn: int = Field(ge=1, le=MAX_TURNS)


class Drawn(Record):
    """Released by chance, with a hazard per year that is `raised` times as large once the inject `after` is out."""

    kind: Literal["drawn"]
    hazard: Number = Field(gt=0, le=10)
    after: str = ""
    raised: Number = Field(default=1.0, ge=0, le=50)


class Triggered(Record):
    """Released once a state variable stands above or below a level."""

    kind: Literal["triggered"]
    variable: str
    at: dict[str, str] = Field(default_factory=dict)
    above: Number | None = None
    below: Number | None = None


class InjectRecord(Record):
    """News."""

    id: Id
    name: Text
    ref: Text
    text: Text
    release: Annotated[Scheduled | Drawn | Triggered, Field(discriminator="kind")]
    shocks: list[ShockRecord] = Field(default_factory=list)
    effects: list[EffectRecord] = Field(default_factory=list)
    decay: Number = Field(default=0.0, ge=0, le=10)
    mechanisms: list[str] = Field(min_length=1)
    source: Source


class Thesis(Record):
    """A view of the world as parameter settings over the neutral preset, with what would refute it."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=40)]
    name: Text
    sentence: Text
    source: Source
    falsifier: Text
    settings: dict[str, Number]
