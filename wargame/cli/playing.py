"""`play`, `run` and `resume`: games that come into being."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import (
    InputError,
    add_endpoints,
    add_hosts,
    add_json,
    add_table,
    add_terms,
    add_transcript,
    assignments,
)
from wargame.cli.output import has_screen, show, show_json

if TYPE_CHECKING:
    from wargame.endpoints import Endpoint
    from wargame.facilitator import LiveSession, Terms

LONGEST_ANSWER = 3600.0
LONGEST_PERSON = 7 * 86_400.0


def add_play(parser: argparse.ArgumentParser) -> None:
    """`wargame play`."""
    _add_new(parser)
    parser.set_defaults(handler=_play)


def add_run(parser: argparse.ArgumentParser) -> None:
    """`wargame run`."""
    _add_new(parser)
    parser.set_defaults(handler=_run)


def add_resume(parser: argparse.ArgumentParser) -> None:
    """`wargame resume`."""
    add_transcript(parser)
    parser.add_argument("--headless", action="store_true", help="without a screen, as `wargame run`")
    add_hosts(parser)
    add_endpoints(parser)
    add_terms(parser)
    add_json(parser)
    parser.set_defaults(handler=_resume)


def _add_new(parser: argparse.ArgumentParser) -> None:
    add_table(parser)
    add_endpoints(parser)
    add_terms(parser)
    add_json(parser)


def _play(arguments: argparse.Namespace) -> ExitCode:
    screen = has_screen() and not arguments.json
    session = _new(arguments, attended=screen)
    return _on_screen(session) if screen else play_out(session, arguments, readable=True)


def _run(arguments: argparse.Namespace) -> ExitCode:
    return play_out(_new(arguments, attended=False), arguments, readable=False)


def _resume(arguments: argparse.Namespace) -> ExitCode:
    from wargame import facilitator

    screen = has_screen() and not arguments.headless and not arguments.json
    session = facilitator.resume(
        arguments.file, local_endpoints(arguments), hosts=arguments.allow_host, terms=terms(arguments, attended=screen)
    )
    return _on_screen(session) if screen else play_out(session, arguments, readable=False)


def _new(arguments: argparse.Namespace, *, attended: bool) -> LiveSession:
    from wargame import facilitator

    setup = facilitator.Setup(
        scenario=arguments.scenario or facilitator.DEFAULT_SCENARIO,
        thesis=arguments.thesis,
        seats=assignments("--seat", "PLAYER", arguments.seat),
        personas=assignments("--persona", "PERSONA", arguments.persona),
        turns=arguments.turns,
        seed=arguments.seed,
        out=arguments.out,
    )
    return facilitator.new(setup, local_endpoints(arguments), terms=terms(arguments, attended=attended))


def local_endpoints(arguments: argparse.Namespace) -> dict[str, Endpoint]:
    """What the endpoints file names, by name. Raises EndpointsFileError."""
    from wargame import endpoints

    return endpoints.load(arguments.endpoints) if arguments.endpoints else {}


def terms(arguments: argparse.Namespace, *, attended: bool) -> Terms:
    """On what terms a session is run. Raises InputError for what is not possible."""
    from wargame.facilitator import Terms

    budget = arguments.budget
    if budget is not None and not 0.0 < budget < float("inf"):
        raise InputError(f"--budget {budget:g} is not possible: allowed is an amount in USD above 0")
    return Terms(
        answer_seconds=answer_limit(arguments),
        person_seconds=_seconds("--person-time", arguments.person_time, LONGEST_PERSON),
        attended=attended,
        review=arguments.review,
        budget_usd=budget,
    )


def answer_limit(arguments: argparse.Namespace) -> float:
    """The longest wait for a program's answer, seconds. Raises InputError for one that is not possible."""
    return _seconds("--answer-time", arguments.answer_time, LONGEST_ANSWER)


def _seconds(option: str, seconds: float, most: float) -> float:
    if not 1.0 <= seconds <= most:
        raise InputError(f"{option} {seconds:g} is not possible: allowed are 1 to {most:.0f} seconds")
    return seconds


def _on_screen(session: LiveSession) -> ExitCode:
    from wargame.cli.screen import show_session

    return show_session(session)


def play_out(session: LiveSession, arguments: argparse.Namespace, *, readable: bool) -> ExitCode:
    """Play to the end and show the JSON document, a summary or the transcript's path alone."""
    from wargame.cli.headless import play_through

    code = play_through(session)
    if code is not ExitCode.FINE:
        return code
    if arguments.json:
        show_json(_result(session))
    elif readable:
        from wargame.cli.summary import summary

        show(summary(session.game, session.path))
    else:
        show(str(session.path))
    return code


def _result(session: LiveSession) -> dict[str, Any]:
    game = session.game
    ended = game.ended
    return {
        "transcript": str(session.path),
        "final_hash": ended.final_hash if ended else "",
        "turns": game.closed,
        "scores": ended.scores if ended else {},
        "fallbacks": sum(len(record.fallbacks) for record in game.history),
    }
