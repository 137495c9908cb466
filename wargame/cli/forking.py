"""`fork`: another course of a game that was played."""

from __future__ import annotations

import argparse
from pathlib import Path

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import add_endpoints, add_hosts, add_json, add_transcript, assignments
from wargame.cli.output import tell
from wargame.cli.playing import answer_limit, local_endpoints, play_out
from wargame.cli.transcripts import read_game


def add_fork(parser: argparse.ArgumentParser) -> None:
    """`wargame fork`."""
    add_transcript(parser)
    parser.add_argument("--turn", type=int, required=True, metavar="N", help="branch before this turn")
    parser.add_argument("--out", type=Path, required=True, metavar="NEW", help="transcript of the fork")
    parser.add_argument(
        "--seat",
        action="append",
        default=[],
        metavar="SEAT=PLAYER",
        help="another player from turn N on, as in `wargame run`; repeatable",
    )
    parser.add_argument(
        "--order",
        action="append",
        default=[],
        metavar="SEAT=FILE",
        help="the seat's order in turn N from a YAML or JSON file; where nothing but orders changes, turn N keeps its "
        "talk and the others' orders; repeatable",
    )
    parser.add_argument(
        "--thesis",
        default="",
        metavar="NAME",
        help="another thesis; the referee rules the turns before N anew under it, with the same talk and orders",
    )
    add_hosts(parser)
    add_endpoints(parser)
    add_json(parser)
    parser.set_defaults(handler=_fork)


def _fork(arguments: argparse.Namespace) -> ExitCode:
    from wargame import facilitator, replay

    branch = replay.Branch(
        turn=arguments.turn,
        seats=assignments("--seat", "PLAYER", arguments.seat),
        orders={seat: Path(file) for seat, file in assignments("--order", "FILE", arguments.order).items()},
        thesis=arguments.thesis,
    )
    seconds, endpoints = answer_limit(arguments), local_endpoints(arguments)
    events, game = read_game(arguments.file)
    session = facilitator.fork(
        events, branch, arguments.out, endpoints, hosts=arguments.allow_host, answer_seconds=seconds
    )
    if branch.turn > 1 and session.game.thesis != game.thesis:
        tell(f"the turns before turn {branch.turn} are ruled anew: thesis {session.game.thesis}, not {game.thesis}")
    return play_out(session, arguments, readable=False)
