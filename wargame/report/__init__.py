"""The after-action review of a game, from its record alone: as a page, as Markdown or as rows of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wargame.report.errors import ReportError
from wargame.report.limits import Rescored
from wargame.report.saving import check_target, save
from wargame.views import Game

__all__ = ["SUFFIXES", "ReportError", "check", "write"]

SUFFIXES = (".html", ".md", ".csv")


def check(out: Path, source: Path, *, force: bool = False) -> None:
    """Refuse what cannot become a report, before any work.

    Raises ReportError for a suffix that is no format, a folder, the transcript itself, or a file that exists without
    `force`.
    """
    if out.suffix.lower() not in SUFFIXES:
        found = f"the suffix {out.suffix}" if out.suffix else "no suffix"
        raise ReportError(f"{out} has {found}; the format follows it: {', '.join(SUFFIXES)}")
    check_target(out, source, force=force)


def write(game: Game, rescored: Mapping[str, Rescored], out: Path) -> None:
    """Write the report of a game to `out`, in the format of its suffix; `rescored` is how the same orders end under
    each thesis. Raises ReportError where no turn is closed or the file cannot be written.
    """
    if game.closed == 0:
        raise ReportError("no turn is closed yet, so there is nothing to review; `wargame resume` carries the game on")
    save(out, _text(game, rescored, out.suffix.lower()))


def _text(game: Game, rescored: Mapping[str, Rescored], suffix: str) -> str:
    from wargame.report import pages
    from wargame.report.review import review

    if suffix == ".csv":
        from wargame.report.rows import table

        return table(game)
    found = review(game, rescored)
    return pages.html(found) if suffix == ".html" else pages.markdown(found)
