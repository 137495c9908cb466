"""What an error means for the person at the command line: one or more lines and an exit code."""

from __future__ import annotations

from wargame.cli.exit_codes import ExitCode
from wargame.cli.inputs import InputError
from wargame.endpoints import BadEndpoint, EndpointError, EndpointsFileError
from wargame.facilitator.errors import EndpointsDownError, SetupError
from wargame.replay import ForkError, OrderFileError
from wargame.report import ReportError
from wargame.scenario import ScenarioError
from wargame.seats import PersonaError, SeatError
from wargame.tournament import PlanError, TournamentError
from wargame.transcript import TranscriptError
from wargame.views import GameError

BAD_INPUT = (
    BadEndpoint,
    EndpointsFileError,
    ForkError,
    GameError,
    InputError,
    OrderFileError,
    PersonaError,
    PlanError,
    ReportError,
    ScenarioError,
    SeatError,
    SetupError,
    TournamentError,
    TranscriptError,
)


def told(error: Exception) -> tuple[str, ExitCode] | None:
    """The lines that explain an error and its exit code; None for a fault of the program itself."""
    if isinstance(error, BAD_INPUT):
        return str(error), ExitCode.BAD_INPUT
    if isinstance(error, EndpointsDownError | EndpointError):
        return str(error), ExitCode.ENDPOINT_FAILED
    return None
