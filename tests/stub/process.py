"""Start and stop the stub as a process of its own, and ask it what it was asked."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
STOP_SECONDS = 5.0


@contextmanager
def stub_server(latency: float = 0.0) -> Iterator[str]:
    """Run a stub that waits `latency` seconds before each reply, until the block ends; give its base URL (`http://…/v1`)."""
    command = [sys.executable, "-m", "tests.stub.server", "--latency", str(latency)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        port = server.stdout.readline().strip()
        if not port:
            raise RuntimeError("the stub server did not start")
        yield f"http://{HOST}:{port}/v1"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(STOP_SECONDS)
        server.stdout.close()


def asked(base_url: str) -> list[dict[str, Any]]:
    """The requests that the stub got so far, oldest first: each its body, with `headers` besides."""
    with urllib.request.urlopen(f"{base_url.removesuffix('/v1')}/stub", timeout=5) as reply:
        return list(json.load(reply)["requests"])


def refused_url() -> str:
    """A base URL where nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return f"http://{HOST}:{probe.getsockname()[1]}/v1"
