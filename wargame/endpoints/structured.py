"""How a reply's shape is asked for: the strictest way that the server takes."""

from __future__ import annotations

import re
from typing import Any

RUNGS = ("json_schema", "json_object", "text")
"""From the strictest: a schema that the server enforces, JSON with the schema as a hint, words in the prompt alone."""

REFUSING = {400, 404, 415, 422, 500, 501}
ABOUT_FORM = re.compile(
    r"response[ _]?format|json[ _]?schema|json[ _]?object|grammar|structured[ _]output", re.IGNORECASE
)


def response_format(rung: str, schema: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The `response_format` of a request on this rung, None for none."""
    if rung == "json_schema":
        return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}
    if rung == "json_object":
        return {"type": "json_object", "schema": schema}
    return None


def is_refused(status: int, body: str) -> bool:
    """Whether an error says that the server does not take the asked form; some servers say so with status 500."""
    return status in REFUSING and ABOUT_FORM.search(body) is not None
