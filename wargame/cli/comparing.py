"""`tournament`: plays the games of a plan."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import InputError, add_endpoints
from wargame.cli.output import show, tell
from wargame.cli.playing import answer_limit, local_endpoints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.tournament import Match, Options, PlanFile, Runner

ASKS_PER_TURN = 3
MOST_AT_ONCE = 1000


def add_tournament(parser: argparse.ArgumentParser) -> None:
    """`wargame tournament`."""
    parser.add_argument("plan", type=Path, metavar="PLAN", help="YAML file: players, scenario, seats, games")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the games")
    parser.add_argument("--resume", action="store_true", help="carry on in a folder that holds games of this plan")
    parser.add_argument(
        "--budget", type=float, metavar="USD", help="stop, to be resumed, once models cost this much (over the plan's)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be played, and play nothing")
    parser.add_argument(
        "--at-once", type=int, default=16, metavar="N", help="games with models played at once (default: 16)"
    )
    add_endpoints(parser)
    parser.set_defaults(handler=_tournament)


def _tournament(arguments: argparse.Namespace) -> ExitCode:
    from wargame import tournament

    plan_file = tournament.load(arguments.plan)
    options = _options(arguments, plan_file)
    seats = tournament.check(plan_file, options.endpoints, options.budget_usd)
    matches = tournament.design(plan_file.plan, seats)
    if arguments.dry_run:
        show(_programme(plan_file, matches))
        return ExitCode.FINE
    with tournament.Folder.open(arguments.out, plan_file, resume=arguments.resume) as folder:
        runner = tournament.Runner(plan_file.plan, matches, folder, options)
        code = _play(runner, _resume_line(arguments))
        if code is ExitCode.FINE:
            show(str(folder.path))
    return code


def _options(arguments: argparse.Namespace, plan_file: PlanFile) -> Options:
    from wargame import tournament

    if arguments.budget is not None and not arguments.budget > 0:
        raise InputError(f"--budget {arguments.budget:g} is not possible: allowed is a number of USD above 0")
    if not 1 <= arguments.at_once <= MOST_AT_ONCE:
        raise InputError(f"--at-once {arguments.at_once} is not possible: allowed are 1 to {MOST_AT_ONCE} games")
    known = local_endpoints(arguments)
    return tournament.Options(
        endpoints=known,
        hosts=frozenset(tournament.hosts(plan_file, known)),
        answer_seconds=answer_limit(arguments),
        at_once=arguments.at_once,
        budget_usd=plan_file.plan.budget_usd if arguments.budget is None else arguments.budget,
    )


def _play(runner: Runner, resume: str) -> ExitCode:
    """Play with progress on standard error. Raises what the runner raises, and says how to resume."""
    try:
        ending = asyncio.run(_until_stopped(runner))
    except Exception:
        tell(resume)
        raise
    if ending == "finished":
        return ExitCode.FINE
    if ending == "budget":
        tell(f"wargame: the budget is used up: USD {runner.spent:.2f} spent")
    else:
        tell("wargame: interrupted")
    tell(resume)
    return ExitCode.BUDGET_SPENT if ending == "budget" else ExitCode.INTERRUPTED


async def _until_stopped(runner: Runner) -> str:
    """How the games ended; empty where a signal stopped them."""
    loop = asyncio.get_running_loop()
    playing = asyncio.create_task(runner.run(tell))
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, playing.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        return await playing
    return ""


def _resume_line(arguments: argparse.Namespace) -> str:
    given = f" --endpoints {arguments.endpoints}" if arguments.endpoints else ""
    command = f"wargame tournament {arguments.plan} --out {arguments.out} --resume{given}"
    return f"wargame: what was played is safe; carry on with: {command}"


def _programme(plan_file: PlanFile, matches: Sequence[Match]) -> str:
    """Who would sit where in which game, and what would be asked of models."""
    plan = plan_file.plan
    baselines = sum(match.baseline for match in matches)
    sets = plan.games // plan.set_size
    lines = [f"{len(matches)} games: {sets} rotation sets of {plan.set_size}, and {baselines} of baselines"]
    for match in matches:
        who = ", ".join(f"{seat} {name}" for seat, name in match.seating.items()) or "baseline in every compared seat"
        lines.append(f"  {match.name}  seed {match.seed}  {match.thesis}  {who}")
    seated = Counter((name, seat) for match in matches for seat, name in match.seating.items())
    times = sorted(set(seated.values()))
    lines.append(f"each player has each seat {times[0]} time" + ("" if times[0] == 1 else "s"))
    return "\n".join(lines)
