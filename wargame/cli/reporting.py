"""`report`: the after-action review of a game."""

from __future__ import annotations

import argparse
from pathlib import Path

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import add_json, add_transcript
from wargame.cli.output import show, show_json
from wargame.cli.transcripts import read_game


def add_report(parser: argparse.ArgumentParser) -> None:
    """`wargame report`."""
    add_transcript(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="REPORT", help="where to, by suffix: .html, .md or .csv"
    )
    parser.add_argument("--force", action="store_true", help="replace a report that exists")
    add_json(parser)
    parser.set_defaults(handler=_report)


def _report(arguments: argparse.Namespace) -> ExitCode:
    from wargame import replay, report

    out = arguments.out.expanduser().absolute()
    report.check(out, arguments.file, force=arguments.force)
    events, game = read_game(arguments.file)
    report.write(game, replay.rescore(events), out)
    if arguments.json:
        show_json({"report": str(out)})
    else:
        show(str(out))
    return ExitCode.FINE
