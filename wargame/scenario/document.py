"""One YAML file as plain data that remembers the line of every key."""

from __future__ import annotations

import pathlib
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wargame.scenario.problems import Path, Problem, ScenarioError, dotted

MAX_BYTES = 4_000_000


@dataclass
class Document:
    """A file's data, the line (from 1) of every path in it, and what was wrong with its keys."""

    file: pathlib.Path
    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing above it that the file has."""
        known: Path = ()
        for step in path:
            if (*known, step) in self.lines:
                known = (*known, step)
        return self.lines.get(known, 1)


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
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
        document = Document(file)
        document.data = _plain(yaml, node, (), document) if node is not None else None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise ScenarioError([Problem(str(file), line, "", str(error.problem or error.context), "valid YAML")]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise ScenarioError([Problem(str(file), 0, "", str(error).splitlines()[0], "valid YAML")]) from None
    return document


def _plain(yaml: YAML, node: Node, path: Path, document: Document) -> Any:
    """Plain data of a node; records lines and keys that stand twice."""
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, SequenceNode):
        return [_plain(yaml, item, (*path, index), document) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        data: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            line = key_node.start_mark.line + 1
            if key in data:
                document.problems.append(
                    Problem(str(document.file), line, dotted((*path, key)), "the key a second time", "each key once")
                )
            document.lines[(*path, key)] = line
            data[key] = _plain(yaml, value_node, (*path, key), document)
        return data
    return yaml.constructor.construct_object(node, deep=True)
