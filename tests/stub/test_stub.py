"""The stub behaves as its models' names say, over a real socket."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from tests.stub import asked, stub_server

SCHEMA = {
    "type": "object",
    "properties": {
        "moves": {
            "type": "array",
            "maxItems": 3,
            "items": {
                "type": "object",
                "properties": {
                    "move": {"type": "string", "enum": ["a>b", "c"]},
                    "intensity": {"type": "integer", "minimum": 1, "maximum": 3},
                },
                "required": ["move", "intensity"],
                "additionalProperties": False,
            },
        },
        "intent": {"type": "string", "minLength": 3, "maxLength": 20},
    },
    "required": ["moves", "intent"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with stub_server() as url:
        yield url


def ask(base_url: str, model: str, words: str = "hello") -> Any:
    body = {
        "model": model,
        "messages": [{"role": "user", "content": words}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "order", "schema": SCHEMA}},
    }
    request = urllib.request.Request(f"{base_url}/chat/completions", json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=5) as reply:
        return json.load(reply)


def test_every_answer_fits_the_schema_it_was_given(base_url: str) -> None:
    for turn in range(30):
        content = ask(base_url, "stub", f"turn {turn}")["choices"][0]["message"]["content"]
        jsonschema.validate(json.loads(content), SCHEMA)


def test_the_same_words_get_the_same_answer(base_url: str) -> None:
    assert ask(base_url, "stub")["choices"] == ask(base_url, "stub")["choices"]


def test_a_model_name_is_a_script_whose_last_step_repeats(base_url: str) -> None:
    for status in (500, 429):
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(base_url, "500+429+stub")
        assert refused.value.code == status
        refused.value.close()
    assert ask(base_url, "500+429+stub")["choices"]
    assert ask(base_url, "500+429+stub")["choices"]


def test_it_tells_what_it_was_asked(base_url: str) -> None:
    ask(base_url, "stub", "a word nobody else says")
    assert asked(base_url)[-1]["messages"] == [{"role": "user", "content": "a word nobody else says"}]
