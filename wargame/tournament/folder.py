"""The folder of a tournament: the plan as it was set down, and a transcript for each game."""

from __future__ import annotations

import fcntl
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from wargame.tournament.design import Match
from wargame.tournament.plan import PLAN, Plan, PlanFile, load
from wargame.tournament.results import TournamentError, is_begun, is_over, transcript_path


class Folder:
    """Holds one plan and its games. Open it as a context: only one program may play into it at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: IO[bytes] | None = None

    @classmethod
    def open(cls, path: Path, plan_file: PlanFile, *, resume: bool) -> Self:
        """Set the plan down in a new folder, or carry on the one that it holds already.

        Raises TournamentError for a folder of another plan or of something else, for one with games already unless
        they are to be resumed, and where the folder cannot be written.
        """
        folder = cls(path.expanduser().absolute())
        try:
            folder._take(plan_file, resume=resume)
        except OSError as problem:
            raise TournamentError(f"{path}: cannot be written: {problem.strerror}") from problem
        return folder

    def transcript(self, match: Match) -> Path:
        """Where a game's transcript lies."""
        return transcript_path(self.path, match)

    def is_over(self, match: Match) -> bool:
        """True for a game that was played to its end."""
        return is_over(self.transcript(match))

    def is_begun(self, match: Match) -> bool:
        """True for a game of which something is recorded; what a kill left before its first event is swept away."""
        path = self.transcript(match)
        begun = is_begun(path)
        if not begun:
            path.unlink(missing_ok=True)
        return begun

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock is not None:
            self._lock.close()

    def _take(self, plan_file: PlanFile, *, resume: bool) -> None:
        stored = self.path / PLAN
        if stored.exists():
            self._compare(load(stored).plan, plan_file)
            if not resume:
                raise TournamentError(f"{self.path} holds games of this plan already: add --resume to carry on")
        elif self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise TournamentError(f"{self.path} is not the folder of a tournament: name a new one with --out")
        else:
            self.path.mkdir(parents=True, exist_ok=True)
            written = self.path / f".{PLAN}"
            written.write_bytes(plan_file.path.read_bytes())
            written.replace(stored)
        self._lock = stored.open("rb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise TournamentError(f"{self.path}: another wargame is playing these games") from None

    def _compare(self, stored: Plan, plan_file: PlanFile) -> None:
        ours = plan_file.plan
        differing = [key for key in Plan.model_fields if getattr(stored, key) != getattr(ours, key)]
        if differing:
            key = differing[0]
            raise TournamentError(
                f"{self.path} holds the games of another plan: {key} is {getattr(stored, key)!r} there "
                f"and {getattr(ours, key)!r} in {plan_file.path}; name another folder with --out"
            )
