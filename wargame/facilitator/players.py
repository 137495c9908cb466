"""Puts players into the seats of a game, and keeps a foreign transcript from choosing whom to talk to."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from wargame import seats
from wargame.endpoints import BadEndpoint, Endpoint, Pool, parse
from wargame.endpoints.endpoint import SCHEME
from wargame.events import Event
from wargame.events.payloads import GameStarted, SeatChanged
from wargame.facilitator.errors import SetupError
from wargame.seats import Context, Persona, Player
from wargame.views import Game, SeatStatus

BY_PERSONA = "scripted:persona"
LOCALHOST = "localhost"


def seat_players(game: Game, pool: Pool, endpoints: Mapping[str, Endpoint]) -> dict[str, Player]:
    """The player of each seat. Raises SeatError, BadEndpoint, TranscriptError or SetupError for one that cannot."""
    context = Context(pool, endpoints)
    return {
        seat: seats.make(status.player, seat, _persona(seat, status), context) for seat, status in game.seats.items()
    }


def seated(events: Iterable[Event]) -> dict[str, str]:
    """PLAYER by seat after these events."""
    players: dict[str, str] = {}
    for event in events:
        if isinstance(event.data, GameStarted):
            players = {seat: who.player for seat, who in event.data.seats.items()}
        elif isinstance(event.data, SeatChanged):
            players[event.data.seat] = event.data.player
    return players


def asked_endpoints(game: Game, endpoints: Mapping[str, Endpoint]) -> set[Endpoint]:
    """Endpoints at which models play seats of this game."""
    players = {status.player for status in game.seats.values()}
    ad_hoc = {parse(player, endpoints.values()) for player in players if player.startswith(SCHEME)}
    return ad_hoc | {endpoint for name, endpoint in endpoints.items() if name in players}


def keys(endpoints: Mapping[str, Endpoint]) -> set[str]:
    """Keys that the environment holds for these endpoints: what must never reach the record."""
    found = set()
    for endpoint in endpoints.values():
        try:
            found.add(endpoint.key())
        except BadEndpoint:
            continue  # an endpoint that no seat uses may lack its key
    return found


def check_hosts(players: Mapping[str, str], endpoints: Mapping[str, Endpoint], hosts: Collection[str]) -> None:
    """Refuse an address that only a transcript names, unless it is this machine or its host is one of `hosts`.

    `players`: PLAYER by seat. Raises SetupError.
    """
    known = {endpoint.origin for endpoint in endpoints.values()}
    for seat, player in players.items():
        if not player.startswith(SCHEME):
            continue
        endpoint = parse(player)
        host = urlsplit(endpoint.base_url).hostname or ""
        if endpoint.origin not in known and host not in hosts and not _is_this_machine(host):
            raise SetupError(
                f"seat {seat} is played by a model at {host}, which only the transcript names: "
                f"if you trust it, add --allow-host {host} or list it in the endpoints file"
            )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == LOCALHOST


def _persona(seat: str, status: SeatStatus) -> Persona:
    """The persona as installed, for its doctrine; one that is not installed can sit before any other player."""
    installed = seats.personas().get(status.persona)
    if installed is not None:
        return installed
    if status.player == BY_PERSONA:
        raise SetupError(f"seat {seat}: persona {status.persona!r} and its doctrine are not installed here")
    return Persona(
        id=status.persona,
        seat=seat,
        name=status.persona,
        believes=status.believes or "neutral",
        goals={},
        doctrine="hold",
        text=status.persona_text,
    )
