"""How a live session comes about: a new transcript, or one that was stopped."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from wargame.endpoints import Endpoint
from wargame.events.payloads import GameStarted
from wargame.facilitator.asking import ANSWER_SECONDS
from wargame.facilitator.players import check_hosts
from wargame.facilitator.session import LiveSession
from wargame.facilitator.setup import Setup, begin, transcript_path
from wargame.transcript import Writer


def new(
    setup: Setup, endpoints: Mapping[str, Endpoint] | None = None, answer_seconds: float = ANSWER_SECONDS
) -> LiveSession:
    """Start a game in a new transcript.

    Raises SetupError, SeatError, ScenarioError, PersonaError or BadEndpoint for what was asked, TranscriptError where
    the file cannot be made; then no file is left behind.
    """
    start = begin(setup)
    writer = Writer.create(transcript_path(setup, start))
    try:
        first = writer.append(0, start)
        return LiveSession(writer, [first], endpoints or {}, answer_seconds)
    except BaseException:
        writer.close()
        writer.path.unlink(missing_ok=True)
        raise


def resume(
    path: Path | str,
    endpoints: Mapping[str, Endpoint] | None = None,
    hosts: Collection[str] = (),
    answer_seconds: float = ANSWER_SECONDS,
) -> LiveSession:
    """Carry on a game that was stopped in any way; a torn last line is cut off.

    A model's address that only the transcript names is asked where its host is this machine or one of `hosts`.
    Raises TranscriptError for a damaged transcript, GameError for one that is no game, SetupError for a host that is
    not allowed.
    """
    writer = Writer.open_for_resume(path)
    try:
        started = writer.recorded[0].data
        if isinstance(started, GameStarted):
            check_hosts({seat: who.player for seat, who in started.seats.items()}, endpoints or {}, hosts)
        return LiveSession(writer, writer.recorded, endpoints or {}, answer_seconds)
    except BaseException:
        writer.close()
        raise
