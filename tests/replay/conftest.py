import pytest

from tests.views.playing import Table, play


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """A finished game of three turns; nobody may change it."""
    return play(tmp_path_factory.mktemp("game") / "game.jsonl")
