"""Games by chance and by persona, played once; and the views that seats had in them."""

import asyncio
from pathlib import Path

import pytest

from tests.seats.played import Seen, seen
from wargame import facilitator, transcript
from wargame.events import Event
from wargame.facilitator import Setup

SEATS = ("us_government", "china_state", "global_south", "frontier_lab", "chip_cloud", "open_lab", "integrator")


def play(path: Path, player: str, *, seed: int, turns: int, seats: dict[str, str] | None = None) -> list[Event]:
    lineup = dict.fromkeys(SEATS, player) | (seats or {})
    session = facilitator.new(Setup(seats=lineup, seed=seed, turns=turns, out=path))
    asyncio.run(session.run())
    return transcript.read(path).events


@pytest.fixture(scope="session")
def by_chance(tmp_path_factory: pytest.TempPathFactory) -> list[Seen]:
    """Every view of a game in which all seats play by chance."""
    return seen(play(tmp_path_factory.mktemp("chance") / "game.jsonl", "scripted:random", seed=11, turns=4))


@pytest.fixture(scope="session")
def persona_game(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """The whole default game, every seat played by its persona's doctrine."""
    return play(tmp_path_factory.mktemp("persona") / "game.jsonl", "scripted:persona", seed=1, turns=8)


@pytest.fixture(scope="session")
def in_character(persona_game: list[Event]) -> list[Seen]:
    """Every view of the game by personas."""
    return seen(persona_game)
