"""The JSON Schema of a transcript line, made from the payload types."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from wargame.events import PAYLOADS
from wargame.transcript.envelope import VERSION

HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line; a kind that it does not name may carry any object."""
    _, definitions = models_json_schema(
        [(payload, "serialization") for payload in PAYLOADS.values()], ref_template="#/$defs/{model}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Line of a wargame transcript, format version {VERSION}",
        "type": "object",
        "additionalProperties": False,
        "required": ["at", "data", "hash", "kind", "prev", "seq", "turn"],
        "properties": {
            "seq": {"type": "integer", "minimum": 0},
            "at": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"},
            "turn": {"type": "integer", "minimum": 0},
            "kind": {"type": "string"},
            "data": {"type": "object"},
            "prev": HASH,
            "hash": HASH,
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}},
                "then": {"properties": {"data": {"$ref": f"#/$defs/{payload.__name__}"}}},
            }
            for kind, payload in PAYLOADS.items()
        ],
        "$defs": definitions["$defs"],
    }
