"""What may be known of a game: the fold over its events for front ends, and the view of each seat."""

from wargame.views.game import Game, fold
from wargame.views.records import AgreementRecord, GameError, Phase, Said, SeatStatus, Status, TurnRecord
from wargame.views.seat_view import Deed, Heard, News, OwnOrder, Pact, Refused, SeatView, Standing
from wargame.views.seeing import view

__all__ = [
    "AgreementRecord",
    "Deed",
    "Game",
    "GameError",
    "Heard",
    "News",
    "OwnOrder",
    "Pact",
    "Phase",
    "Refused",
    "Said",
    "SeatStatus",
    "SeatView",
    "Standing",
    "Status",
    "TurnRecord",
    "fold",
    "view",
]
