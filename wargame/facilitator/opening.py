"""How a live session comes about: a new transcript, one that was stopped, or a fork of another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from wargame import replay, transcript
from wargame.endpoints import Endpoint
from wargame.events import Event
from wargame.facilitator.asking import ANSWER_SECONDS
from wargame.facilitator.players import check_hosts, keys, seated
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
        check_hosts(seated(writer.recorded), endpoints or {}, hosts)
        return LiveSession(writer, writer.recorded, endpoints or {}, answer_seconds)
    except BaseException:
        writer.close()
        raise


def fork(
    events: Sequence[Event],
    branch: replay.Branch,
    out: Path,
    endpoints: Mapping[str, Endpoint] | None = None,
    hosts: Collection[str] = (),
    answer_seconds: float = ANSWER_SECONDS,
) -> LiveSession:
    """Start a game in a new transcript at `out` that has the events of another up to a turn, and changes from there on.

    A model's address that only the events name is asked as for `resume`. Raises ForkError, OrderFileError, SetupError,
    SeatError, BadEndpoint, GameError or TranscriptError; then no file is left behind.
    """
    first = replay.opening(events, branch)
    players = {seat: player for seat, player in seated(first).items() if seat not in branch.seats}
    check_hosts(players, endpoints or {}, hosts)
    path = out.expanduser().absolute()
    transcript.found(path, first, keys(endpoints or {}))
    writer = Writer.open_for_resume(path)
    try:
        return LiveSession(writer, writer.recorded, endpoints or {}, answer_seconds)
    except BaseException:
        writer.close()
        path.unlink(missing_ok=True)
        raise
