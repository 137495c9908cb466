"""`verify` and `rescore`: what a transcript alone can tell."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import add_json, add_transcript
from wargame.cli.output import show, show_json, tell
from wargame.cli.transcripts import read_game

if TYPE_CHECKING:
    from wargame.replay import Verification
    from wargame.transcript import TranscriptError


def add_verify(parser: argparse.ArgumentParser) -> None:
    """`wargame verify`."""
    add_transcript(parser)
    add_json(parser)
    parser.set_defaults(handler=_verify)


def add_rescore(parser: argparse.ArgumentParser) -> None:
    """`wargame rescore`."""
    add_transcript(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--thesis", action="append", metavar="NAME", help="a thesis of the game's scenario; repeatable")
    which.add_argument("--all-theses", action="store_true", help="every thesis of the game's scenario")
    add_json(parser)
    parser.set_defaults(handler=_rescore)


def _verify(arguments: argparse.Namespace) -> ExitCode:
    from wargame.replay import verify
    from wargame.transcript import TranscriptError

    try:
        found = verify(arguments.file)
    except TranscriptError as damage:
        if not damage.damaged:
            raise
        return _show_damage(arguments, damage)
    document = {key: value for key, value in asdict(found).items() if key != "torn"}
    document["ok"] = found.ok and not found.torn
    if arguments.json:
        show_json(document)
    else:
        show(_verdict(arguments.file, found))
    if found.torn:
        tell(f"wargame: {arguments.file}: the last line is cut off; what stands before it is judged")
    return ExitCode.FINE if document["ok"] else ExitCode.DIFFERS


def _show_damage(arguments: argparse.Namespace, damage: TranscriptError) -> ExitCode:
    if arguments.json:
        place = {"seq": damage.line - 1, "path": "", "recorded": damage.message, "computed": None}
        show_json({"ok": False, "final_hash": None, "turns": 0, "match": None, "divergence": place})
    tell(f"wargame: {damage}")
    return ExitCode.DIFFERS


def _verdict(path: Path, found: Verification) -> str:
    turns = f"{found.turns} turn" + ("" if found.turns == 1 else "s")
    if found.divergence is None:
        return f"{path}: {turns} ruled again, {found.match}; final hash {found.final_hash}"
    at = found.divergence
    return (
        f"{path}: event {at.seq} is not what the referee rules: "
        f"{at.path} is recorded as {at.recorded!r}, computed as {at.computed!r}"
    )


def _rescore(arguments: argparse.Namespace) -> ExitCode:
    from wargame.replay import rescore

    events, game = read_game(arguments.file)
    found = rescore(events, None if arguments.all_theses else arguments.thesis)
    if arguments.json:
        show_json({"theses": {name: asdict(score) for name, score in found.items()}})
        return ExitCode.FINE
    names = {seat.id: seat.name for seat in game.pack.seats}
    for name, score in found.items():
        show(f"{name}: {game.pack_file.theses[name].name}")
        for seat in sorted(names, key=lambda seat: -score.scores[seat]["goal"]):
            show(f"  {names[seat]:<24} goal {score.scores[seat]['goal']:+.3f}  {_boards(score.scores[seat])}")
    return ExitCode.FINE


def _boards(boards: dict[str, Any]) -> str:
    return "  ".join(f"{board.replace('_', ' ')} {value:.4g}" for board, value in boards.items() if board != "goal")
