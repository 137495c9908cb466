"""A client against a real server process that behaves well or badly."""

import asyncio
import json
import time
from typing import Any

import jsonschema
import pytest

from tests.stub import asked, refused_url, stub_server
from wargame.endpoints import Completion, Endpoint, EndpointError, Pool, parse

SECRET = "sk-neverwritethisdown"
MESSAGES = [{"role": "system", "content": "You hold a seat."}, {"role": "user", "content": "Speak."}]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"text": {"type": "string", "maxLength": 40}},
    "required": ["text"],
    "additionalProperties": False,
}


async def complete(base_url: str, model: str, deadline: float = 20.0, key_env: str = "") -> Completion:
    async with Pool() as pool:
        client = pool.client(Endpoint("under test", base_url, model, key_env))
        return await client.complete(MESSAGES, SCHEMA, "order", deadline)


async def failure(base_url: str, model: str, deadline: float = 20.0, key_env: str = "") -> EndpointError:
    with pytest.raises(EndpointError) as failed:
        await complete(base_url, model, deadline, key_env)
    return failed.value


def times_asked(base_url: str, model: str) -> int:
    return sum(request["model"] == model for request in asked(base_url))


async def test_a_reply_fits_the_schema_and_comes_with_its_facts(base_url: str) -> None:
    completion = await complete(base_url, "stub")
    jsonschema.validate(json.loads(completion.raw), SCHEMA)
    assert completion.finish == "stop"
    assert completion.usage["total_tokens"] == completion.usage["prompt_tokens"] + completion.usage["completion_tokens"]
    assert completion.latency_ms > 0
    assert completion.settings == {"structured": "json_schema", "served_model": "stub", "fingerprint": "stub-1"}


@pytest.mark.parametrize("script", ["500+stub", "503+stub", "429+stub", "429bare+stub", "reset+stub", "cut+stub"])
async def test_what_passes_is_tried_again(base_url: str, script: str) -> None:
    assert (await complete(base_url, script)).finish == "stop"
    assert times_asked(base_url, script) == 2


async def test_the_time_that_a_server_asks_for_is_waited(base_url: str) -> None:
    started = time.monotonic()
    await complete(base_url, "429+429+stub")
    assert time.monotonic() - started >= 0.4


@pytest.mark.parametrize("status", ["400", "401", "403", "404"])
async def test_what_trying_again_cannot_help_is_asked_once(base_url: str, status: str) -> None:
    error = await failure(base_url, status)
    assert error.permanent
    assert status in error.problem
    assert error.fix
    assert times_asked(base_url, status) == 1


@pytest.mark.parametrize("body", ["html", "notjson", "list"])
async def test_what_is_no_completion_is_told_from_a_bad_answer(base_url: str, body: str) -> None:
    error = await failure(base_url, body)
    assert error.permanent
    assert "base URL" in error.fix


@pytest.mark.parametrize(
    ("model", "finish"),
    [
        ("refusal", "refusal"),
        ("filtered", "content_filter"),
        ("length", "length"),
        ("empty", "empty"),
        ("blank", "stop"),
    ],
)
async def test_ways_of_saying_nothing_are_told_apart(base_url: str, model: str, finish: str) -> None:
    assert (await complete(base_url, model)).finish == finish


@pytest.mark.parametrize("model", ["hang", "500", "429day", "reset"])
async def test_no_fault_outlasts_the_deadline(base_url: str, model: str) -> None:
    started = time.monotonic()
    error = await failure(base_url, model, deadline=0.6)
    assert time.monotonic() - started < 2.0
    assert not error.permanent


async def test_an_endpoint_that_is_down_is_named_with_the_reason() -> None:
    url = refused_url()
    error = await failure(url, "any", deadline=1.0)
    assert url in error.problem
    assert "connection refused" in error.problem


@pytest.mark.parametrize(
    ("model", "rung", "asks"), [("noschema", "json_object", 2), ("noschema500", "json_object", 2), ("plain", "text", 3)]
)
async def test_the_server_s_dialect_is_found_once_and_remembered(
    base_url: str, model: str, rung: str, asks: int
) -> None:
    async with Pool() as pool:
        client = pool.client(parse(f"openai:{model}@{base_url}"))
        assert client.settings == {"structured": "json_schema"}
        first = await client.complete(MESSAGES, SCHEMA, "order", 5.0)
        second = await client.complete(MESSAGES, SCHEMA, "order", 5.0)
        assert first.settings["structured"] == second.settings["structured"] == client.settings["structured"] == rung
    assert times_asked(base_url, model) == asks + 1


async def test_a_key_is_sent_and_never_told(base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_KEY", SECRET)
    error = await failure(base_url, "401", key_env="TEST_KEY")
    assert SECRET not in str(error)
    assert "***" in error.problem
    assert asked(base_url)[-1]["headers"]["authorization"] == f"Bearer {SECRET}"


async def test_nothing_of_this_machine_goes_to_an_endpoint_but_what_it_needs(
    base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"Authorization: Bearer {SECRET}\nX-Gateway: {SECRET}")
    await complete(base_url, "stub")
    headers = asked(base_url)[-1]["headers"]
    assert SECRET not in json.dumps(headers)
    assert headers["authorization"] == "Bearer none"
    assert not [name for name in headers if name.startswith("x-")]


async def test_seats_share_a_client_and_are_answered_at_once() -> None:
    with stub_server(latency=0.3) as url:
        async with Pool() as pool:
            endpoint = parse(f"openai:stub@{url}")
            assert pool.client(endpoint) is pool.client(parse(f"openai:stub@{url}"))
            started = time.monotonic()
            await asyncio.gather(*(pool.client(endpoint).complete(MESSAGES, SCHEMA, "order", 5.0) for _ in range(20)))
            assert time.monotonic() - started < 1.5
