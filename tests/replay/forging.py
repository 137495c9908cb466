"""Transcripts whose chain is whole and whose content is not."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from wargame.events import PAYLOADS, Event
from wargame.events.canonical import digest
from wargame.transcript import Writer

Change = Callable[[dict[str, Any]], None]


def forge(path: Path, events: Sequence[Event], seq: int, change: Change) -> Path:
    """The same game written anew with one event changed; the hash of a changed state is put right as well."""
    with Writer.create(path) as writer:
        for event in events:
            payload = event.data
            if event.seq == seq:
                data = payload.model_dump(mode="json")
                change(data)
                if "state" in data:
                    data["state_hash"] = digest(data["state"])
                payload = PAYLOADS[event.kind].model_validate(data)
            writer.append(event.turn, payload)
    return path


def seq_of(events: Sequence[Event], kind: str, turn: int) -> int:
    """The last event of this kind in the turn."""
    return max(event.seq for event in events if (event.kind, event.turn) == (kind, turn))
