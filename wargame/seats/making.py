"""From the PLAYER text of the command line to a player."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wargame.endpoints import Endpoint, Pool, parse
from wargame.scenario.problems import one_of
from wargame.seats import doctrines
from wargame.seats.doctrines.players import scripted
from wargame.seats.human import HUMAN, HumanPlayer, Room
from wargame.seats.personas import Persona, personas
from wargame.seats.player import Player
from wargame.seats.recorded import RecordedPlayer

SHAPES = "human, scripted:DOCTRINE, openai:MODEL@BASE_URL, the name of an endpoint, or recorded:FILE"


class SeatError(ValueError):
    """A PLAYER text that names no player; the message says what would be right."""


@dataclass(frozen=True)
class Context:
    """What players share: endpoints of the endpoints file by name, the pool of their clients, where people are asked.

    Without a `room` no seat can be a person's.
    """

    pool: Pool = field(default_factory=Pool)
    endpoints: Mapping[str, Endpoint] = field(default_factory=dict)
    room: Room | None = None


def make(player: str, seat: str, persona: Persona, context: Context) -> Player:
    """The player that a PLAYER text names, for a seat with a persona.

    Raises SeatError, for a bad endpoint BadEndpoint, for a bad recording TranscriptError.
    """
    kind, colon, rest = player.partition(":")
    if player == HUMAN:
        if context.room is None:
            raise SeatError(
                f"seat {seat}: a person needs a screen, and this game has none: use `wargame play`, or {SHAPES}"
            )
        return HumanPlayer(context.room)
    if kind == "scripted" and colon:
        return _scripted(player, rest, seat, persona)
    if kind == "recorded" and colon:
        return RecordedPlayer(player, Path(rest), seat)
    if kind == "openai" and colon:
        return _model(player, parse(player, context.endpoints.values()), context)
    if player in context.endpoints:
        return _model(player, context.endpoints[player], context)
    known = (HUMAN, *(f"scripted:{name}" for name in (doctrines.PERSONA, *doctrines.names())), *context.endpoints)
    raise SeatError(f"seat {seat}: no player is called {player!r}; {one_of(player, known)}; or {SHAPES}")


def _scripted(player: str, name: str, seat: str, persona: Persona) -> Player:
    if name in (doctrines.PERSONA, persona.doctrine):
        return scripted(player, persona.doctrine, {**_parameters(persona.doctrine), **persona.parameters})
    if name not in doctrines.names():
        allowed = one_of(name, (doctrines.PERSONA, *doctrines.names()))
        raise SeatError(f"seat {seat}: no doctrine is called {name!r}; {allowed}")
    return scripted(player, name, _parameters(name))


def _parameters(doctrine: str) -> Mapping[str, float]:
    """The parameters of the persona that the doctrine was written for; what another persona leaves out."""
    return next((persona.parameters for persona in personas().values() if persona.doctrine == doctrine), {})


def _model(player: str, endpoint: Endpoint, context: Context) -> Player:
    # Prompts and schemas are of no use to a game without models.
    from wargame.seats.model import ModelPlayer

    return ModelPlayer(player, endpoint, context.pool)
