"""Runs the measurements named on the command line, or all: `python -m bench [NAME ...]`; 1 when a limit is not met."""

import importlib
import sys

from bench.common import machine

MEASUREMENTS = ("startup", "verify", "referee", "orchestration")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"No measurement {', '.join(unknown)}. There are: {', '.join(MEASUREMENTS)}.", file=sys.stderr)
        return 2
    print(machine(), flush=True)
    missed = 0
    for name in names or MEASUREMENTS:
        for figure in importlib.import_module(f"bench.{name}").measure():
            print(figure, flush=True)
            missed += not figure.met
    print(f"{missed} limits not met." if missed else "Every limit is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
