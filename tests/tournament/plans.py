"""Plans, played folders and made-up results for tests of comparisons."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from wargame.cli import main
from wargame.tournament.design import Match, design
from wargame.tournament.plan import Plan
from wargame.tournament.reading import Played
from wargame.tournament.results import Result, Usage

ROOT = Path(__file__).parents[2]
SEATS = ("us_government", "china_state", "global_south", "frontier_lab", "chip_cloud", "open_lab", "integrator")
TWO = {"ada": "scripted:random", "bob": "scripted:random"}


class Done(NamedTuple):
    """What a command gave back."""

    returncode: int
    stdout: str
    stderr: str


Goal = Callable[[Match, str], float]


def write(path: Path, **keys: Any) -> Path:
    """A plan file of these keys (JSON is YAML): two names for one noisy player, unless said otherwise."""
    plan = {"players": TWO, "games": 2, "turns": 1, "seed": 3, **keys}
    path.write_text("\n".join(f"{key}: {json.dumps(value)}" for key, value in plan.items() if value is not None))
    return path


@contextmanager
def started(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A command in a process of its own, which is gone when the block ends."""
    line = [sys.executable, "-m", "wargame", *map(str, arguments)]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def run(*arguments: object) -> Done:
    """Run a command to its end in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


def standings(folder: Path) -> dict[str, Any]:
    """What `wargame standings --json` prints."""
    done = run("standings", folder, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def played(
    goal: Goal,
    fallbacks: Mapping[str, int] | None = None,
    over: Callable[[Match], bool] = lambda match: True,
    **keys: Any,
) -> Played:
    """Results of games that nobody played: `goal` gives that of a match's seat, `fallbacks` of 20 answers a name's."""
    plan = Plan.model_validate({"players": TWO, "games": 16, **keys})

    def result(match: Match) -> Result:
        goals = {seat: goal(match, seat) for seat in SEATS} if over(match) else {}
        usage = {seat: _usage((fallbacks or {}).get(match.seating.get(seat, ""), 0)) for seat in SEATS}
        return Result(match, goals, usage, "the same")

    return Played(plan, tuple(SEATS), tuple(map(result, design(plan, SEATS))))


def _usage(fallbacks: int) -> Usage:
    return Usage(asked=20, fallbacks=fallbacks, tokens=100, replies=0, cost_usd=0.0, unpriced=0)
