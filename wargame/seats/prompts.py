"""Prompts: pure renderings of a seat's view. What stays the same comes first, so that a cache can hold it."""

from __future__ import annotations

from functools import cache
from importlib import resources
from string import Template
from typing import TypeAlias

from wargame import moves
from wargame.seats import answers
from wargame.seats.answers import Choices
from wargame.seats.briefing import details, headline, quoted
from wargame.views import SeatView

Messages: TypeAlias = tuple[dict[str, str], ...]

LENGTH = 20_000
"""Characters of a whole prompt; what happened longest ago is left out first, rules and brief never are."""
LEAST_ROOM = 1_500
TEXT_LENGTHS = (160, 110, 80, 50)
"""How long the text of a move in the catalogue may be; the longest that leaves room is taken."""
ALL_INDUSTRIES = "INDUSTRY"


def talk(view: SeatView, choices: Choices, exchange: int) -> Messages:
    """What a seat is asked in an exchange of talk."""
    if exchange == 1:
        return _messages(view, _talk_task(view, choices))
    return _messages(view, _reply_task(choices))


def order(view: SeatView, choices: Choices) -> Messages:
    """What a seat is asked for its order."""
    taken = len(_standing_part(view)) + len(headline(view)) + LEAST_ROOM
    for length in TEXT_LENGTHS:
        task = _order_task(view, choices, length)
        if taken + len(task) <= LENGTH:
            break
    return _messages(view, task)


def again(raw: str, problem: str) -> Messages:
    """What follows a reply that cannot be used: the reply, and why it cannot."""
    return (
        {"role": "assistant", "content": raw or "(nothing)"},
        {"role": "user", "content": _fill("again", problem=problem)},
    )


def _messages(view: SeatView, task: str) -> Messages:
    system = _standing_part(view)
    head = headline(view)
    room = max(LEAST_ROOM, LENGTH - len(system) - len(head) - len(task))
    turn = "\n\n".join(part for part in (head, details(view, room), task) if part)
    return {"role": "system", "content": system}, {"role": "user", "content": turn}


def _standing_part(view: SeatView) -> str:
    """Rules, common brief and persona: the same in every prompt of a seat; but for the persona, of every seat."""
    pack = view.belief_pack
    seats = "\n".join(f"- {seat.id}: {seat.name}" for seat in pack.seats)
    parts = (
        _fill("rules", moves_per_turn=pack.moves_per_turn),
        f"# The game: {view.scenario}\n{view.common_brief.strip()}",
        f"# The seats\n{seats}",
        f"# Your seat: {view.seat}\n{view.persona.strip()}",
    )
    return "\n\n".join(parts)


def _order_task(view: SeatView, choices: Choices, length: int) -> str:
    return _fill(
        "order",
        budget=view.budget,
        moves_per_turn=choices.pack.moves_per_turn,
        catalogue=_catalogue(choices, length),
        industries=", ".join(choices.pack.axes["industry"]),
    )


def _talk_task(view: SeatView, choices: Choices) -> str:
    return _fill(
        "talk",
        promises=_promises(choices),
        messages=answers.MESSAGES,
        offers=answers.OFFERS,
        turn=view.turn,
        last_turn=choices.last_turn,
    )


def _reply_task(choices: Choices) -> str:
    if not choices.signable:
        return _fill("reply", messages=answers.MESSAGES, signing="There is no offer for you to sign.", signs="")
    lines = []
    for pact in choices.signable:
        clauses = "; ".join(moves.describe_clause(choices.pack, clause) for clause in pact.offer.clauses)
        lines.append(f"- {pact.id}, offered by {pact.offered_by} to {', '.join(pact.offer.parties)}: {clauses}")
        if pact.offer.text:
            lines.append(quoted([(pact.offered_by, pact.offer.text)]))
    signing = "To sign an open offer, list its id in signs; to decline, leave it out.\nOpen offers:\n" + "\n".join(
        lines
    )
    return _fill("reply", messages=answers.MESSAGES, signing=signing, signs=', "signs": ["an id of an offer"]')


def _promises(choices: Choices) -> str:
    """Moves that each seat may promise, a line per seat."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for promise in choices.promises.values():
        grouped.setdefault(promise.seat, {}).setdefault(promise.move, []).append(promise.target)
    return "\n".join(
        f"- {seat}: " + ", ".join(_with_arguments(move, targets) for move, targets in mine.items())
        for seat, mine in grouped.items()
    )


def _catalogue(choices: Choices, length: int) -> str:
    """Legal moves, one line each with what they may be turned on."""
    grouped: dict[str, list[moves.LegalMove]] = {}
    for legal in choices.moves.values():
        grouped.setdefault(legal.move, []).append(legal)
    industries = list(choices.pack.axes["industry"])
    return "\n".join(_entry(same, industries, length) for same in grouped.values()) or "- none: hold"


def _entry(same: list[moves.LegalMove], industries: list[str], length: int) -> str:
    first = same[0]
    arguments = [one.target or one.industry for one in same]
    ident = _with_arguments(first.move, [ALL_INDUSTRIES] if arguments == industries else arguments)
    text = first.text if len(first.text) <= length else first.text[: length - 1].rsplit(" ", 1)[0] + "…"
    return f"- {ident} ({first.cost}): {first.name}. {text}"


def _with_arguments(move: str, arguments: list[str]) -> str:
    return move if arguments == [""] else f"{move}>{'|'.join(arguments)}"


@cache
def _template(name: str) -> Template:
    return Template((resources.files("wargame.seats") / "prompts" / f"{name}.md").read_text(encoding="utf-8").strip())


def _fill(name: str, **values: object) -> str:
    return _template(name).substitute(values)
