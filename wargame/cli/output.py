"""Standard output and standard error, in one place each."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
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
    """True where a person sits at a terminal that can show the table, which is drawn on standard error."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def own_command() -> str:
    """How the person at this terminal can call the program again: by name where it is on the path, else by its file."""
    if shutil.which("wargame"):
        return "wargame"
    beside = Path(sys.executable).with_name("wargame")
    return os.path.relpath(beside) if beside.exists() else f"{sys.executable} -m wargame"
