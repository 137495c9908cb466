"""What went wrong in a call, as an EndpointError: problem, fix, whether trying again may help, how long to wait."""

from __future__ import annotations

import os
import time
from email.utils import parsedate_to_datetime

import openai

from wargame.endpoints.endpoint import EndpointError
from wargame.endpoints.structured import is_refused

SHOWN = 300
TRANSIENT = {408, 409, 425, 429}


class CallError(EndpointError):
    """A call that failed; `wait`: seconds the server asks for.

    `refuses_form` says that the asked form of reply is the trouble.
    """

    def __init__(
        self,
        problem: str,
        fix: str,
        permanent: bool,
        *,
        wait: float = 0.0,
        refuses_form: bool = False,
    ) -> None:
        super().__init__(problem, fix, permanent)
        self.wait = wait
        self.refuses_form = refuses_form


def fault(error: openai.APIError, where: str, secret: str) -> CallError:
    """Translate an error of the client; `secret` is masked in all that is kept of the server's words."""
    if isinstance(error, openai.APIConnectionError):
        return _connection_fault(error, where)
    if isinstance(error, openai.APIStatusError):
        return _status_fault(error, where, secret)
    return CallError(f"{where} gave a reply that cannot be read", "check that it speaks the OpenAI chat protocol", True)


def _connection_fault(error: BaseException, where: str) -> CallError:
    """What the socket said: the client calls every lost connection a timeout, so the causes are asked."""
    chain = [error]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    if any(isinstance(cause, TimeoutError) for cause in chain):
        return CallError(f"no reply in time from {where}", "check that the server runs, or allow more time", False)
    numbers = [cause.errno for cause in chain if isinstance(cause, OSError) and cause.errno]
    reason = os.strerror(numbers[-1]).lower() if numbers and numbers[-1] > 0 else "connection lost"
    return CallError(f"cannot reach {where} ({reason})", "check the address and that the server runs", False)


def _status_fault(error: openai.APIStatusError, where: str, secret: str) -> CallError:
    status = error.status_code
    body = masked(error.message.removeprefix(f"Error code: {status} - "), secret)
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in body[: SHOWN * 4]).split())[:SHOWN]
    fix = FIXES.get(status, "wait for the server to recover" if status >= 500 else "check the endpoint's settings")
    refuses_form = is_refused(status, body)
    return CallError(
        f"{where} refused with HTTP {status}: {said}",
        fix,
        permanent=refuses_form or (status < 500 and status not in TRANSIENT),
        wait=retry_after(error.response.headers.get("retry-after", "")),
        refuses_form=refuses_form,
    )


FIXES = {
    400: "the request does not suit this model: try another model or a shorter game",
    401: "check the key in the endpoint's environment variable",
    403: "check that the key may use this model",
    404: "check the model's name and that the base URL ends as the server expects, often with /v1",
    429: "wait, or use an endpoint with a higher limit",
}


def masked(text: str, secret: str) -> str:
    """The text without the key."""
    return text.replace(secret, "***") if secret else text


def retry_after(value: str) -> float:
    """Seconds that a `Retry-After` header asks for, as a number or a date; 0 where it says nothing usable."""
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, OverflowError):
            return 0.0
    return max(0.0, seconds) if seconds < float("inf") else 0.0
