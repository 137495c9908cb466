"""Who sits in a seat: personas, and the players that answer for them."""

from wargame.seats.making import Context, SeatError, make
from wargame.seats.personas import Persona, PersonaError, find, folder, lint, load, personas
from wargame.seats.player import Desk, Player, PlayerFailed

__all__ = [
    "Context",
    "Desk",
    "Persona",
    "PersonaError",
    "Player",
    "PlayerFailed",
    "SeatError",
    "find",
    "folder",
    "lint",
    "load",
    "make",
    "personas",
]
