"""The proposed ruling before release: rents by the size of their shift; accept it, or adjust an input with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from wargame.events import AcceptRuling, Adjust, CommandRefused, Session
from wargame.referee.quantities import STATE
from wargame.tui.screens.choice import ChoiceScreen
from wargame.tui.screens.fields import Field, FieldsScreen, Values
from wargame.tui.shown import names
from wargame.tui.text import amount, bar, clip, plain, shift
from wargame.tui.text import tone as tone_of
from wargame.views import Game

Rents = Mapping[str, Mapping[str, float]]
NAME, BAR = 22, 16
FACTOR_BOUNDS = (0.0, 2.0)
ARRIVAL = 0.3
"""Seconds until what was just recorded has arrived on the screen."""


class ReviewScreen(ModalScreen[bool]):
    """True once the ruling is accepted; False when the facilitator leaves it for later."""

    CSS_PATH = "forms.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,a", "accept", "accept", id="review.accept"),
        Binding("x", "strike", "strike a move", id="review.strike"),
        Binding("c", "scale", "scale a lever", id="review.scale"),
        Binding("h", "shift", "shift a variable", id="review.shift"),
        Binding("escape,q", "dismiss(False)", "later", id="review.later"),
    ]

    def __init__(self, session: Session, fold: Callable[[], Game], rents: Rents) -> None:
        super().__init__()
        self._session, self._fold, self._rents = session, fold, rents
        self._game = fold()
        self._names = names(self._game.pack)

    def compose(self) -> ComposeResult:
        """Shifts, then orders as accepted."""
        with VerticalScroll(classes="box"):
            yield Static(id="shifts")
            yield Static(id="said")

    def on_mount(self) -> None:
        """Show the ruling."""
        box = self.query_one(VerticalScroll)
        box.border_title = f"Proposed ruling, turn {self._game.turn}"
        box.border_subtitle = "enter accept · x strike · c scale · h shift · esc later"
        self._draw()
        box.focus()

    def _draw(self) -> None:
        orders = [Content.styled("Orders as accepted", "$secondary bold")]
        for seat, moves in self._accepted().items():
            said = "; ".join(self._names.move(move) for move in moves) or "holds"
            orders.append(Content(f"{self._names.thing(seat)}: {said}"))
        made = [Content.styled(f"✎ {plain(str(done.adjustment.get('kind')))}: {plain(done.reason)}", "$alert")
                for done in self._game.history[self._game.turn].adjustments]  # fmt: skip
        shifts = self._table(self._rents, "proposed")
        self.query_one("#shifts", Static).update(Content("\n").join([shifts, *made, Content(""), *orders]))

    def _accepted(self) -> dict[str, Any]:
        return dict(self._game.history[self._game.turn].accepted)

    def _table(self, rents: Rents, column: str) -> Content:
        """Rents by seat, the largest shift first."""
        before, after, proposed = rents["before"], rents[column], rents["proposed"]
        order = sorted(after, key=lambda seat: -abs(after[seat] - before.get(seat, 0.0)))
        largest = max((abs(after[seat] - before.get(seat, 0.0)) for seat in order), default=0.0)
        lines = [Content.styled("Rent, USD bn a year".ljust(NAME) + "before    after  shift", "$secondary bold")]
        for seat in order:
            change = after[seat] - before.get(seat, 0.0)
            by = f"  {shift(after[seat] - proposed[seat])} by this" if column == "adjusted" else ""
            lines.append(
                Content.assemble(
                    clip(self._names.thing(seat), NAME - 1).ljust(NAME),
                    amount(before.get(seat, 0.0)).rjust(6) + amount(after[seat]).rjust(9) + "  ",
                    (shift(change).ljust(8), tone_of(change)),
                    (bar(abs(change), largest, BAR), tone_of(change)),
                    (by, "bold"),
                )
            )
        return Content("\n").join(lines)

    # What the facilitator may do

    @work(group="desk", exclusive=True)
    async def action_accept(self) -> None:
        """Let the ruling stand."""
        try:
            await self._session.command(AcceptRuling())
        except CommandRefused as refusal:
            self.query_one("#said", Static).update(Content.styled(plain(str(refusal)), "$alert bold"))
        else:
            self.dismiss(True)

    @work(group="review")
    async def action_strike(self) -> None:
        """Strike one ordered move."""
        if (move := await self._move("Strike which move?")) is not None:
            await self._adjust("Strike a move", (), lambda _: {"kind": "strike", **move})

    @work(group="review")
    async def action_scale(self) -> None:
        """Scale one lever of one ordered move."""
        move = await self._move("Scale a lever of which move?")
        if move is None:
            return
        ordered = self._accepted()[move["seat"]][move["move_index"]]
        levers = list(dict.fromkeys(effect.lever for effect in self._game.pack.moves[ordered.move].effects))
        chosen = await self._choose("Which lever?", [(lever, lever.replace("_", " ")) for lever in levers])
        if not chosen:
            return
        low, high = FACTOR_BOUNDS
        field = Field("factor", f"factor, {low:g} to {high:g} (1 leaves it)", "1")
        await self._adjust(
            "Scale a lever", (field,), lambda values: {"kind": "scale", **move, "lever": chosen[0],
                                                       "factor": within(values["factor"], "factor", low, high)}
        )  # fmt: skip

    @work(group="review")
    async def action_shift(self) -> None:
        """Shift one state variable."""
        known = {quantity.name: quantity for quantity in STATE if quantity.name not in ("quarter", "inject_age")}
        chosen = await self._choose(
            "Shift which variable?",
            [(name, f"{name.replace('_', ' ')}: {quantity.meaning}") for name, quantity in known.items()],
        )
        if not chosen:
            return
        quantity, at = known[chosen[0]], dict[str, str]()
        for axis in quantity.axes:
            place = await self._choose(f"{quantity.name.replace('_', ' ')}: which {axis}?", self._places(axis))
            if not place:
                return
            at[axis] = place[0]
        span = quantity.high - quantity.low
        bounds = f"the result stays {quantity.low:g} to {quantity.high:g}"
        field = Field("amount", f"amount to add, {quantity.unit}; {bounds}")
        await self._adjust(
            f"Shift {quantity.name.replace('_', ' ')}", (field,),
            lambda values: {"kind": "shift", "variable": quantity.name, "at": at,
                            "amount": within(values["amount"], "amount", -span, span)},
        )  # fmt: skip

    def _places(self, axis: str) -> list[tuple[str, str]]:
        pack = self._game.pack
        groups: dict[str, Any] = {"holder": pack.holders, "layer": pack.layers, "industry": pack.industries,
                                  "market": pack.markets, "bloc": pack.blocs}  # fmt: skip
        return [(item.id, plain(item.name)) for item in groups[axis]]

    async def _move(self, title: str) -> dict[str, Any] | None:
        places = [(seat, at, move) for seat, moves in self._accepted().items() for at, move in enumerate(moves)]
        lines = [(str(number), f"{self._names.thing(seat)}: {self._names.move(move)}")
                 for number, (seat, _, move) in enumerate(places)]  # fmt: skip
        chosen = await self._choose(title, lines) if lines else ()
        if not chosen:
            return None
        seat, at, _ = places[int(chosen[0])]
        return {"seat": seat, "move_index": at}

    async def _choose(self, title: str, choices: list[tuple[str, str]]) -> tuple[str, ...]:
        return await self.app.push_screen_wait(ChoiceScreen(title, choices))

    async def _adjust(self, title: str, fields: tuple[Field, ...], made: Any) -> None:
        """Ask for what is missing and a reason, with the effect on the totals shown before it is kept."""

        async def tell(values: Values) -> Content:
            return self._table(await self._session.ruling_preview([made(values)]), "adjusted")

        async def send(values: Values) -> None:
            await self._session.command(Adjust(made(values), values["reason"]))

        lines = (*fields, Field("reason", "reason, for the record"))
        if await self.app.push_screen_wait(FieldsScreen(title, lines, send, tell=tell)):
            self._rents = await self._session.ruling_preview(())
            self.set_timer(ARRIVAL, self._anew)

    def _anew(self) -> None:
        """Take in what the adjustment put on the record."""
        self._game = self._fold()
        self._draw()


def within(text: str, name: str, low: float, high: float) -> float:
    """A number as typed, within bounds; ValueError says what would be right."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"{name}: a number from {low:g} to {high:g}") from None
    if not low <= value <= high:
        raise ValueError(f"{name}: {value:g} is out of bounds, {low:g} to {high:g}")
    return value
