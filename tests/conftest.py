"""What every test shares: a plain terminal, no keys, no network beyond this machine, the same chance each time."""

import errno
import ipaddress
import os
import socket
from collections.abc import Generator, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import settings

REQUIRE_ALL = os.environ.get("WARGAME_REQUIRE") == "all"
SECONDS_ALLOWED = {"slow": 600, "browser": 600, "fuzz": 1200, "engine": 1800}
PERSONAL_SETTINGS = (
    "ALL_PROXY",
    "COLUMNS",
    "FORCE_COLOR",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LANGCHAIN_TRACING_V2",
    "LANGSMITH_API_KEY",
    "LANGSMITH_TRACING",
    "LINES",
    "NO_COLOR",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "all_proxy",
    "http_proxy",
    "https_proxy",
)

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# At import, so that programs which tests start inherit the same.
for name in PERSONAL_SETTINGS:
    os.environ.pop(name, None)
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")

settings.register_profile("quick", derandomize=True, deadline=None, max_examples=50, database=None)
settings.register_profile("fuzz", deadline=None, max_examples=2000, database=None, print_blob=True)
settings.load_profile("quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        limits = [SECONDS_ALLOWED[mark.name] for mark in item.iter_markers() if mark.name in SECONDS_ALLOWED]
        if limits and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(max(limits)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _refuse_skip((yield))


def _refuse_skip(report: Report) -> Report:
    if REQUIRE_ALL and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"WARGAME_REQUIRE=all allows no skip. {reason}"
    return report


def _is_this_machine(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Make the rest of the world look unplugged: names do not resolve and addresses cannot be reached."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def may_reach(sock: socket.socket, address: Any) -> bool:
        return sock.family == getattr(socket, "AF_UNIX", None) or _is_this_machine(address[0])

    def guarded_connect(sock: socket.socket, address: Any) -> None:
        if not may_reach(sock, address):
            raise OSError(errno.ENETUNREACH, f"tests may not reach {address}")
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
        return connect_ex(sock, address) if may_reach(sock, address) else errno.ENETUNREACH

    def guarded_getaddrinfo(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
        if not _is_this_machine(host):
            raise socket.gaierror(socket.EAI_NONAME, f"tests may not look up {host!r}")
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield
