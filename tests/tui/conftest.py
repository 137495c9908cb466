from collections.abc import Sequence

import pytest

from tests.tui.made import game
from wargame.events import Event


@pytest.fixture(scope="session")
def events() -> Sequence[Event]:
    """A game of four turns in which everything happens that a screen must show."""
    return tuple(game())
