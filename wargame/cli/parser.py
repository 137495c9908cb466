"""The parser of the command line, built without loading any library."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from wargame import __version__
from wargame.cli import (
    checking,
    comparing,
    differing,
    explaining,
    forking,
    listing,
    playing,
    ranking,
    reporting,
    watching,
)
from wargame.cli.exit_codes import ExitCode

Add = Callable[[argparse.ArgumentParser], None]

COMMANDS: dict[str, tuple[str, Add]] = {
    "play": ("play a game on the screen", playing.add_play),
    "run": ("play a game without a screen", playing.add_run),
    "resume": ("carry on a game that was stopped in any way", playing.add_resume),
    "replay": ("watch a transcript on the screen", watching.add_replay),
    "verify": ("check a transcript and rule every turn again", checking.add_verify),
    "rescore": ("play the same orders under another thesis", checking.add_rescore),
    "fork": ("play on from a turn of another game, with something changed", forking.add_fork),
    "diff": ("where two transcripts part, and the rents in both", differing.add_diff),
    "report": ("write the after-action review of a game", reporting.add_report),
    "why": ("what moved a rent", explaining.add_why),
    "tournament": ("compare players: play the games of a plan", comparing.add_tournament),
    "standings": ("what a comparison of players came to", ranking.add_standings),
    "scenarios": ("list the scenarios", listing.add_scenarios),
    "personas": ("list the personas, or read one", listing.add_personas),
    "lint": ("check a scenario, a persona or an endpoints file", listing.add_lint),
}


class Parser(argparse.ArgumentParser):
    """Tells wrong usage in the words and with the code of all other errors."""

    def error(self, message: str) -> NoReturn:
        """Print the message and where help is, and exit."""
        sys.stderr.write(f"wargame: {message}\nwargame: see {self.prog} --help\n")
        sys.exit(ExitCode.BAD_INPUT)


def build_parser() -> argparse.ArgumentParser:
    """The whole parser; each command leaves its function in `handler`."""
    parser = Parser(
        prog="wargame",
        description="Play out the contest over AI: who owns the scarce layer as intelligence gets cheap?",
        epilog="Exit codes: 0 fine, 2 bad input, 3 verification failed or transcripts differ, "
        "4 endpoint failed for good, 5 budget used up, 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"wargame {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (summary, add) in COMMANDS.items():
        add(commands.add_parser(name, help=summary, description=summary.capitalize() + ".", allow_abbrev=False))
    return parser
