"""One client per endpoint, for every seat and game: asks, tries again where that may help, keeps the reply's facts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import httpx2
import openai
import tenacity

from wargame.endpoints.completion import Completion, NoCompletionError, read_body
from wargame.endpoints.endpoint import NO_KEY, Endpoint, EndpointError
from wargame.endpoints.faults import CallError, fault, masked
from wargame.endpoints.price import RECORDED_AS
from wargame.endpoints.structured import RUNGS, response_format

CONNECT_SECONDS = 5.0
CONNECTIONS = 1024
ATTEMPTS = 6
FIRST_WAIT, LONGEST_WAIT = 0.5, 20.0
SENT_HEADERS = {
    "accept", "accept-encoding", "authorization", "connection", "content-length", "content-type", "host", "user-agent",
}  # fmt: skip


async def _send_nothing_else(request: httpx2.Request) -> None:
    """Drop what the client adds by itself: facts about this machine, headers and organisations from the environment."""
    for name in [name for name in request.headers if name not in SENT_HEADERS]:
        del request.headers[name]


_backoff = tenacity.wait_random_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT)


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, CallError) else 0.0
    return asked + _backoff(state) if asked else _backoff(state)


def _may_help(error: BaseException) -> bool:
    return isinstance(error, EndpointError) and not error.permanent


_RETRY = tenacity.retry_if_exception(_may_help)


class Client:
    """Asks one endpoint. It belongs to the event loop it is first used in; `close` it there."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Raises BadEndpoint where the endpoint's key is not set."""
        self.endpoint = endpoint
        key = endpoint.key()
        self._secret = "" if key == NO_KEY else key
        self._rung = 0
        http = openai.DefaultAioHttpClient(
            limits=httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            event_hooks={"request": [_send_nothing_else]},
        )
        self._openai = openai.AsyncOpenAI(
            api_key=key,
            base_url=endpoint.base_url,
            max_retries=0,
            http_client=http,
            default_headers={"Authorization": f"Bearer {key}"},
        )

    @property
    def settings(self) -> dict[str, Any]:
        """What the next request will ask for besides its messages."""
        return {"structured": RUNGS[self._rung]}

    async def complete(
        self, messages: Sequence[dict[str, str]], schema: dict[str, Any], name: str, deadline: float
    ) -> Completion:
        """Ask for a reply that fits a JSON Schema, within `deadline` seconds, retries and waits included.

        Raises EndpointError; none of its text holds the key.
        """
        started = time.perf_counter()
        try:
            async with asyncio.timeout(deadline):
                rung, body = await self._ask(messages, schema, name, deadline)
        except TimeoutError:
            raise EndpointError(
                f"no reply from {self.endpoint.base_url} within {deadline:.0f} s",
                "check that the server runs, or allow more time",
                permanent=False,
            ) from None
        latency = (time.perf_counter() - started) * 1000
        raw, finish, usage, named = self._read(body)
        settings = {"structured": RUNGS[rung], **named, **self._price()}
        return Completion(raw, finish, usage, round(latency, 1), settings)

    def _price(self) -> dict[str, Any]:
        price = self.endpoint.price
        return {RECORDED_AS: price.model_dump(mode="json")} if price else {}

    async def close(self) -> None:
        """Close every connection."""
        await self._openai.close()

    async def _ask(
        self, messages: Sequence[dict[str, str]], schema: dict[str, Any], name: str, deadline: float
    ) -> tuple[int, bytes]:
        """The rung that was taken and the reply's body; goes down the ladder where the server refuses a form."""
        ends = time.monotonic() + deadline
        rung = self._rung
        while True:
            request: dict[str, Any] = {"model": self.endpoint.model, "messages": messages}
            form = response_format(RUNGS[rung], schema, name)
            if form is not None:
                request["response_format"] = form
            try:
                return rung, await self._retrying(request, ends)
            except CallError as error:
                if rung + 1 == len(RUNGS) or not error.refuses_form:
                    raise
            rung += 1
            self._rung = max(self._rung, rung)

    async def _retrying(self, request: dict[str, Any], ends: float) -> bytes:
        """One call, tried again with growing, random waits as long as that may help and the time allows."""
        retrying = tenacity.AsyncRetrying(
            sleep=asyncio.sleep,
            stop=tenacity.stop_after_attempt(ATTEMPTS) | tenacity.stop_before_delay(ends - time.monotonic()),
            wait=_wait,
            retry=_RETRY,
            reraise=True,
        )
        return await retrying(self._call, request, ends)

    async def _call(self, request: dict[str, Any], ends: float) -> bytes:
        left = max(0.001, ends - time.monotonic())
        try:
            # A bare post: the client's own models would cost as much again and take no unexpected shape.
            response = await self._openai.post(
                "/chat/completions",
                cast_to=httpx2.Response,
                body=request,
                options={"timeout": openai.Timeout(left, connect=min(CONNECT_SECONDS, left))},
            )
        except openai.APIError as error:
            raise fault(error, self.endpoint.base_url, self._secret) from None
        return response.content

    def _read(self, body: bytes) -> tuple[str, str, dict[str, int], dict[str, str]]:
        try:
            raw, finish, usage, named = read_body(body)
        except NoCompletionError:
            raise EndpointError(
                f"{self.endpoint.base_url} answered with something that is no chat completion",
                "check that the base URL is the API's, often ending with /v1",
                permanent=True,
            ) from None
        return masked(raw, self._secret), finish, usage, named
