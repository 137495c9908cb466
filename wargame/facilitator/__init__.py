"""Runs a session: sets a game up, plays it through the graph, records all that happens, carries on after a stop."""

from wargame.facilitator.asking import ANSWER_SECONDS
from wargame.facilitator.errors import EndpointsDownError, SetupError
from wargame.facilitator.opening import fork, new, resume
from wargame.facilitator.session import LiveSession
from wargame.facilitator.setup import DEFAULT_SCENARIO, Setup

__all__ = [
    "ANSWER_SECONDS",
    "DEFAULT_SCENARIO",
    "EndpointsDownError",
    "LiveSession",
    "Setup",
    "SetupError",
    "fork",
    "new",
    "resume",
]
