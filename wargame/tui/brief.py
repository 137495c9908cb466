"""A seat's brief for the person who plays it: what it wants, what it knows, what it promised, and its story in full."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from wargame.events import Clause
from wargame.tui.entries import Names
from wargame.tui.text import amount, plain, shift
from wargame.views import Pact, SeatView

WANT = "what you want"
BOARDS = ("rent", "welfare", "autonomy", "survival")


def brief(view: SeatView, names: Names) -> Content:
    """The whole brief; words of others stand in quotes."""
    persona = list(_persona(view.persona))
    want = [line for heading, lines in persona if heading.casefold() == WANT for line in lines]
    parts = [
        _part("What you want", want),
        _part("What you know", list(_known(view, names))),
        _part("What was promised", list(_promised(view, names))),
        _part("Offers open", [pact_text(pact, names) for pact in view.offers]),
        _part("Your memo", [plain(view.memo)] if view.memo else []),
    ]
    parts += [_part(heading, lines) for heading, lines in persona if heading.casefold() != WANT]
    return Content("\n\n").join(part for part in parts if part is not None)


def _part(title: str, lines: list[str]) -> Content | None:
    if not lines:
        return None
    return Content("\n").join([Content.styled(title, "$secondary bold"), *(Content(line) for line in lines)])


def _known(view: SeatView, names: Names) -> Iterator[str]:
    yield from _standing(view)
    for news in view.news:
        if news.turn >= view.turn - 1:
            yield f"◆ {plain(news.name)}: {plain(news.text)}"
    for heard in view.inbox:
        if heard.turn >= view.turn - 1 and heard.seat != view.seat:
            private = " (private)" if heard.to else ""
            yield f"· {names.thing(heard.seat)}{private}: “{plain(heard.text)}”"
    for deed in view.deeds:
        if deed.turn == view.turn - 1 and deed.seat != view.seat:
            did = "; ".join(plain(names.moves.get(move.move, move.move)) for move in deed.moves) or "held"
            yield f"→ {names.thing(deed.seat)}: {did}"
    for own in view.own[-1:]:
        for refused in own.refused:
            yield f"! your {plain(names.moves.get(refused.move, refused.move))} was refused: {plain(refused.reason)}"


def _standing(view: SeatView) -> Iterator[str]:
    if not view.standings:
        return
    now = view.standings[-1]
    mine, start = now.boards.get(view.seat, {}), view.standings[0].boards.get(view.seat, {})
    boards = [f"{name} {100 * mine[name] / start[name]:.0f}" for name in BOARDS if start.get(name)]
    yield f"You stand at {', '.join(boards)} (100 = start)"
    pack, held = view.belief_pack, []
    before = view.standings[-2] if len(view.standings) > 1 else None
    for bloc in pack.blocs:
        rows = [at for at, holder in enumerate(pack.holders) if holder.bloc == bloc.id]
        total = float(now.rents[rows].sum())
        change = total - float(before.rents[rows].sum()) if before is not None else None
        held.append(f"{plain(bloc.name)} {amount(total)}{shift(change)}")
    yield f"Rents, USD bn a year: {', '.join(held)}"


def _promised(view: SeatView, names: Names) -> Iterator[str]:
    for pact in view.agreements:
        for at, clause in enumerate(pact.offer.clauses):
            if clause.until >= view.turn:
                broken = " (broken)" if any(found == at for _, _, found in pact.broken) else ""
                yield f"§ {plain(pact.id)}: {clause_text(clause, view.seat, names)}{broken}"


def clause_text(clause: Clause, seat: str, names: Names) -> str:
    """A promise in words, the seat's own as `you`."""
    text = names.clause(clause)
    return "you" + text[len(names.thing(clause.seat)) :] if clause.seat == seat else text


def pact_text(pact: Pact, names: Names) -> str:
    """An agreement or offer in words."""
    clauses = "; ".join(names.clause(clause) for clause in pact.offer.clauses)
    private = "" if pact.offer.public else " (private)"
    return f"§ {plain(pact.id)} by {names.thing(pact.offered_by)}{private}: {clauses}"


def _persona(text: str) -> Iterator[tuple[str, list[str]]]:
    """Sections of the persona's Markdown: heading and paragraphs."""
    heading, lines, open_line = "", list[str](), False
    for raw in text.splitlines():
        line = plain(raw.lstrip("#") if raw.startswith("#") else raw)
        if raw.startswith("#"):
            if lines:
                yield heading, lines
            heading, lines, open_line = line, [], False
        elif not line:
            open_line = False
        elif line.startswith("- ") or not open_line:
            lines.append(line)
            open_line = True
        else:
            lines[-1] += " " + line
    if lines:
        yield heading, lines
