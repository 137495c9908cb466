"""The stub server: plain asyncio, HTTP/1.1 with kept-alive connections, on a loopback port of the system's choice."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from tests.stub.behaviours import BEHAVIOURS, Reply, Request

HOST = "127.0.0.1"
REMEMBERED = 2000
BODY_LIMIT = 64 * 2**20


@dataclass
class Stub:
    """One server: seconds it waits before each reply, what it was asked, and how far each model is in its script."""

    latency: float
    asked: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    steps: Counter[str] = field(default_factory=Counter)
    busy: int = 0
    peak: int = 0

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until either side ends it."""
        try:
            while await self.exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Read one request and answer it; False ends the connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(int(headers.get("content-length") or 0))
        method, path, _ = head[0].split(" ", 2)
        self.busy += 1
        self.peak = max(self.peak, self.busy)
        try:
            reply = await self.reply(method, path, headers, body)
        finally:
            self.busy -= 1
        if reply.then == "hang":
            await reader.read()
            return False
        if reply.status:
            writer.write(_wire(reply))
            await writer.drain()
        return reply.then == "keep"

    async def reply(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Reply:
        """What this request gets."""
        if method == "GET" and path == "/stub":
            told = {"peak": self.peak, "requests": list(self.asked)}
            return Reply(body=json.dumps(told).encode())
        if method == "GET" and path == "/v1/models":
            models = [{"id": name, "object": "model", "created": 0, "owned_by": "stub"} for name in BEHAVIOURS]
            return Reply(body=json.dumps({"object": "list", "data": models}).encode())
        if method != "POST" or path != "/v1/chat/completions":
            return Reply(404, b'{"error": {"message": "no such path"}}')
        request = Request(headers, json.loads(body))
        self.asked.append({"headers": headers, **request.body})
        if self.latency:
            await asyncio.sleep(self.latency)
        return self.behave(request)

    def behave(self, request: Request) -> Reply:
        """Take the next step of the script that the model's name is."""
        model = str(request.body["model"])
        script = model.split("+")
        step = script[min(self.steps[model], len(script) - 1)]
        self.steps[model] += 1
        return BEHAVIOURS.get(step, BEHAVIOURS["404"])(request)


def _wire(reply: Reply) -> bytes:
    headers = {
        "Content-Type": reply.kind,
        "Content-Length": str(reply.announce or len(reply.body)),
        "Connection": "keep-alive" if reply.then == "keep" else "close",
        **reply.headers,
    }
    lines = [f"HTTP/1.1 {reply.status} Stub", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + reply.body


async def serve(latency: float) -> None:
    """Serve until the process ends; the port is the first line on standard output."""
    stub = Stub(latency)
    server = await asyncio.start_server(stub.connection, HOST, 0, limit=BODY_LIMIT, backlog=2048)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each reply")
    asyncio.run(serve(parser.parse_args().latency))
