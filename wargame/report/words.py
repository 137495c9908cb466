"""Names and numbers as a report writes them; every recorded word passes here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame import views
from wargame.events.orders import MAX_TEXT, Clause
from wargame.events.sanitise import clean
from wargame.moves import prose

CAUSES = {"drift": "would have come anyway", "injects": "the news", "facilitator": "the facilitator's adjustments"}
MINUS = "−"


def said(text: str) -> str:
    """Recorded text as one paragraph without anything unseen."""
    return clean(text, MAX_TEXT)


class Names:
    """What the ids of a game are called."""

    def __init__(self, game: views.Game) -> None:
        self._game = game
        self._pack = game.pack
        self.holders = tuple(said(holder.name) for holder in game.pack.holders)
        self.layers = tuple(said(layer.name) for layer in game.pack.layers)
        self.blocs = tuple(said(bloc.name) for bloc in game.pack.blocs)

    def thing(self, ident: str) -> str:
        """A seat, bloc, holder or industry; an unknown id as it is."""
        return said(prose.label(self._pack, ident))

    def things(self, idents: Iterable[str]) -> str:
        """Several of them."""
        return ", ".join(map(self.thing, idents))

    def cause(self, player: str) -> str:
        """Who or what moved a rent."""
        return CAUSES.get(player) or self.thing(player)

    def move(self, move: prose.AnyMove) -> str:
        """An ordered move in words."""
        return said(prose.describe_move(self._pack, move))

    def clause(self, clause: Clause) -> str:
        """A promise in words."""
        return said(prose.describe_clause(self._pack, clause))

    def period(self, turn: int) -> str:
        """Calendar name of a turn; turn 0 is the start."""
        return self._game.pack_file.turn_label(turn) if turn else "start"


def amount(value: float, places: int = 1) -> str:
    """A number with thousands separated and a true minus sign."""
    return f"{round(value, places) + 0.0:,.{places}f}".replace("-", MINUS)


def signed(value: float, places: int = 1) -> str:
    """A change with its sign; none where it rounds to zero."""
    text = amount(value, places)
    return f"+{text}" if round(value, places) > 0 else text


def percent(value: float) -> str:
    """A share in whole per cent."""
    return f"{amount(100 * value, 0)}%"


def listing(items: Sequence[str]) -> str:
    """Items as in a sentence: `a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def counted(number: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 turn`, `2 turns`, `no turns`."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"
