"""What a game is set up with, checked, and resolved into its first event."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from wargame import referee, scenario, seats
from wargame.events.canonical import digest
from wargame.events.payloads import GameStarted, SeatSetup
from wargame.facilitator.errors import SetupError, one_of
from wargame.scenario import PackFile
from wargame.scenario.schemas import MAX_TURNS
from wargame.seats import Persona
from wargame.views.recording import state_document, versions

DEFAULT_SCENARIO = "contested-2026"
DEFAULT_PLAYER = "scripted:persona"
MAX_SEED = 2**53 - 1
SHORT_SEED = 1_000_000


@dataclass(frozen=True)
class Setup:
    """What somebody asks for; what is left out takes the scenario's or the program's default.

    `seats`: PLAYER by seat. `personas`: persona (id or file) by seat. `seed`: None for one by chance.
    """

    scenario: str = DEFAULT_SCENARIO
    thesis: str = "neutral"
    seats: Mapping[str, str] = field(default_factory=dict)
    personas: Mapping[str, str] = field(default_factory=dict)
    turns: int | None = None
    seed: int | None = None
    out: Path | None = None


def begin(setup: Setup) -> GameStarted:
    """The first event of the game that is asked for.

    Raises SetupError, ScenarioError or PersonaError with what would be right.
    """
    pack_file = scenario.load(setup.scenario)
    _check_names("seat", [*setup.seats, *setup.personas], [seat.id for seat in pack_file.seats])
    _check_names("thesis", [setup.thesis], pack_file.theses)
    turns = _within("turns", pack_file.turns if setup.turns is None else setup.turns, 1, MAX_TURNS)
    seed = _within("seed", secrets.randbelow(SHORT_SEED) if setup.seed is None else setup.seed, 0, MAX_SEED)
    who = {seat.id: _persona(seat.id, setup.personas.get(seat.id), pack_file) for seat in pack_file.seats}
    resolved = _with_goals(pack_file, who)
    pack = scenario.compile(resolved, setup.thesis)
    state = state_document(referee.start(pack), seed)
    return GameStarted(
        versions=versions(),
        scenario=pack_file.id,
        pack=resolved.document(),
        thesis=setup.thesis,
        parameters={name: parameter.value for name, parameter in pack.parameters.items()},
        seats={seat: _seat(persona, setup.seats.get(seat, DEFAULT_PLAYER)) for seat, persona in who.items()},
        turns=turns,
        seed=seed,
        state=state,
        state_hash=digest(state),
    )


def transcript_path(setup: Setup, start: GameStarted) -> Path:
    """Where the transcript goes: what was asked for, or a new name under ./transcripts."""
    if setup.out is not None:
        return setup.out.expanduser().absolute()
    time = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    stem = Path.cwd() / "transcripts" / f"{start.scenario}-{start.seed}-{time}"
    names = [stem.with_name(f"{stem.name}{suffix}.jsonl") for suffix in ("", *(f"-{n}" for n in range(2, 100)))]
    return next((path for path in names if not path.exists()), names[-1])


def _check_names(kind: str, names: list[str], known: Mapping[str, object] | list[str]) -> None:
    for name in names:
        if name not in known:
            raise SetupError(f"no {kind} is called {name!r}: {one_of(name, known)}")


def _within(name: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise SetupError(f"{name} {value} is not possible: allowed is a whole number from {low} to {high}")
    return value


def _persona(seat: str, name: str | None, pack_file: PackFile) -> Persona:
    """The persona asked for, or the first that was written for the seat."""
    if name is None:
        mine = [persona for persona in seats.personas().values() if persona.seat == seat]
        if not mine:
            raise SetupError(f"seat {seat!r} of {pack_file.id} has no persona: name one with --persona {seat}=FILE.md")
        return mine[0]
    persona = seats.find(name)
    if persona.seat != seat:
        raise SetupError(f"persona {persona.id!r} is written for seat {persona.seat!r} and cannot sit in {seat!r}")
    return persona


def _with_goals(pack_file: PackFile, who: Mapping[str, Persona]) -> PackFile:
    """The pack with each seat's goal weights taken from its persona."""
    resolved = [seat.model_copy(update={"goal_weights": dict(who[seat.id].goals)}) for seat in pack_file.seats]
    return PackFile.model_validate(pack_file.model_copy(update={"seats": resolved}).model_dump())


def _seat(persona: Persona, player: str) -> SeatSetup:
    return SeatSetup(persona=persona.id, persona_text=persona.text, player=player, believes=persona.believes)
