"""Runs the command line as `python -m wargame`."""

import sys

from wargame.cli import main

if __name__ == "__main__":
    sys.exit(main())
