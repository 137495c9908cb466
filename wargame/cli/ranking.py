"""`standings`: what a comparison of players came to."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import add_json
from wargame.cli.output import show, show_json

if TYPE_CHECKING:
    from wargame.tournament import Contrast, PlayerStanding, Standings

HEAD = (
    f"{'player':<16}{'score':>8}  {'95% interval':<18}{'ahead':>8}{'games':>7}  {'fallbacks':<18}"
    f"{'tokens':>10}{'USD':>9}"
)


def add_standings(parser: argparse.ArgumentParser) -> None:
    """`wargame standings`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder of a tournament")
    add_json(parser)
    parser.set_defaults(handler=_standings)


def _standings(arguments: argparse.Namespace) -> ExitCode:
    from wargame import tournament

    found = tournament.standings(arguments.folder)
    if arguments.json:
        show_json(_document(found))
    else:
        show("\n".join(_lines(found)))
    return ExitCode.FINE


def _document(found: Standings) -> dict[str, Any]:
    return {
        "label": found.label,
        "complete": found.complete,
        "games": {"planned": found.games, "finished": found.finished},
        "rotation_sets": {"planned": found.sets, "counted": found.counted},
        "players": {one.name: _player(one) for one in found.players},
        "contrasts": [_contrast(one) for one in found.contrasts],
        "excluded": list(found.excluded),
        "notes": list(found.notes),
    }


def _player(one: PlayerStanding) -> dict[str, Any]:
    return {
        "player": one.player,
        "score": one.score,
        "ci": _bounds(one.ci),
        "ahead": one.ahead,
        "ahead_ci": _bounds(one.ahead_ci),
        "games": one.games,
        "fallback_rate": one.fallback_rate,
        "fallbacks": one.fallbacks,
        "asked": one.asked,
        "tokens": one.tokens,
        "cost_usd": one.cost_usd,
        "unpriced_requests": one.unpriced,
    }


def _contrast(one: Contrast) -> dict[str, Any]:
    return {
        "a": one.a,
        "b": one.b,
        "difference": one.difference,
        "ci": _bounds(one.ci),
        "p": one.p,
        "p_adjusted": one.p_adjusted,
        "better": one.better or None,
    }


def _bounds(ci: tuple[float, float] | None) -> list[float | None]:
    return [None, None] if ci is None else list(ci)


def _lines(found: Standings) -> Iterator[str]:
    whole = "" if found.complete else ", so far"
    yield (
        f"{found.label[0].upper()}{found.label[1:]}{whole}: {found.finished} of {found.games} games are over; "
        f"{found.counted} of {found.sets} rotation sets are whole and count"
    )
    yield "Score: goal above the baselines' in the same seats with the same chance; ahead: above the other players'"
    yield ""
    yield HEAD
    for one in sorted(found.players, key=lambda one: (one.score is None, -(one.score or 0.0))):
        yield _row(one)
    if found.contrasts:
        yield ""
        yield "Contrasts, in the same seats with the same chance"
        yield from map(_contrast_line, found.contrasts)
    if found.notes:
        yield ""
        yield from (f"Note: {note}" for note in found.notes)


def _row(one: PlayerStanding) -> str:
    score = "-" if one.score is None else f"{one.score:+.3f}"
    ahead = "-" if one.ahead is None else f"{one.ahead:+.3f}"
    stood_in = f"{one.fallbacks} of {one.asked} ({one.fallback_rate:.0%})"
    cost = "unknown" if one.cost_usd is None else f"{one.cost_usd:.2f}"
    return (
        f"{one.name:<16}{score:>8}  {_interval(one.ci):<18}{ahead:>8}{one.games:>7}  {stood_in:<18}"
        f"{one.tokens:>10}{cost:>9}"
    )


def _interval(ci: tuple[float, float] | None) -> str:
    return "-" if ci is None else f"{ci[0]:+.3f} to {ci[1]:+.3f}"


def _contrast_line(one: Contrast) -> str:
    verdict = f"{one.better} is better" if one.better else "no difference shown"
    adjusted = f", {one.p_adjusted:.3g} for all contrasts" if one.p_adjusted != one.p else ""
    interval = _interval(one.ci)
    return f"  {one.a} - {one.b}  {one.difference:+.3f}  [{interval}]  p {one.p:.3g}{adjusted}: {verdict}"
