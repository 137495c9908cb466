"""The facilitator's desk: what may be done to a game that runs, each as a short dialogue over the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen

from wargame.events import (
    AddNote,
    ChangePlayer,
    Command,
    CommandRefused,
    EndGame,
    ExtendClock,
    HoldClock,
    Pause,
    Play,
    ReleaseInject,
    Session,
    TypeInject,
)
from wargame.tui.screens.choice import ChoiceScreen
from wargame.tui.screens.fields import Field, FieldsScreen, Send, Values
from wargame.tui.screens.order_form import OrderForm
from wargame.tui.screens.review import ReviewScreen
from wargame.tui.tasks import proxy
from wargame.tui.text import plain
from wargame.views import Game

MENU = (
    ("pause", "Hold the game before its next turn"),
    ("play", "Let the game go on"),
    ("hold", "Stop the clock of those who are asked"),
    ("run", "Let the clock run again"),
    ("extend", "Give everyone more time"),
    ("inject", "Release news of the scenario"),
    ("news", "Type news: told to everyone, changes no number"),
    ("proxy", "Enter a seat's order for it"),
    ("seat", "Hand a seat to another player"),
    ("review", "Review the proposed ruling"),
    ("note", "Put a note on the record"),
    ("end", "End the game early, for good"),
)
ME = "facilitator"
AT_ONCE: dict[str, Command] = {"pause": Pause(), "play": Play(), "hold": HoldClock(True), "run": HoldClock(False)}


class Desk:
    """Runs the dialogues; to be awaited in a worker of the app. `fold` gives the fold as far as events reach."""

    def __init__(self, app: App[Any], session: Session, fold: Callable[[], Game]) -> None:
        self._app, self._session, self._fold = app, session, fold
        self._folded: Game | None = None

    def _game(self) -> Game:
        if self._folded is None:
            self._folded = self._fold()
        return self._folded

    async def open(self) -> None:
        """Ask what to do, and do it."""
        (action, *_) = await self._choose("Facilitator's desk", MENU) or ("",)
        if action in AT_ONCE:
            await self._tell(AT_ONCE[action])
        elif action:
            await getattr(self, f"_{action}")()

    async def _choose(self, title: str, choices: Any) -> tuple[str, ...]:
        return await self._app.push_screen_wait(ChoiceScreen(title, choices))

    async def _fill(self, title: str, fields: tuple[Field, ...], send: Send, hint: str = "") -> None:
        await self._app.push_screen_wait(FieldsScreen(title, fields, send, hint=hint))

    async def _tell(self, command: Command) -> None:
        try:
            await self._session.command(command)
        except CommandRefused as refusal:
            self._app.notify(plain(str(refusal)), title="Not done", severity="error", markup=False)

    async def _seat_of(self, title: str) -> str:
        seats = [(seat.id, f"{plain(seat.name)}: {plain(self._game().seats[seat.id].player)}")
                 for seat in self._game().pack.seats]  # fmt: skip
        chosen = await self._choose(title, seats)
        return chosen[0] if chosen else ""

    async def _extend(self) -> None:
        async def send(values: Values) -> None:
            await self._session.command(ExtendClock(number(values["seconds"], "seconds")))

        await self._fill("Give everyone more time", (Field("seconds", "seconds more", "60"),), send)

    async def _inject(self) -> None:
        game = self._game()
        out = {inject.inject for record in game.history for inject in record.injects}
        left = [(inject.id, f"{plain(inject.name)}: {plain(inject.text)}") for inject in game.pack.injects
                if inject.id not in out]  # fmt: skip
        chosen = await self._choose("Release news", left)
        if chosen:
            await self._tell(ReleaseInject(chosen[0]))

    async def _news(self) -> None:
        async def send(values: Values) -> None:
            await self._session.command(TypeInject(values["name"], values["text"]))

        fields = (Field("name", "headline"), Field("text", "what everyone hears"))
        await self._fill("News to everyone", fields, send)

    async def _proxy(self) -> None:
        seat = await self._seat_of("Order for which seat?")
        reason: list[str] = []

        async def send(values: Values) -> None:
            reason.append(values["reason"])

        if seat:
            await self._fill("Order by proxy", (Field("reason", "reason, for the record"),), send)
        if reason:
            form: Screen[bool] = OrderForm(proxy(self._session, self._game(), seat, reason[0]))
            await self._app.push_screen_wait(form)

    async def _seat(self) -> None:
        seat = await self._seat_of("Hand over which seat?")
        if not seat:
            return

        async def send(values: Values) -> None:
            await self._session.command(ChangePlayer(seat, values["player"], values["reason"]))

        now = self._game().seats[seat].player
        hint = "human, scripted:DOCTRINE, openai:MODEL@URL or recorded:FILE; from the next turn on"
        fields = (Field("player", "player", plain(now)), Field("reason", "reason, for the record"))
        await self._fill(f"Who plays {plain(self._game().pack.seat(seat).name)}?", fields, send, hint)

    async def _review(self) -> None:
        try:
            rents = await self._session.ruling_preview(())
        except CommandRefused as refusal:
            self._app.notify(plain(str(refusal)), title="Not now", severity="warning", markup=False)
        else:
            await self._app.push_screen_wait(ReviewScreen(self._session, self._fold, rents))

    async def _note(self) -> None:
        async def send(values: Values) -> None:
            await self._session.command(AddNote(values["by"], values["text"]))

        await self._fill("Note", (Field("by", "by", ME), Field("text", "note")), send)

    async def _end(self) -> None:
        async def send(values: Values) -> None:
            await self._session.command(EndGame(values["reason"]))

        hint = "The game ends for good after the last closed turn; it cannot be resumed."
        await self._fill("End the game early?", (Field("reason", "reason, for the record"),), send, hint)


def number(text: str, name: str) -> float:
    """A number as typed; ValueError says what would be right."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"{name}: {plain(text) or 'nothing'} is not a number") from None
