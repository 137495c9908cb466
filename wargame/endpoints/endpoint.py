"""One endpoint: an address, a model and the name of the variable that holds the key; never the key itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from wargame.endpoints.price import Price

SCHEME = "openai:"
NO_KEY = "none"
MODEL_LENGTH = 200
SHAPE = "openai:MODEL@BASE_URL, such as openai:qwen3@http://localhost:8080/v1"


class EndpointError(Exception):
    """An endpoint gave no completion: what the problem is, what would fix it, and whether trying again is of no use."""

    def __init__(self, problem: str, fix: str, permanent: bool) -> None:
        super().__init__(f"{problem}; {fix}")
        self.problem = problem
        self.fix = fix
        self.permanent = permanent


class BadEndpoint(EndpointError):  # noqa: N818 - reads as what it is
    """A description that names no endpoint: bad input, found before anything is asked."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(problem, fix, permanent=True)


@dataclass(frozen=True)
class Endpoint:
    """A model at an OpenAI-compatible address; `key_env` names the environment variable with the key, "" for no key.

    `price` is None where nobody wrote it down.
    """

    name: str
    base_url: str
    model: str
    key_env: str = ""
    price: Price | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port: who is asked."""
        return origin(self.base_url)

    def key(self) -> str:
        """The key from the environment, `none` where none is needed. Raises BadEndpoint where it is not set."""
        if not self.key_env:
            return NO_KEY
        key = os.environ.get(self.key_env, "").strip()
        if not key:
            raise BadEndpoint(f"endpoint {self.name} has no key", f"set the environment variable {self.key_env}")
        if not key.isascii() or not key.isprintable():
            raise BadEndpoint(
                f"endpoint {self.name} has a key that cannot be sent", f"mend the value of {self.key_env}"
            )
        return key


def parse(player: str, known: Iterable[Endpoint] = ()) -> Endpoint:
    """Make an endpoint of `openai:MODEL@BASE_URL`; its name is that text.

    An ad-hoc address gets no key unless one of the `known` endpoints (of the endpoints file) has the same scheme, host
    and port. Raises BadEndpoint.
    """
    model, at, address = player.removeprefix(SCHEME).rpartition("@http")
    if not player.startswith(SCHEME) or not at:
        raise BadEndpoint("the player names no model at an address", f"write {SHAPE}")
    base_url = check_url("http" + address)
    if not model or len(model) > MODEL_LENGTH or not model.isprintable() or model != model.strip():
        raise BadEndpoint("the player names no model", f"write {SHAPE}")
    same_host = (one.key_env for one in known if one.key_env and one.origin == origin(base_url))
    return Endpoint(f"{SCHEME}{model}@{base_url}", base_url, model, next(same_host, ""))


def check_url(url: str) -> str:
    """The base URL without a slash at its end. Raises BadEndpoint, whose text never repeats the user info of a URL."""
    parts, port_fits = _split(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\x00-\x1f\x7f]", url):
        raise BadEndpoint("the base URL is not an address", "write http:// or https://, host, port if any, and path")
    if "@" in parts.netloc:
        raise BadEndpoint("the base URL holds a user name or password", "put the key into an environment variable")
    if not port_fits:
        raise BadEndpoint("the base URL has no valid port", "write a port from 1 to 65535")
    if parts.query or parts.fragment:
        raise BadEndpoint("the base URL goes on after its path", "leave out what follows ? or #")
    return url.rstrip("/")


def origin(url: str) -> str:
    """Scheme, host and port of a checked URL."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def _split(url: str) -> tuple[SplitResult, bool]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", ""), True
    try:
        return parts, parts.port != 0
    except ValueError:
        return parts, False
