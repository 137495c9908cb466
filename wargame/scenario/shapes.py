"""Faults of single records, from pydantic's errors to findings that say what is allowed."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wargame.scenario.problems import Finding, Path, one_of


def shape_findings(error: ValidationError, model: type[BaseModel]) -> list[Finding]:
    """Every error as a finding; whole-pack faults carried by one error are unpacked."""
    found: list[Finding] = []
    for detail in error.errors():
        faults = detail.get("ctx", {}).get("faults")
        found += faults if faults is not None else [_finding(detail, model)]
    return found


def _finding(detail: ErrorDetails, model: type[BaseModel]) -> Finding:
    path: Path = detail["loc"]
    if detail["type"] == "extra_forbidden":
        return Finding(path, f"the unknown key {path[-1]}", one_of(str(path[-1]), _fields(path[:-1], model)))
    if detail["type"] == "missing":
        return Finding(path, "no such key", "the key is required")
    shown = repr(detail["input"])
    return Finding(path, shown if len(shown) <= 60 else shown[:57] + "...", detail["msg"])


def _fields(path: Path, model: type[BaseModel]) -> list[str]:
    """Keys of the record at a path."""
    kinds: list[Any] = [model]
    for step in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
    return [
        name for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel) for name in kind.model_fields
    ]


def _inside(kind: Any, step: str | int) -> list[Any]:
    """Types that a step from a type can lead to."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields
        return _plain(fields[str(step)].annotation) if step in fields else _tagged(kind, step)
    arguments = [argument for argument in get_args(kind) if argument is not Ellipsis]
    return _plain(arguments[-1]) if arguments else []


def _tagged(kind: type[BaseModel], step: str | int) -> list[Any]:
    """A step that names the tag of a union stays at the record with that tag."""
    tag = kind.model_fields.get("kind")
    return [kind] if tag is not None and step in get_args(tag.annotation) else []


def _plain(kind: Any) -> list[Any]:
    """A type without annotations, unions opened."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [inner for member in get_args(kind) for inner in _plain(member)]
    return [kind]
