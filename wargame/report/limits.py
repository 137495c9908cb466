"""What the exercise cannot show, and what other theses make of the same orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from wargame.report.conduct import Conduct
from wargame.report.words import Names, counted, listing, said
from wargame.views import Game

KINDS = {"scripted": "scripted doctrine", "human": "person", "recorded": "recorded player"}
MODEL = "language model"
PLURALS = {"scripted doctrine": "scripted doctrines", "person": "people"}


class Rescored(Protocol):
    """How a game ends under a thesis: the seat with the highest goal and all boards by seat."""

    @property
    def first(self) -> str:
        """The seat."""
        ...

    @property
    def scores(self) -> dict[str, dict[str, float]]:
        """Boards by seat."""
        ...


@dataclass(frozen=True)
class OtherWorld:
    """The same orders under a thesis: goals by seat, in the order of the pack; `played` where it is the game's own."""

    name: str
    sentence: str
    falsifier: str
    first: str
    goals: tuple[float, ...]
    played: bool


def other_worlds(game: Game, names: Names, rescored: Mapping[str, Rescored]) -> tuple[OtherWorld, ...]:
    """Who would have been first, had the world been otherwise; the thesis that was played comes first."""
    found = []
    for ident, score in rescored.items():
        thesis = game.pack_file.theses[ident]
        goals = tuple(score.scores[seat.id]["goal"] for seat in game.pack.seats)
        found.append(
            OtherWorld(
                name=said(thesis.name),
                sentence=said(thesis.sentence),
                falsifier=said(thesis.falsifier),
                first=names.thing(score.first),
                goals=goals,
                played=ident == game.thesis,
            )
        )
    return tuple(sorted(found, key=lambda world: not world.played))


def players(game: Game) -> str:
    """Who played, by kind, at the end: `5 scripted doctrines and 2 people`."""
    kinds = Counter(KINDS.get(status.player.partition(":")[0], MODEL) for status in game.seats.values())
    return listing([counted(number, kind, PLURALS.get(kind, "")) for kind, number in kinds.most_common()])


def limits(game: Game, conduct: Conduct, worlds: tuple[OtherWorld, ...]) -> list[str]:
    """What the exercise cannot show, each with the numbers of this game."""
    parameters = game.pack.parameters.values()
    guesses = sum(parameter.source.strip().lower().startswith("guess") for parameter in parameters)
    found = [
        "It explores, it does not forecast. One game with one seed and one thesis is one path among many; "
        "how likely it is, nobody knows.",
        f"The seats are not governments or firms. They were played by {players(game)}; "
        "none has the knowledge, the duties or the fears of those they stand for.",
        f"The numbers are a model’s. {guesses} of its {len(parameters)} parameters are guesses; rents are USD bn a "
        "year of that model, good for comparing shifts with one another.",
        "Causes add up exactly, but inside the model: they compare with games in which a seat had not acted. "
        "What the model leaves out caused nothing here.",
    ]
    others = [world for world in worlds if not world.played]
    if others:
        agree = sum(world.first == worlds[0].first for world in others)
        found.append(
            f"Who comes first rests on the thesis: the same orders put {worlds[0].first} first under "
            f"{agree} of {counted(len(others), 'other thesis', 'other theses')}."
        )
    found += _handling(game, conduct)
    return found


def _handling(game: Game, conduct: Conduct) -> list[str]:
    found = []
    if conduct.fallbacks:
        found.append(
            f"{len(conduct.fallbacks)} of {conduct.asked} answers did not come in a valid form: "
            "what the default did then was nobody’s decision."
        )
    if conduct.adjustments:
        found.append(
            f"The facilitator adjusted rulings {counted(len(conduct.adjustments), 'time')}: from there on "
            "the game is partly theirs."
        )
    if game.closed < game.turns:
        found.append(f"The game stopped after {game.closed} of {game.turns} turns: what was begun had no time to tell.")
    return found
