"""What a model said, with all that the record keeps of it; and how a reply's body is read, whatever it holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

USAGE = ("prompt_tokens", "completion_tokens", "total_tokens")
LARGEST = 2**53


@dataclass(frozen=True)
class Completion:
    """A reply: raw text, why it ended, token counts as reported, milliseconds it took, settings that were accepted.

    `finish` is the server's word (`stop`, `length`, `content_filter`), `refusal` (raw holds its text) or `empty`.
    """

    raw: str
    finish: str
    usage: dict[str, int]
    latency_ms: float
    settings: dict[str, Any] = field(default_factory=dict)


class NoCompletionError(Exception):
    """The body of a reply is no completion."""


def read_body(body: bytes) -> tuple[str, str, dict[str, int], dict[str, str]]:
    """Raw text, finish, usage and what the server said about the model. Raises NoCompletionError."""
    try:
        chat = json.loads(body)
    except (ValueError, RecursionError):
        raise NoCompletionError from None
    if not isinstance(chat, dict) or not isinstance(chat.get("choices"), list):
        raise NoCompletionError
    told = {"served_model": chat.get("model"), "fingerprint": chat.get("system_fingerprint")}
    named = {key: _text(value)[:200] for key, value in told.items() if isinstance(value, str)}
    raw, finish = _choice(chat["choices"])
    return raw, finish, _usage(chat.get("usage")), named


def _choice(choices: list[Any]) -> tuple[str, str]:
    choice = choices[0] if choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    if not isinstance(message, dict):
        return "", "empty"
    content, refusal = message.get("content"), message.get("refusal")
    if isinstance(refusal, str) and refusal and not content:
        return _text(refusal), "refusal"
    finish = _text(choice.get("finish_reason"))[:40] or "stop"
    return _text(content), finish


def _text(value: Any) -> str:
    """A string that can be written as UTF-8; half a surrogate pair becomes a question mark."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _usage(usage: Any) -> dict[str, int]:
    if not isinstance(usage, dict):
        return {}
    counts = {key: usage.get(key) for key in USAGE}
    details = usage.get("prompt_tokens_details")
    if isinstance(details, dict):
        counts["cached_tokens"] = details.get("cached_tokens")
    return {key: value for key, value in counts.items() if isinstance(value, int) and 0 <= value < LARGEST}
