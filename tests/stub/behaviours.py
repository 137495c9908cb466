"""What the stub may do with a request: functions from a request to a reply, named as in a model's name."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.stub.instance import instance

NEST = 5000


@dataclass(frozen=True)
class Request:
    """A chat completion request as it came: headers in lower case, body decoded."""

    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def form(self) -> dict[str, Any]:
        found = self.body.get("response_format") or {"type": "text"}
        return dict(found)

    @property
    def schema(self) -> dict[str, Any] | None:
        """The JSON Schema that the request carries in either dialect, if any."""
        if self.form["type"] == "json_schema":
            return dict(self.form["json_schema"]["schema"])
        return self.form.get("schema")

    @property
    def seed(self) -> str:
        return sha256(json.dumps(self.body["messages"]).encode()).hexdigest()


@dataclass(frozen=True)
class Reply:
    """What goes back: `announce` claims more bytes than come; `then` is `keep`, `close` or `hang`."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    announce: int = 0
    then: str = "keep"


Behaviour = Callable[[Request], Reply]


def answer(request: Request) -> str:
    """A valid answer: made from the schema; where only the prompt tells it, its example with nothing in it."""
    if request.schema is not None:
        return json.dumps(instance(request.schema, request.seed))
    shown = (_last_object(message["content"]) for message in reversed(request.body["messages"]))
    return json.dumps(_emptied(next((example for example in shown if example), {})))


def completion(request: Request, content: str | None, finish: str = "stop", **message: Any) -> Reply:
    """A well-formed completion with this content."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, "refusal": None, **message},
        "finish_reason": finish,
    }
    return _chat(request, [choice], len(content or "") // 4)


def _chat(request: Request, choices: list[dict[str, Any]], tokens: int = 0) -> Reply:
    asked = len(json.dumps(request.body["messages"])) // 4
    usage = {"prompt_tokens": asked, "completion_tokens": tokens, "total_tokens": asked + tokens}
    chat = {
        "id": "chatcmpl-stub",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": request.body["model"],
        "system_fingerprint": "stub-1",
        "choices": choices,
        "usage": usage,
    }
    return Reply(body=json.dumps(chat).encode())


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> Reply:
    body = json.dumps({"error": {"message": message, "type": "stub_error", "code": None}})
    return Reply(status, body.encode(), headers=headers or {})


def _refuse_form(request: Request, refused: tuple[str, ...], status: int) -> Reply:
    if request.form["type"] in refused:
        return _error(status, f"response_format type {request.form['type']} is not supported by this server")
    return completion(request, answer(request))


def _illegal(request: Request) -> str:
    found = json.loads(answer(request))
    if "moves" in found:
        found["moves"] = [{"move": "conquer_the_moon>moon", "intensity": 1}]
    else:
        found["messages"] = [{"to": "the_moon", "text": 7}]
    return json.dumps(found)


def _with_escapes(text: str) -> str:
    """The same JSON with colour codes and a bidi override before each space of its strings."""
    return json.dumps(json.loads(text), separators=(",", ":")).replace(" ", r"\u001b[31m\u202e ")


def _last_object(text: str) -> dict[str, Any]:
    decoder = json.JSONDecoder()
    for at in reversed([place for place, sign in enumerate(text) if sign == "{"]):
        try:
            found, end = decoder.raw_decode(text, at)
        except ValueError:
            continue
        if not text[end:].lstrip().startswith(("]", "}", ",")):
            return dict(found)
    return {}


def _emptied(example: dict[str, Any]) -> dict[str, Any]:
    return {key: [] if isinstance(value, list) else "" for key, value in example.items()}


BEHAVIOURS: dict[str, Behaviour] = {
    "stub": lambda request: completion(request, answer(request)),
    # How the answer is dressed.
    "fenced": lambda request: completion(request, f"```json\n{answer(request)}\n```"),
    "prose": lambda request: completion(request, f"Let me think {{hard}}.\n\n{answer(request)}\n\nThat is my answer."),
    "doubled": lambda request: completion(request, answer(request) * 2),
    "escapes": lambda request: completion(request, _with_escapes(answer(request))),
    # What is no answer.
    "garbage": lambda request: completion(request, "I would rather talk about the weather."),
    "nested": lambda request: completion(request, "[" * NEST),
    "illegal": lambda request: completion(request, _illegal(request)),
    "blank": lambda request: completion(request, ""),
    "refusal": lambda request: completion(request, None, refusal="I cannot help with wargames."),
    "filtered": lambda request: completion(request, None, "content_filter"),
    "length": lambda request: completion(request, answer(request)[:9], "length"),
    "empty": lambda request: _chat(request, []),
    # What is no completion.
    "html": lambda _: Reply(body=b"<!doctype html><title>Welcome</title>", kind="text/html"),
    "notjson": lambda _: Reply(body=b"{'choices': oops"),
    "list": lambda _: Reply(body=b"[1, 2]"),
    "cut": lambda request: Reply(body=_chat(request, []).body[:20], announce=500, then="close"),
    "reset": lambda _: Reply(status=0, then="close"),
    "hang": lambda _: Reply(status=0, then="hang"),
    # What the server says no to.
    "400": lambda _: _error(400, "messages: too long for the context window of this model"),
    "401": lambda request: _error(401, f"Incorrect API key provided: {request.headers.get('authorization', '')}"),
    "403": lambda _: _error(403, "This key may not use the model"),
    "404": lambda request: _error(404, f"The model {request.body['model']} does not exist"),
    "429": lambda _: _error(429, "Slow down", {"Retry-After": "0.2"}),
    "429bare": lambda _: _error(429, "Slow down"),
    "429day": lambda _: _error(429, "Come back tomorrow", {"Retry-After": "86400"}),
    "500": lambda _: _error(500, "The server is on fire"),
    "503": lambda _: _error(503, "Loading model"),
    # Which structured output it takes.
    "noschema": lambda request: _refuse_form(request, ("json_schema",), 400),
    "noschema500": lambda request: _refuse_form(request, ("json_schema",), 500),
    "plain": lambda request: _refuse_form(request, ("json_schema", "json_object"), 400),
}
