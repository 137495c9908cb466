"""Puts a report on disk, whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from wargame.report.errors import ReportError


def check_target(out: Path, source: Path, *, force: bool) -> None:
    """Refuse a target before any work: raises ReportError for a folder, the transcript itself, or a file that exists
    without `force`.
    """
    try:
        problem = _problem(out, source, force)
    except OSError as error:
        raise ReportError(f"{out} cannot be written: {error.strerror or error}") from error
    if problem:
        raise ReportError(f"{out} {problem}")


def _problem(out: Path, source: Path, force: bool) -> str:
    if out.is_dir():
        return f"is a folder; name a file in it, such as {out / 'report.html'}"
    if not out.parent.is_dir():
        return f"cannot be written: there is no folder {out.parent}"
    if out.exists() and source.exists() and out.samefile(source):
        return "is the transcript; a report needs a file of its own"
    if out.exists() and not force:
        return "exists; --force replaces it, or choose another name"
    return ""


def save(out: Path, text: str) -> None:
    """Write a report; what stood there stays until the new one is whole. Raises ReportError where it cannot be."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        part.replace(out)
    except OSError as problem:
        with contextlib.suppress(OSError):
            part.unlink()
        raise ReportError(f"{out} cannot be written: {problem.strerror or problem}") from problem
