"""The example games under version control are ruled again."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.replay import verify
from wargame.transcript import read

EXAMPLES = sorted((Path(__file__).parents[2] / "transcripts" / "examples").rglob("*.jsonl"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_ruled_again_as_recorded(example: Path) -> None:
    found = verify(example)
    assert found.ok
    assert found.match in ("bit-identical", "within 1e-9")
    assert found.turns >= 1


def test_one_example_was_played_by_models_on_an_engine() -> None:
    replies = [event for path in EXAMPLES for event in read(path).events if event.kind == "reply_received"]
    assert len({reply.data.seat for reply in replies}) >= 2  # type: ignore[attr-defined]  # the payload of this kind
