"""An order as a person puts it together: picked moves with intensities against a budget, and the texts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wargame.events import Option, Order, OrderedMove
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.events.sanitise import clean
from wargame.tui.entries import Names
from wargame.tui.text import plain

MAX_INTENSITY = 3
ELSEWHERE = "Diplomacy, people and the rest"


@dataclass(frozen=True)
class Rules:
    """What an order is put together under: the legal moves, points and number of moves per turn, names of ids."""

    options: tuple[Option, ...]
    budget: int
    moves: int
    names: Names
    layers: tuple[tuple[str, str], ...]

    def groups(self) -> list[tuple[str, list[Option]]]:
        """Legal moves by layer name in the order of the stack; those of no layer come last."""
        named = [(name, [option for option in self.options if option.layer == id_]) for id_, name in self.layers]
        known = {id_ for id_, _ in self.layers}
        named.append((ELSEWHERE, [option for option in self.options if option.layer not in known]))
        return [(plain(name), options) for name, options in named if options]

    def label(self, option: Option) -> str:
        """A legal move in words."""
        places = [self.names.thing(id_) for id_ in (option.target, option.industry) if id_]
        return plain(option.name) + (f" → {', '.join(places)}" if places else "")


@dataclass(frozen=True)
class OrderDraft:
    """Picked options by id with their intensity, in the order they were picked, and the texts as typed."""

    rules: Rules
    picked: dict[str, int] = field(default_factory=dict)
    intent: str = ""
    statement: str = ""
    memo: str = ""

    @classmethod
    def of(cls, rules: Rules, order: Order | None) -> OrderDraft:
        """The draft that an order came from; moves that are not legal now are left out."""
        if order is None:
            return cls(rules)
        at = {(option.move, option.target, option.industry): option.id for option in rules.options}
        places = [(at.get((move.move, move.target, move.industry)), move.intensity) for move in order.moves]
        picked = {id_: intensity for id_, intensity in places if id_ is not None}
        return cls(rules, picked, order.intent, order.statement, order.memo)

    @property
    def options(self) -> Sequence[Option]:
        """The picked options."""
        return [option for id_ in self.picked for option in self.rules.options if option.id == id_]

    @property
    def points(self) -> int:
        """What the order costs."""
        return sum(option.cost * self.picked[option.id] for option in self.options)

    @property
    def over(self) -> str:
        """What is too much of it, or nothing."""
        over = [f"{self.points - self.rules.budget} points over budget"] if self.points > self.rules.budget else []
        many = len(self.picked) - self.rules.moves
        return " and ".join(over + ([f"{many} moves too many"] if many > 0 else []))

    def toggled(self, id_: str) -> OrderDraft:
        """With a move picked, or not any more."""
        rest = {kept: intensity for kept, intensity in self.picked.items() if kept != id_}
        return replace(self, picked=rest if id_ in self.picked else {**self.picked, id_: 1})

    def at_intensity(self, id_: str, intensity: int) -> OrderDraft:
        """With a move at an intensity, 1 to 3; picked if it was not."""
        return replace(self, picked={**self.picked, id_: min(max(intensity, 1), MAX_INTENSITY)})

    def with_text(self, name: str, text: str) -> OrderDraft:
        """With `intent`, `statement` or `memo` as typed."""
        texts = {"intent": self.intent, "statement": self.statement, "memo": self.memo, name: text}
        return OrderDraft(self.rules, self.picked, **texts)

    def order(self) -> Order:
        """The order as it stands, over budget or not."""
        moves = tuple(
            OrderedMove(
                move=option.move, target=option.target, industry=option.industry, intensity=self.picked[option.id]
            )
            for option in self.options
        )
        return Order(
            moves=moves,
            intent=clean(self.intent, MAX_LINE),
            statement=clean(self.statement, MAX_LINE),
            memo=clean(self.memo, MAX_TEXT),
        )

    def told(self) -> list[str]:
        """The order in lines, to be asked about once more."""
        lines = [f"{self.rules.label(option)}{_times(self.picked[option.id])}" for option in self.options]
        return lines or ["Hold: no moves this turn"]


def _times(intensity: int) -> str:
    return f" ×{intensity}" if intensity > 1 else ""
