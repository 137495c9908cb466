from pathlib import Path

import pytest

from tests.cli.commands import Command
from tests.facilitator.games import everyone, play


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture(scope="session")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A game of two turns that was played to its end."""
    return play(tmp_path_factory.mktemp("game") / "game.jsonl", everyone("random"), turns=2).path
