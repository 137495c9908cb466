"""The economic referee: a pure function from a state and a turn's inputs to the next state and the rents it holds."""

from wargame.referee.boards import boards
from wargame.referee.bottleneck import binding
from wargame.referee.causes import DRIFT, causes
from wargame.referee.decomposition import effects, rents
from wargame.referee.inputs import (
    Adjudication,
    Adjustment,
    Agreement,
    Breach,
    Clause,
    Commitment,
    Factors,
    OrderedMove,
    Refusal,
    State,
    TurnInputs,
)
from wargame.referee.levers import in_force
from wargame.referee.news import hazards
from wargame.referee.orders import check, cost, targets
from wargame.referee.pack import Pack
from wargame.referee.preview import preview
from wargame.referee.quantities import BOARDS, EFFECTS
from wargame.referee.recorder import RuleFiring, record
from wargame.referee.serial import state_from_json, state_to_json
from wargame.referee.turn import adjudicate, factors, hold, injects_due, start

__version__ = "1"

__all__ = [
    "BOARDS",
    "DRIFT",
    "EFFECTS",
    "Adjudication",
    "Adjustment",
    "Agreement",
    "Breach",
    "Clause",
    "Commitment",
    "Factors",
    "OrderedMove",
    "Pack",
    "Refusal",
    "RuleFiring",
    "State",
    "TurnInputs",
    "adjudicate",
    "binding",
    "boards",
    "causes",
    "check",
    "cost",
    "effects",
    "factors",
    "hazards",
    "hold",
    "in_force",
    "injects_due",
    "preview",
    "record",
    "rents",
    "start",
    "state_from_json",
    "state_to_json",
    "targets",
]
