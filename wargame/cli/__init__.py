"""The command line: `wargame COMMAND`. Each command loads what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from wargame.cli.exit_codes import ExitCode
from wargame.cli.parser import build_parser

__all__ = ["ExitCode", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; argparse exits by itself for `--help` and wrong usage."""
    arguments = build_parser().parse_args(argv)
    try:
        code = arguments.handler(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("wargame: interrupted\n")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except Exception as error:
        from wargame.cli.errors import told

        found = told(error)
        if found is None:
            raise
        text, code = found
        sys.stderr.writelines(f"wargame: {line}\n" for line in text.splitlines())
    return int(code)


def _reader_left() -> int:
    """Whoever read our output (a pager, `head`) has enough: that is no fault."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.FINE
