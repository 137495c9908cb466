"""Whole games in which a real engine answers for seats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.engines.server import Engine

pytestmark = pytest.mark.engine

TURNS = 3
EVERY_SEAT = (
    "us_government",
    "china_state",
    "global_south",
    "frontier_lab",
    "chip_cloud",
    "open_lab",
    "integrator",
)


def wargame(*arguments: str) -> Any:
    command = [sys.executable, "-m", "wargame", *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def replies(transcript: Path) -> list[dict[str, Any]]:
    events = map(json.loads, transcript.read_text(encoding="utf-8").splitlines())
    return [event["data"] for event in events if event["kind"] == "reply_received"]


@pytest.mark.parametrize("seats", [("china_state", "open_lab"), EVERY_SEAT], ids=["two seats", "every seat"])
def test_a_game_with_seats_on_a_real_engine_ends_and_verifies(
    seats: tuple[str, ...], llama_engine: Engine, tmp_path: Path
) -> None:
    transcript = tmp_path / "game.jsonl"
    players = [option for seat in seats for option in ("--seat", f"{seat}={llama_engine.player}")]

    ran = wargame("run", "--turns", str(TURNS), "--seed", "7", "--out", str(transcript), *players)
    verified = wargame("verify", str(transcript))

    assert ran["turns"] == TURNS
    assert ran["fallbacks"] == 0
    assert verified["ok"]
    assert verified["final_hash"] == ran["final_hash"]
    asked = replies(transcript)
    assert {reply["seat"] for reply in asked} == set(seats)
    assert {reply["parsed"] for reply in asked} == {"schema"}
    assert len(asked) >= 3 * TURNS * len(seats)
