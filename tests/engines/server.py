"""Start and stop a `llama-server` on the loopback interface."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.engines.build import llama_server
from tests.engines.tiny_model import CONTEXT, NAME, write_tiny_model

HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 10.0
# One thread: more of them wait for each other in busy loops, ten times slower where other tests share the cores.
# Long prompts take twice as long without flash attention; a seat's old prompts stay in its slot, not in memory besides.
SPEED = ("--threads", "1", "--flash-attn", "on", "--no-warmup", "--cache-ram", "0", "--offline")


@dataclass(frozen=True)
class Engine:
    """A running inference engine: where it answers, what its model is called, where it logs."""

    base_url: str
    model: str
    log: Path

    @property
    def player(self) -> str:
        """Return the engine as `--seat SEAT=PLAYER` takes it."""
        return f"openai:{self.model}@{self.base_url}"


@contextmanager
def llama_server_running(
    binary: Path, weights: Path, folder: Path, *, slots: int = 8, tokens_per_slot: int = CONTEXT
) -> Iterator[Engine]:
    """Run `binary` on the model file `weights` until the block ends, its log in `folder`.

    It answers `slots` requests at once, each of at most `tokens_per_slot` tokens, prompt and reply together.
    Raises RuntimeError with the end of the log when the server does not come up.
    """
    port = free_port()
    engine = Engine(f"http://{HOST}:{port}/v1", weights.stem, folder / f"llama-server-{port}.log")
    command = [str(binary), "--model", str(weights), "--alias", engine.model, "--host", HOST, "--port", str(port)]
    command += ["--parallel", str(slots), "--ctx-size", str(slots * tokens_per_slot), *SPEED]
    with engine.log.open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_healthy(server, port, engine.log)
            yield engine
        finally:
            stop(server)


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once the server says that its model is loaded; raise RuntimeError when it ends or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=1.0) as reply:
                if reply.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"llama-server did not come up:\n{log.read_text(errors='replace')[-2000:]}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server, by force where it does not go at once."""
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def serve_until_interrupted() -> None:
    """Run one engine, its player name on stdout, until Ctrl-C or a request to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    binary = llama_server()
    with tempfile.TemporaryDirectory() as name:
        weights = write_tiny_model(Path(name) / f"{NAME}.gguf")
        try:
            with llama_server_running(binary, weights, Path(name)) as engine:
                sys.stdout.write(f"{engine.player}\n")
                sys.stdout.flush()
                signal.pause()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    serve_until_interrupted()
