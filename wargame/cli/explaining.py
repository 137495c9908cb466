"""`why`: what moved a rent."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import InputError, add_json, add_transcript
from wargame.cli.output import show, show_json
from wargame.cli.transcripts import read_game

if TYPE_CHECKING:
    from wargame.events import Firing, Why
    from wargame.views import Game

SHOWN = 0.005
"""USD bn a year; what is smaller would print as zero."""


def add_why(parser: argparse.ArgumentParser) -> None:
    """`wargame why`."""
    add_transcript(parser)
    parser.add_argument("--turn", type=int, required=True, metavar="N", help="a closed turn")
    parser.add_argument("--seat", required=True, metavar="SEAT", help="whose rent; for a state, all of its bloc's")
    parser.add_argument("--layer", default="", metavar="LAYER", help="one layer (default: all)")
    add_json(parser)
    parser.set_defaults(handler=_why)


def _why(arguments: argparse.Namespace) -> ExitCode:
    from wargame.events import WhyQuestion
    from wargame.replay import explain

    _, game = read_game(arguments.file)
    try:
        why = explain(game, WhyQuestion(arguments.turn, arguments.seat, arguments.layer))
    except ValueError as problem:
        raise InputError(str(problem)) from problem
    if arguments.json:
        show_json(asdict(why))
    else:
        show(_readable(game, why))
    return ExitCode.FINE


def _readable(game: Game, why: Why) -> str:
    names = {seat.id: seat.name for seat in game.pack.seats}
    layer = next((layer.name for layer in game.pack.layers if layer.id == why.layer), "all layers")
    lines = [
        f"{names[why.seat]}, {layer}, turn {why.turn} ({game.pack_file.turn_label(why.turn)}): "
        f"{why.rent:.2f} USD bn a year, {why.total:+.2f}",
        f"by effect     {_sum(why.effects, {}, why.total)}",
        f"by cause      {_sum(why.causes, names | {'drift': 'would have come anyway'}, why.total)}",
        "by mechanism",
        *(_firing(firing) for firing in why.mechanisms),
    ]
    return "\n".join(lines)


def _sum(parts: dict[str, float], names: dict[str, str], total: float) -> str:
    shown = {key: value for key, value in parts.items() if abs(value) >= SHOWN}
    listed = [
        f"{names.get(key, key)} {value:+.2f}" for key, value in sorted(shown.items(), key=lambda item: -abs(item[1]))
    ]
    return f"{'  '.join(listed) or 'nothing'}  = {total:+.2f}"


def _firing(firing: Firing) -> str:
    return f"  {firing.mechanism}  {firing.text}" + (f"  ({', '.join(firing.causes)})" if firing.causes else "")
