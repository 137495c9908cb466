from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.commands import Command
from tests.report.games import Eventful, Hostile
from tests.report.page import Element, read
from wargame.cli import main
from wargame.transcript import Writer
from wargame.views import Game


@dataclass(frozen=True)
class Reported:
    """A game, its transcript and the folder of its three reports."""

    game: Game
    transcript: Path
    folder: Path

    @property
    def page(self) -> Element:
        return read(self.html)

    @property
    def html(self) -> str:
        return (self.folder / "report.html").read_text(encoding="utf-8")

    @property
    def markdown(self) -> str:
        return (self.folder / "report.md").read_text(encoding="utf-8")

    @property
    def csv(self) -> str:
        return (self.folder / "report.csv").read_text(encoding="utf-8")


def report(folder: Path, kind: type[Eventful] | type[Hostile]) -> Reported:
    path = folder / "game.jsonl"
    with Writer.create(path) as writer:
        table = kind(writer)
        table.play()
    for suffix in ("html", "md", "csv"):
        assert main(["report", str(path), "--out", str(folder / f"report.{suffix}")]) == 0
    return Reported(table.game, path, folder)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Reported:
    """A game of three turns with a broken promise, a fallback, an adjustment, refusals and notes."""
    return report(tmp_path_factory.mktemp("eventful"), Eventful)


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Reported:
    """The same game with attacks for words."""
    return report(tmp_path_factory.mktemp("hostile"), Hostile)
