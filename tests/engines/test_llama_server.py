"""A real llama-server, asked as a seat asks: schema-constrained chat completions over a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from openai import AsyncOpenAI, BadRequestError
from openai.types.chat import ChatCompletion
from openai.types.shared_params import ResponseFormatJSONSchema
from pydantic import BaseModel, ConfigDict, Field

from tests.engines.server import Engine
from tests.engines.tiny_model import CONTEXT

pytestmark = pytest.mark.engine

SEATS = 7


class Move(BaseModel):
    model_config = ConfigDict(extra="forbid")
    move: Literal["export_controls", "open_weights", "subsidy"]
    amount: int = Field(ge=0, le=100)


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")
    intent: str = Field(max_length=200)
    statement: str = Field(max_length=400)
    moves: list[Move] = Field(max_length=3)


class LongOrder(Order):
    statement: str = Field(min_length=600, max_length=700)


@pytest.fixture
async def client(llama_engine: Engine) -> AsyncIterator[AsyncOpenAI]:
    async with AsyncOpenAI(base_url=llama_engine.base_url, api_key="none", max_retries=0, timeout=300) as client:
        yield client


async def ask(client: AsyncOpenAI, engine: Engine, brief: str, reply: type[BaseModel] = Order) -> ChatCompletion:
    schema: dict[str, Any] = reply.model_json_schema()
    form: ResponseFormatJSONSchema = {
        "type": "json_schema",
        "json_schema": {"name": "order", "strict": True, "schema": schema},
    }
    return await client.chat.completions.create(
        model=engine.model,
        messages=[{"role": "system", "content": "You play a seat."}, {"role": "user", "content": brief}],
        response_format=form,
    )


def parsed(completion: ChatCompletion, reply: type[Order] = Order) -> Order:
    choice = completion.choices[0]
    assert choice.finish_reason == "stop"
    assert choice.message.content
    return reply.model_validate_json(choice.message.content)


def brief_of(characters: int, seat: int) -> str:
    return (f"Seat {seat}. " + "Rents move to the layer that stays scarce. " * characters)[:characters]


async def test_twenty_of_twenty_replies_obey_the_schema(client: AsyncOpenAI, llama_engine: Engine) -> None:
    orders = [parsed(await ask(client, llama_engine, brief_of(300, number))) for number in range(20)]

    assert len({order.statement for order in orders}) > 10
    assert any(order.moves for order in orders)
    assert all(order.statement.isascii() for order in orders)


async def test_seven_seats_asked_at_once_are_all_answered(client: AsyncOpenAI, llama_engine: Engine) -> None:
    asked = [ask(client, llama_engine, brief_of(6000, seat)) for seat in range(SEATS)]

    for completion in await asyncio.gather(*asked):
        parsed(completion)


async def test_a_long_briefing_gets_a_long_reply(client: AsyncOpenAI, llama_engine: Engine) -> None:
    completion = await ask(client, llama_engine, brief_of(12_000, 1), LongOrder)

    assert len(parsed(completion, LongOrder).statement) >= 600
    assert completion.usage
    assert completion.usage.prompt_tokens > 2_000


async def test_a_briefing_longer_than_the_context_is_refused(client: AsyncOpenAI, llama_engine: Engine) -> None:
    with pytest.raises(BadRequestError) as refusal:
        await ask(client, llama_engine, "#" * CONTEXT)

    assert refusal.value.type == "exceed_context_size_error"
