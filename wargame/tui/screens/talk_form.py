"""A seat's part in the talk: messages to whom it likes, offers made of clauses, signatures under open offers."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from wargame.events import Clause, CommandRefused, HumanAsk, Message, Offer, Session, Talk
from wargame.events.orders import MAX_TEXT
from wargame.events.sanitise import clean
from wargame.referee.orders import targets
from wargame.tui.brief import brief, pact_text
from wargame.tui.screens.choice import ChoiceScreen
from wargame.tui.screens.confirm import ConfirmScreen
from wargame.tui.screens.order_form import NARROW
from wargame.tui.shown import names
from wargame.tui.text import plain, seconds
from wargame.tui.widgets.key_bar import KeyBar
from wargame.views import SeatView

KEYS = (
    ("enter", "add message", "screen.add", 0),
    ("^t", "to whom", "screen.whom", 0),
    ("^o", "offer", "screen.offer", 0),
    ("^g", "sign", "screen.sign", 0),
    ("^z", "undo", "screen.undo", 1),
    ("f2", "brief", "screen.brief", 1),
    ("^s", "submit", "screen.submit", 0),
    ("esc", "table", "screen.leave", 0),
)
EVERYONE = "everyone"


class TalkForm(Screen[bool]):
    """Puts a talk together; gives True once it is submitted, False when the person leaves it as a draft."""

    CSS_PATH = "forms.tcss"
    AUTO_FOCUS = "#message"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "submit", id="talk.submit", priority=True),
        Binding("ctrl+t", "whom", "to whom", id="talk.whom", priority=True),
        Binding("ctrl+o", "offer", "offer", id="talk.offer", priority=True),
        Binding("ctrl+g", "sign", "sign", id="talk.sign", priority=True),
        Binding("ctrl+z", "undo", "undo", id="talk.undo", priority=True),
        Binding("f2", "brief", "brief", id="talk.brief"),
        Binding("escape", "leave", "table", id="talk.leave"),
    ]

    def __init__(self, session: Session, ask: HumanAsk) -> None:
        super().__init__()
        self._session, self._ask = session, ask
        self._view: SeatView = ask.view
        self._names = names(self._view.belief_pack)
        self.talk = ask.draft if isinstance(ask.draft, Talk) else Talk()
        self._to: tuple[str, ...] = ()
        self._unsaved: Talk | None = None

    def compose(self) -> ComposeResult:
        """The widgets; the style sheet puts them where the width allows."""
        yield Static(id="form-top")
        with Horizontal(id="form-middle"):
            with VerticalScroll(id="brief"):
                yield Static(brief(self._view, self._names))
            with VerticalScroll(id="choice", classes="pane"):
                yield Static(id="drafted")
        with Vertical(id="writing"):
            yield Static(id="whom")
            yield Input(
                placeholder="message: enter adds it", id="message", classes="line", max_length=MAX_TEXT, compact=True
            )
        yield Static(id="said")
        yield KeyBar(KEYS)

    def on_mount(self) -> None:
        """Start the clock."""
        self.query_one("#brief").border_title = "Your brief"
        self.query_one("#choice").border_title = "What you will say"
        self.set_interval(1.0, self._tick)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold for the new size."""
        self.set_class(event.size.width < NARROW, "narrow")

    def answer(self) -> Talk:
        """The talk as it stands, with the message that is being typed."""
        text = clean(self.query_one("#message", Input).value, MAX_TEXT)
        typed = (Message(to=self._to, text=text),) if text else ()
        return self.talk.model_copy(update={"messages": (*self.talk.messages, *typed)})

    def _tick(self) -> None:
        if not self._session.waiting(self._ask.id):
            self.notify("Nothing is asked of this seat any more", title=plain(self._view.name), markup=False)
            self.dismiss(True)
            return
        self._draw()

    def _draw(self) -> None:
        view = self._view
        left = seconds(self._session.time_left(self._ask.id))
        self.query_one("#form-top", Static).update(
            Content.assemble(
                (f" {plain(view.name)}", "bold"),
                (f"  turn {view.turn}/{view.turns} {plain(view.label)}", "$primary"),
                (f"   talk {self._ask.exchange} of 2   {left} left", "bold"),
            )
        )
        self.query_one("#whom", Static).update(Content.assemble((" to ", "$quiet"), (self._list(self._to), "bold")))
        lines = [f"· to {self._list(message.to)}: {plain(message.text)}" for message in self.talk.messages]
        for offer in self.talk.offers:
            private = "" if offer.public else " (private)"
            clauses = "; ".join(self._names.clause(clause) for clause in offer.clauses)
            lines.append(f"§ offer among {self._list(offer.parties)}{private}: {clauses}")
        lines += [f"✓ signs {plain(id_)}" for id_ in self.talk.signs]
        nothing = [Content.styled("Nothing yet; submitting nothing says nothing.", "$quiet")]
        self.query_one("#drafted", Static).update(Content("\n").join([Content(line) for line in lines] or nothing))

    def _list(self, seats: tuple[str, ...]) -> str:
        return ", ".join(self._names.thing(seat) for seat in seats) or EVERYONE

    # The talk changes

    @on(Input.Changed, "#message")
    def _typed(self) -> None:
        self._keep()

    def _take(self, talk: Talk) -> None:
        self.talk = talk
        self._draw()
        self._keep()

    def _keep(self) -> None:
        idle = self._unsaved is None
        self._unsaved = self.answer()
        if idle:
            self._save()

    @work(group="draft")
    async def _save(self) -> None:
        try:
            while (talk := self._unsaved) is not None:
                await self._session.draft(self._ask.id, talk)
                if self._unsaved is talk:
                    self._unsaved = None
        except CommandRefused as refusal:
            self._unsaved = None
            self._say(f"The draft could not be kept: {refusal}")

    @on(Input.Submitted, "#message")
    def action_add(self) -> None:
        """Add the message that is typed."""
        talk = self.answer()
        self.query_one("#message", Input).value = ""
        self._take(talk)

    def action_undo(self) -> None:
        """Take back what was added last: a signature, an offer, else a message."""
        for part in ("signs", "offers", "messages"):
            if kept := getattr(self.talk, part):
                self._take(self.talk.model_copy(update={part: kept[:-1]}))
                return

    @work(group="choosing", exclusive=True)
    async def action_whom(self) -> None:
        """Choose who hears the next message."""
        self._to = await self._choose("To whom? Nobody marked: everyone", self._others(), many=True)
        self._draw()

    @work(group="choosing", exclusive=True)
    async def action_sign(self) -> None:
        """Sign open offers to this seat."""
        mine = [pact for pact in self._view.offers
                if self._view.seat in pact.offer.parties and self._view.seat not in pact.signed_by]  # fmt: skip
        if not mine:
            self._say("There is no open offer for you to sign")
            return
        choices = [(pact.id, pact_text(pact, self._names)) for pact in mine]
        signs = await self._choose("Sign which offers?", choices, many=True)
        if signs:
            self._take(self.talk.model_copy(update={"signs": signs}))

    @work(group="choosing", exclusive=True)
    async def action_offer(self) -> None:
        """Build an offer: with whom, then clause by clause, public or not."""
        if self._ask.exchange != 1:
            self._say("Offers are made in the first talk of a turn; in the second they are signed")
            return
        others = await self._choose("Agreement with whom?", self._others(), many=True)
        clauses: list[Clause] = []
        while others and (clause := await self._clause((self._view.seat, *others))) is not None:
            clauses.append(clause)
            more = await self._choose("And then?", [("done", "The offer is complete"), ("more", "Another clause")])
            if more != ("more",):
                break
        if clauses:
            secret = await self._choose("Who may know?", [("public", "Everyone"), ("private", "The parties only")])
            offer = Offer(parties=(self._view.seat, *others), clauses=tuple(clauses), public=secret != ("private",))
            self._take(self.talk.model_copy(update={"offers": (*self.talk.offers, offer)}))

    async def _clause(self, parties: tuple[str, ...]) -> Clause | None:
        """One promise; None where the person leaves."""
        pack, view = self._view.belief_pack, self._view
        who = await self._choose("Who promises?", [(seat, self._names.thing(seat)) for seat in parties])
        kind = who and await self._choose("What?", [("do", "will do a move"), ("refrain", "will not do a move")])
        open_to = [move for move in pack.moves.values() if who and who[0] in move.who]
        move = kind and await self._choose("Which move?", [(move.id, plain(move.name)) for move in open_to])
        if not move:
            return None
        promised, target = pack.moves[move[0]], tuple[str, ...]([""])
        if promised.target not in ("none", "industry"):
            open_targets = targets(pack, pack.seat(who[0]), promised)
            places = [("", "anyone"), *((id_, self._names.thing(id_)) for id_ in open_targets)]
            target = await self._choose("Toward whom?", places) or ("",)
        turns = [(str(turn), f"through turn {turn}") for turn in range(view.turn, view.turns + 1)]
        until = await self._choose("Until when?", turns)
        if not until:
            return None
        return Clause(
            seat=who[0],
            kind="do" if kind[0] == "do" else "refrain",
            move=move[0],
            target=target[0],
            until=int(until[0]),
        )

    def _others(self) -> list[tuple[str, str]]:
        return [(seat.id, plain(seat.name)) for seat in self._view.belief_pack.seats if seat.id != self._view.seat]

    async def _choose(self, title: str, choices: list[tuple[str, str]], many: bool = False) -> tuple[str, ...]:
        return await self.app.push_screen_wait(ChoiceScreen(title, choices, many=many))

    def action_brief(self) -> None:
        """Show the brief in the place of what will be said, or that again."""
        self.toggle_class("read")
        self.query_one("#brief" if self.has_class("read") else "#message").focus()

    def action_leave(self) -> None:
        """Back to the table, with the draft kept."""
        self.dismiss(False)

    def action_submit(self) -> None:
        """Ask once, then submit."""
        talk = self.answer()
        lines = [f"{len(talk.messages)} messages, {len(talk.offers)} offers, {len(talk.signs)} signatures"]
        self.app.push_screen(ConfirmScreen(f"Submit for {plain(self._view.name)}?", lines), self._submit_if)

    def _submit_if(self, yes: bool | None) -> None:
        if yes:
            self._submit()

    @work(group="submit", exclusive=True)
    async def _submit(self) -> None:
        try:
            await self._session.answer(self._ask.id, self.answer())
        except CommandRefused as refusal:
            self._say(f"Not submitted: {refusal}")
        else:
            self.dismiss(True)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content.styled(plain(text), "$alert bold"))
