"""What must hold before the first game of a plan: names are known, players can sit down, costs have a price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from wargame import scenario, seats
from wargame.endpoints import BadEndpoint, Endpoint, parse
from wargame.endpoints.endpoint import SCHEME
from wargame.scenario.problems import Finding, Path, one_of
from wargame.seats import SeatError
from wargame.tournament.plan import PlanError, PlanFile
from wargame.transcript import TranscriptError

UNATTENDED = ("scripted:", "recorded:")
HUMAN = "human"


def check(plan_file: PlanFile, endpoints: Mapping[str, Endpoint], budget_usd: float | None) -> list[str]:
    """The seats of the plan's scenario. Raises PlanError with every fault, ScenarioError for a faulty scenario."""
    pack_file = scenario.load(plan_file.plan.scenario)
    all_seats = [seat.id for seat in pack_file.seats]
    faults = [
        *_unknown(plan_file, "theses", list(pack_file.theses)),
        *_unknown(plan_file, "seats", all_seats),
        *_bad_players(plan_file, all_seats, endpoints),
    ]
    if budget_usd is not None and not faults:
        faults += _unpriced(plan_file, endpoints)
    if faults:
        raise PlanError([plan_file.problem(fault) for fault in faults])
    return all_seats


def endpoint_of(player: str, endpoints: Mapping[str, Endpoint]) -> Endpoint | None:
    """The endpoint that a PLAYER asks; None for one that asks nobody. Raises BadEndpoint."""
    if player.startswith(SCHEME):
        return parse(player, endpoints.values())
    return endpoints.get(player)


def hosts(plan_file: PlanFile, endpoints: Mapping[str, Endpoint]) -> set[str]:
    """Hosts that the plan itself names: whoever runs it trusts them."""
    found = (endpoint_of(player, endpoints) for player in plan_file.plan.players.values())
    return {urlsplit(endpoint.base_url).hostname or "" for endpoint in found if endpoint}


def is_unattended(player: str) -> bool:
    """True for a player that asks neither a model nor a person."""
    return player.startswith(UNATTENDED)


def _unknown(plan_file: PlanFile, key: str, known: list[str]) -> Iterator[Finding]:
    for index, name in enumerate(getattr(plan_file.plan, key)):
        if name not in known:
            yield Finding((key, index), repr(name), one_of(name, known))


def _bad_players(plan_file: PlanFile, all_seats: list[str], endpoints: Mapping[str, Endpoint]) -> Iterator[Finding]:
    plan = plan_file.plan
    named: list[tuple[Path, str]] = [(("players", name), player) for name, player in plan.players.items()]
    named += [(("baselines", index), player) for index, player in enumerate(plan.baselines)]
    places = [seat for seat in all_seats if not plan.seats or seat in plan.seats]
    for path, player in named:
        fault = next((fault for seat in places if (fault := _fault(player, seat, endpoints))), None)
        if fault:
            yield Finding(path, *fault)


def _fault(player: str, seat: str, endpoints: Mapping[str, Endpoint]) -> tuple[str, str] | None:
    """What is wrong with a player for a seat, and what would be right."""
    if player == HUMAN:
        return "a person", "players that need nobody at the keyboard"
    persona = next((one for one in seats.personas().values() if one.seat == seat), None)
    if persona is None:
        return f"the seat {seat}, which has no persona", "seats for which a persona is installed"
    try:
        seats.make(player, seat, persona, seats.Context(endpoints=endpoints))
    except SeatError as error:
        return repr(player), str(error).removeprefix(f"seat {seat}: ")
    except BadEndpoint as error:
        return error.problem, error.fix
    except TranscriptError as error:
        return repr(player), f"a recording that can be read: {error}"
    return None


def _unpriced(plan_file: PlanFile, endpoints: Mapping[str, Endpoint]) -> Iterator[Finding]:
    for name, player in plan_file.plan.players.items():
        endpoint = endpoint_of(player, endpoints)
        if endpoint is not None and endpoint.price is None:
            allowed = "under a budget only endpoints of the endpoints file with a price"
            yield Finding(("players", name), f"{player!r}, of unknown price", allowed)
