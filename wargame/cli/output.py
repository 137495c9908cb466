"""Standard output and standard error, in one place each."""

from __future__ import annotations

import json
import sys
from typing import Any


def show(text: str) -> None:
    """Print lines that somebody asked for."""
    sys.stdout.write(text + "\n")


def show_json(document: Any) -> None:
    """Print the one JSON document of a command."""
    show(json.dumps(document, indent=2, ensure_ascii=False))


def tell(text: str) -> None:
    """Say how things go, on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def has_screen() -> bool:
    """True where a person sits at a terminal that can show the table."""
    return sys.stdin.isatty() and sys.stdout.isatty()
