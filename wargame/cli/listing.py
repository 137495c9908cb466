"""`scenarios`, `personas` and `lint`: what is there, and whether a file is sound."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import add_json
from wargame.cli.output import show, show_json

if TYPE_CHECKING:
    from wargame.scenario import Problem


def add_scenarios(parser: argparse.ArgumentParser) -> None:
    """`wargame scenarios`."""
    add_json(parser)
    parser.set_defaults(handler=_scenarios)


def add_personas(parser: argparse.ArgumentParser) -> None:
    """`wargame personas`."""
    parser.add_argument("persona", nargs="?", metavar="PERSONA", help="read this one's brief")
    add_json(parser)
    parser.set_defaults(handler=_personas)


def add_lint(parser: argparse.ArgumentParser) -> None:
    """`wargame lint`."""
    parser.add_argument(
        "path", metavar="PATH", help="scenario (name or folder), persona (.md) or endpoints file (.yaml)"
    )
    add_json(parser)
    parser.set_defaults(handler=_lint)


def _scenarios(arguments: argparse.Namespace) -> ExitCode:
    from wargame import scenario

    packs = [scenario.load(name) for name in scenario.names()]
    if arguments.json:
        show_json(
            [
                {
                    "id": pack.id,
                    "title": pack.title,
                    "summary": pack.summary,
                    "turns": pack.turns,
                    "seats": [seat.id for seat in pack.seats],
                    "theses": {name: thesis.sentence for name, thesis in pack.theses.items()},
                }
                for pack in packs
            ]
        )
        return ExitCode.FINE
    for pack in packs:
        show(f"{pack.id}: {pack.title}, {pack.turns} turns\n  {pack.summary}")
        show(f"  seats   {', '.join(seat.id for seat in pack.seats)}")
        for name, thesis in pack.theses.items():
            show(f"  thesis  {name}: {thesis.sentence}")
    return ExitCode.FINE


def _personas(arguments: argparse.Namespace) -> ExitCode:
    from wargame import seats

    chosen = [seats.find(arguments.persona)] if arguments.persona else list(seats.personas().values())
    if arguments.json:
        show_json([persona.model_dump(mode="json") for persona in chosen])
    elif arguments.persona:
        show(chosen[0].text)
    else:
        for persona in chosen:
            show(f"{persona.id:<16} {persona.name} (believes {persona.believes}, plays {persona.doctrine})")
    return ExitCode.FINE


def _lint(arguments: argparse.Namespace) -> ExitCode:
    problems = _problems(arguments.path)
    if arguments.json:
        show_json({"ok": not problems, "problems": [asdict(problem) for problem in problems]})
    elif problems:
        for problem in problems:
            show(str(problem))
    else:
        show(f"{arguments.path}: sound")
    return ExitCode.BAD_INPUT if problems else ExitCode.FINE


def _problems(path: str) -> list[Problem]:
    from wargame import endpoints, scenario, seats

    file = Path(path)
    if file.suffix == ".md":
        return seats.lint(file)
    if file.suffix in {".yaml", ".yml"} and file.name != "pack.yaml":
        try:
            endpoints.load(file)
        except endpoints.EndpointsFileError as error:
            return list(error.problems)
        return []
    return scenario.lint(path)
