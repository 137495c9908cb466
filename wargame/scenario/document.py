"""One YAML file as plain data that remembers the line of every key."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wargame.scenario.problems import Path, Problem, ScenarioError, dotted

MAX_BYTES = 4_000_000


@dataclass(frozen=True)
class Parsed:
    """A text's data, the line (from 1) of every path in it, and the keys that stand twice with their lines."""

    data: Any
    lines: dict[Path, int]
    twice: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Document:
    """A parsed file."""

    file: pathlib.Path
    parsed: Parsed

    @property
    def data(self) -> Any:
        """The file's data; not to be changed."""
        return self.parsed.data

    @property
    def problems(self) -> list[Problem]:
        """Keys that stand twice."""
        return [
            Problem(str(self.file), line, key, "the key a second time", "each key once")
            for line, key in self.parsed.twice
        ]

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing above it that the file has."""
        known: Path = ()
        for step in path:
            if (*known, step) in self.parsed.lines:
                known = (*known, step)
        return self.parsed.lines.get(known, 1)


def read_text(file: pathlib.Path) -> str:
    """A file's text; ScenarioError where it cannot be read or is too large."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ScenarioError([Problem(str(file), 0, "", "a file that is too large", f"at most {MAX_BYTES} bytes")])
        return file.read_text(encoding="utf-8")
    except OSError as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise ScenarioError([Problem(str(file), 0, "", found, "a file that can be read")]) from None
    except UnicodeDecodeError as error:
        raise ScenarioError(
            [Problem(str(file), 0, "", f"bytes at {error.start} that are not UTF-8", "UTF-8 text")]
        ) from None


def read(file: pathlib.Path) -> Document:
    """Parse a YAML file safely; ScenarioError with the line where it is not YAML."""
    return parse(file, read_text(file))


def parse(file: pathlib.Path, text: str) -> Document:
    """Parse the YAML text of a file, whose lines count from the file's first; ScenarioError as for `read`."""
    try:
        return Document(file, _parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise ScenarioError([Problem(str(file), line, "", str(error.problem or error.context), "valid YAML")]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise ScenarioError([Problem(str(file), 0, "", str(error).splitlines()[0], "valid YAML")]) from None


@lru_cache(maxsize=32)
def _parse(text: str) -> Parsed:
    """The parse of a text, kept since parsing is the slow part of loading a scenario."""
    yaml = YAML(typ="safe", pure=True)
    lines: dict[Path, int] = {}
    twice: list[tuple[int, str]] = []
    node = yaml.compose(text)
    data = _plain(yaml, node, (), lines, twice) if node is not None else None
    return Parsed(data, lines, tuple(twice))


def _plain(yaml: YAML, node: Node, path: Path, lines: dict[Path, int], twice: list[tuple[int, str]]) -> Any:
    """Plain data of a node; notes lines and keys that stand twice."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, SequenceNode):
        return [_plain(yaml, item, (*path, index), lines, twice) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            line = key_node.start_mark.line + 1
            if key in data:
                twice.append((line, dotted((*path, key))))
            lines[(*path, key)] = line
            data[key] = _plain(yaml, value_node, (*path, key), lines, twice)
        return data
    return yaml.constructor.construct_object(node, deep=True)
