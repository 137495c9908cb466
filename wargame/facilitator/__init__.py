"""Runs a session: sets a game up, plays it through the graph, records all that happens, carries on after a stop."""

from wargame.facilitator.errors import EndpointsDownError, SetupError
from wargame.facilitator.opening import fork, new, resume
from wargame.facilitator.session import LiveSession
from wargame.facilitator.setup import DEFAULT_SCENARIO, Setup
from wargame.facilitator.terms import ANSWER_SECONDS, PERSON_SECONDS, Terms

__all__ = [
    "ANSWER_SECONDS",
    "DEFAULT_SCENARIO",
    "PERSON_SECONDS",
    "EndpointsDownError",
    "LiveSession",
    "Setup",
    "SetupError",
    "Terms",
    "fork",
    "new",
    "resume",
]
