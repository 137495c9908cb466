"""`diff`: two transcripts beside each other."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import add_json
from wargame.cli.output import show, show_json
from wargame.cli.transcripts import read_game

if TYPE_CHECKING:
    from wargame.replay import Divergence, RentPaths
    from wargame.views import Game

SHOWN = 0.05
"""USD bn a year; what is smaller would print as zero."""
LONGEST = 120
NOTHING = "·"
SAME = "="


def add_diff(parser: argparse.ArgumentParser) -> None:
    """`wargame diff`."""
    parser.add_argument("a", type=Path, metavar="A", help="transcript")
    parser.add_argument("b", type=Path, metavar="B", help="another transcript")
    add_json(parser)
    parser.set_defaults(handler=_diff)


def _diff(arguments: argparse.Namespace) -> ExitCode:
    from wargame import replay

    (a_events, a_game), (b_events, b_game) = read_game(arguments.a), read_game(arguments.b)
    found = replay.first_difference(a_events, b_events)
    paths = replay.rent_paths(a_game), replay.rent_paths(b_game)
    if arguments.json:
        first = found and {"seq": found.seq, "path": found.path, "a": found.recorded, "b": found.computed}
        rents = {"a": asdict(paths[0]), "b": asdict(paths[1])}
        show_json({"same": found is None, "first_difference": first, "rents": rents})
    else:
        show("\n".join([_verdict(found, a_events[found.seq].turn if found else 0), "", *_table(a_game, b_game, paths)]))
    return ExitCode.FINE if found is None else ExitCode.DIFFERS


def _verdict(found: Divergence | None, turn: int) -> str:
    if found is None:
        return "same: the two transcripts say the same, but for times and where they come from"
    at = f"event {found.seq}, turn {turn}, {found.path}"
    return f"first difference: {at}\n  A  {_short(found.recorded)}\n  B  {_short(found.computed)}"


def _short(value: object) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _table(a: Game, b: Game, paths: tuple[RentPaths, RentPaths]) -> Iterator[str]:
    turns = max(a.closed, b.closed) + 1
    yield "Rents, USD bn a year" + " " * 10 + "".join(f"{turn or 'start':>9}" for turn in range(turns))
    ahead, behind = paths
    for who, name in _names(a, b).items():
        left, right = (path.blocs.get(who) or path.seats.get(who, []) for path in (ahead, behind))
        yield f"{name:<28}A " + "".join(f"{value:>9.1f}" for value in left)
        yield f"{'':<28}B " + "".join(f"{value:>9.1f}" for value in right)
        yield f"{'':<24}B - A " + "".join(f"{_change(pair):>9}" for pair in zip_longest(left, right))


def _names(a: Game, b: Game) -> dict[str, str]:
    """Blocs, each followed by the firms in it that have a seat; as A has them, then what only B has."""
    found: dict[str, str] = {}
    for game in (a, b):
        for bloc in game.pack.blocs:
            found.setdefault(bloc.id, bloc.name)
            firms = [seat for seat in game.pack.seats if seat.bloc == bloc.id and seat.kind != "state"]
            found |= {seat.id: f"  {seat.name}" for seat in firms if seat.id not in found}
    return found


def _change(pair: Sequence[float | None]) -> str:
    before, after = pair
    if before is None or after is None:
        return NOTHING
    return f"{after - before:+.1f}" if abs(after - before) >= SHOWN else SAME
