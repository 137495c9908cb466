"""A seat's turn in words: where it stands and what happened, the newest kept longest, others' words as quotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wargame import moves
from wargame.referee.pack import Array
from wargame.views import Pact, SeatView

BEGIN, END = "«quoted»", "«end of quoted»"
GUILLEMETS = str.maketrans("«»", "‹›")
CENTS_PER_BN = 1e11
SECTIONS = ("News", "Agreements", "What seats did", "What seats said", "Your own orders")


@dataclass(frozen=True)
class Detail:
    """A thing that happened: its section, turn and line; `words` of a seat follow as a quotation."""

    section: str
    turn: int
    line: str
    words: str = ""
    speaker: str = ""

    @property
    def text(self) -> str:
        """The line with its quotation."""
        return f"{self.line}\n{quoted([(self.speaker, self.words)])}" if self.words else self.line


def quoted(words: Iterable[tuple[str, str]]) -> str:
    """What seats said, one JSON string each between fences that no words can close."""
    said = [f"{seat}: {json.dumps(text.translate(GUILLEMETS), ensure_ascii=False)}" for seat, text in words]
    return "\n".join((BEGIN, *said, END))


def headline(view: SeatView) -> str:
    """Turn, standing and what the seat knows of itself."""
    lines = [f"# Turn {view.turn} of {view.turns} ({view.label})", *_standing(view), _own_levels(view)]
    if view.memo:
        lines.append(f"Your memo to yourself: {json.dumps(view.memo, ensure_ascii=False)}")
    return "\n".join(lines)


def details(view: SeatView, room: int) -> str:
    """What happened, in at most `room` characters: the newest first into the room, then told in order."""
    kept: list[Detail] = []
    everything = sorted(_everything(view), key=lambda detail: -detail.turn)
    for detail in everything:
        room -= len(detail.text) + 1
        if room < 0:
            break
        kept.append(detail)
    parts = [_section(name, [detail for detail in reversed(kept) if detail.section == name]) for name in SECTIONS]
    told = [part for part in parts if part]
    if len(kept) < len(everything):
        told.append("(What happened before is left out.)")
    return "\n\n".join(told)


def _section(name: str, found: Sequence[Detail]) -> str:
    if not found:
        return ""
    if name == "What seats said":
        return f"# {name}\n" + quoted((detail.line, detail.words) for detail in found)
    return f"# {name}\n" + "\n".join(detail.text for detail in found)


def _everything(view: SeatView) -> Iterator[Detail]:
    """All that may be told; within a turn the more needed first."""
    for pact in view.agreements:
        yield _agreement(view, pact)
    for order in reversed(view.own):
        yield Detail("Your own orders", order.turn, _own_order(view, order.turn))
    for news in reversed(view.news):
        yield Detail("News", news.turn, f"- Turn {news.turn}: {news.name}. {news.text}")
    for heard in reversed(view.inbox):
        to = ", ".join(heard.to) or "everyone"
        yield Detail("What seats said", heard.turn, f"turn {heard.turn}, {heard.seat} to {to}", words=heard.text)
    for deed in reversed(view.deeds):
        if deed.seat == view.seat:
            continue
        done = "gave no order" if deed.held else moves.describe(view.belief_pack, deed.moves)
        line = f"- Turn {deed.turn}, {deed.seat}: {done}"
        yield Detail("What seats did", deed.turn, line, words=deed.statement, speaker=deed.seat)


def _agreement(view: SeatView, pact: Pact) -> Detail:
    clauses = "; ".join(moves.describe_clause(view.belief_pack, clause) for clause in pact.offer.clauses)
    state = f"in force since turn {pact.signed_turn}"
    if pact.broken:
        state += ", broken by " + ", ".join(f"{seat} in turn {turn}" for turn, seat, _ in pact.broken)
    over = max(clause.until for clause in pact.offer.clauses) < view.turn
    turn = pact.signed_turn or 0
    # What binds now counts as news of this turn.
    return Detail(
        "Agreements",
        turn if over else view.turn,
        f"- {pact.id} ({', '.join(pact.offer.parties)}; {state}{', over' if over else ''}): {clauses}",
    )


def _own_order(view: SeatView, turn: int) -> str:
    own = next(order for order in view.own if order.turn == turn)
    lines = [f"- Turn {turn}: {moves.describe(view.belief_pack, own.order.moves)}"]
    if own.order.intent:
        lines.append(f"  Intent: {own.order.intent}")
    lines += [f"  Refused: {refused.move}, because {refused.reason}" for refused in own.refused]
    return "\n".join(lines)


def _standing(view: SeatView) -> list[str]:
    if not view.standings:
        return []
    now = view.standings[-1]
    before = view.standings[-2] if len(view.standings) > 1 else now
    boards = ", ".join(
        f"{board} {value:.4g}{_change(value - before.boards[view.seat][board])}"
        for board, value in now.boards[view.seat].items()
    )
    weights = view.belief_pack.seat(view.seat).goal_weights
    goal = ", ".join(f"{board} {weight:g}" for board, weight in weights.items() if weight)
    return [f"Your boards (change in the last turn): {boards}", f"Your goal weighs: {goal}", _rents(view, now.rents)]


def _change(amount: float) -> str:
    return f" ({amount:+.3g})" if abs(amount) >= 1e-9 else ""


def _rents(view: SeatView, rents: Array) -> str:
    pack = view.belief_pack
    seat = pack.seat(view.seat)
    mine = [
        index
        for index, holder in enumerate(pack.holders)
        if holder.id == seat.holder or (seat.kind == "state" and holder.bloc == seat.bloc)
    ]
    layers = ", ".join(
        f"{layer.name} {rents[:, index].sum():.0f} ({rents[mine, index].sum():.0f})"
        for index, layer in enumerate(pack.layers)
    )
    whose = "your bloc's" if seat.kind == "state" else "yours"
    return f"Rents by layer, USD bn a year, all ({whose}): {layers}"


def _own_levels(view: SeatView) -> str:
    """A few figures that the seat knows exactly of itself."""
    pack, world = view.belief_pack, view.belief.world
    seat = pack.seat(view.seat)
    holder = pack.axes["holder"].index(seat.holder)
    bloc = pack.axes["bloc"].index(seat.bloc)
    levels = [
        f"cash USD {world['cash'][holder] / CENTS_PER_BN:.0f} bn",
        *(
            f"{name} {world[name][holder]:.2f}"
            for name in ("capability", "accelerators", "machines")
            if world[name][holder]
        ),
    ]
    if seat.kind == "state":
        levels += [f"{name.replace('_', ' ')} {world[name][bloc]:.2f}" for name in ("legitimacy", "chip_gap", "queue")]
    return "You have: " + ", ".join(levels)
