"""`replay`: a transcript on the screen."""

from __future__ import annotations

import argparse

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import add_transcript
from wargame.cli.output import has_screen, show
from wargame.cli.transcripts import read_game


def add_replay(parser: argparse.ArgumentParser) -> None:
    """`wargame replay`."""
    add_transcript(parser)
    parser.set_defaults(handler=_replay)


def _replay(arguments: argparse.Namespace) -> ExitCode:
    events, game = read_game(arguments.file)
    if has_screen():
        from wargame import tui
        from wargame.replay import ReplaySession

        tui.run(ReplaySession(events))
    else:
        from wargame.cli.summary import summary

        show(summary(game, arguments.file))
    return ExitCode.FINE
