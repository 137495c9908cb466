"""The after-action review: everything a report says, from the record alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.report import conduct as conducts
from wargame.report import debrief, decisions, leading, limits, shifts
from wargame.report import paths as rent_paths
from wargame.report import promises as pacts
from wargame.report.leading import BoardLead, LayerLead, Standing
from wargame.report.limits import OtherWorld, Rescored
from wargame.report.shifts import Shift
from wargame.report.words import Names, said
from wargame.views import Game


@dataclass(frozen=True)
class Head:
    """Which game it was; `ending` says how it stopped."""

    title: str
    turns: int
    planned: int
    periods: tuple[str, str]
    thesis: str
    sentence: str
    hidden: bool
    seed: int
    date: str
    players: str
    ending: str
    state_hash: str
    versions: str


@dataclass(frozen=True)
class Review:
    """The findings in the order of the report."""

    head: Head
    gist: list[str]
    seats: tuple[str, ...]
    standings: list[Standing]
    boards: list[BoardLead]
    layers: list[LayerLead]
    shifts: list[Shift]
    turn_shifts: list[Shift]
    promises: pacts.Promises
    limits: list[str]
    paths: rent_paths.Paths
    turns: list[decisions.Turn]
    conduct: conducts.Conduct
    worlds: tuple[OtherWorld, ...]
    questions: list[str]


def review(game: Game, rescored: Mapping[str, Rescored]) -> Review:
    """The review of a game with a closed turn; `rescored` tells how the same orders end under each thesis."""
    names = Names(game)
    standings = leading.standings(game)
    largest = shifts.over_the_game(game, names)
    promises = pacts.promises(game, names)
    conduct = conducts.conduct(game, names)
    worlds = limits.other_worlds(game, names, rescored)
    return Review(
        head=_head(game, names),
        gist=debrief.gist(game, standings, shifts.world_causes(game), promises),
        seats=tuple(said(seat.name) for seat in game.pack.seats),
        standings=standings,
        boards=leading.board_leads(game),
        layers=leading.layer_leads(game, names),
        shifts=largest,
        turn_shifts=shifts.in_a_turn(game, names),
        promises=promises,
        limits=limits.limits(game, conduct, worlds),
        paths=rent_paths.paths(game, names),
        turns=decisions.turns(game, names),
        conduct=conduct,
        worlds=worlds,
        questions=debrief.questions(standings, largest, promises, conduct, worlds),
    )


def _head(game: Game, names: Names) -> Head:
    thesis = game.pack_file.theses[game.thesis]
    return Head(
        title=said(game.pack_file.title),
        turns=game.closed,
        planned=game.turns,
        periods=(names.period(1), names.period(game.closed)),
        thesis=said(thesis.name),
        sentence=said(thesis.sentence),
        hidden=game.thesis_hidden,
        seed=game.seed,
        date=said(game.history[0].events[0].at[:10]),
        players=limits.players(game),
        ending=said(game.ended.reason) if game.ended else "not ended",
        state_hash=said(game.history[game.closed].state_hash),
        versions=", ".join(f"{said(name)} {said(version)}" for name, version in game.started.versions.items()),
    )
