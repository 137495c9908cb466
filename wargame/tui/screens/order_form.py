"""The orders of a seat: its brief, the moves open to it with what they cost and may bring, and what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from wargame.events import CommandRefused, Order
from wargame.events.orders import MAX_LINE, MAX_TEXT
from wargame.tui.brief import brief
from wargame.tui.order_draft import OrderDraft
from wargame.tui.screens.confirm import ConfirmScreen
from wargame.tui.tasks import OrderTask
from wargame.tui.text import amount, plain, seconds, shift
from wargame.tui.widgets.key_bar import KeyBar
from wargame.tui.widgets.move_list import MoveList

NARROW = 100
"""Below this width the brief and the moves share one place."""

STILL = 0.15
"""Seconds without a key before a preview is computed."""

KEYS = (
    ("space", "pick", "screen.pick", 0),
    ("+ -", "push", "screen.push(1)", 0),
    ("tab", "field", "app.focus_next", 1),
    ("^f", "find", "screen.find", 2),
    ("f2", "brief", "screen.brief", 1),
    ("^s", "submit", "screen.submit", 0),
    ("esc", "table", "screen.leave", 0),
)

FIELDS = (
    ("intent", "intent: what you want to bring about (for the record)", MAX_LINE),
    ("statement", "statement: what you say in public", MAX_LINE),
    ("memo", "memo: to yourself, for next turn", MAX_TEXT),
)


class OrderForm(Screen[bool]):
    """Puts an order together; gives True once it is submitted, False when the person leaves it as a draft."""

    CSS_PATH = "forms.tcss"
    AUTO_FOCUS = "#moves"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "submit", id="order.submit", priority=True, tooltip="Submit the order; asks once"),
        Binding("f2", "brief", "brief", id="order.brief", tooltip="Brief or moves, where they share a place"),
        Binding("ctrl+f", "find", "find", id="order.find", priority=True, tooltip="Find a move"),
        Binding("escape,q", "leave", "table", id="order.leave", tooltip="Back to the table; the draft stays"),
    ]

    def __init__(self, task: OrderTask) -> None:
        super().__init__()
        self.job = task
        self.draft = OrderDraft.of(task.rules, task.draft)
        self._unsaved: Order | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The widgets; the style sheet puts them where the width allows."""
        yield Static(id="form-top")
        with Horizontal(id="form-middle"):
            with VerticalScroll(id="brief"):
                yield Static(brief(self.job.view, self.job.rules.names))
            with Vertical(id="choice"):
                yield Input(placeholder="find a move: type part of its name, target or layer", id="find", compact=True)
                yield MoveList(self.draft)
                yield Static(id="about")
        yield Static(id="expected")
        for name, placeholder, longest in FIELDS:
            value = getattr(self.draft, name)
            yield Input(value, placeholder, id=name, classes="line", max_length=longest, compact=True)
        yield Static(id="said")
        yield KeyBar(KEYS)

    def on_mount(self) -> None:
        """Start the clock."""
        self.query_one("#find").display = False
        self.query_one("#brief").border_title = "Your brief"
        self.set_interval(1.0, self._tick)
        self._tick()

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold for the new size."""
        self.set_class(event.size.width < NARROW, "narrow")

    def answer(self) -> Order:
        """The order as it stands."""
        return self.draft.order()

    def _tick(self) -> None:
        if not self.job.waits():
            self.notify("Nothing is asked of this seat any more", title=self.job.title, markup=False)
            self.dismiss(True)
            return
        self._head()

    def _head(self) -> None:
        rules, view = self.draft.rules, self.job.view
        points = self.draft.points
        bar = "■" * min(points, rules.budget) + "□" * max(rules.budget - points, 0)
        left = f"   {seconds(self.job.left())} left" if self.job.left is not None else ""
        parts: list[tuple[str, str]] = [
            (f" {plain(self.job.title)}", "bold"),
            (f"  turn {view.turn}/{view.turns} {plain(view.label)}", "$primary"),
            (f"   {bar} ", "$alert bold" if self.draft.over else "$accent"),
            (f"{points} of {rules.budget} pt, {len(self.draft.picked)} of {rules.moves} moves", ""),
            (left, "bold"),
        ]
        self.query_one("#form-top", Static).update(Content.assemble(*parts))

    # The order changes

    @on(MoveList.Changed)
    def _take_moves(self, message: MoveList.Changed) -> None:
        self._take(replace(self.draft, picked=message.draft.picked))
        self._say(self.draft.over)

    @on(Input.Changed, ".line")
    def _take_text(self, event: Input.Changed) -> None:
        name = event.input.id
        if name and getattr(self.draft, name) != event.value:
            self._take(self.draft.with_text(name, event.value), texts_only=True)

    def _take(self, draft: OrderDraft, texts_only: bool = False) -> None:
        self.draft = draft
        self._head()
        if not texts_only:
            self._expect_soon()
        if self.job.keep is not None:
            idle = self._unsaved is None
            self._unsaved = draft.order()
            if idle:
                self._save()

    @work(group="draft")
    async def _save(self) -> None:
        """Keep the newest draft, and go on until there is none newer."""
        assert self.job.keep is not None
        try:
            while (order := self._unsaved) is not None:
                await self.job.keep(order)
                if self._unsaved is order:
                    self._unsaved = None
        except CommandRefused as refusal:
            self._unsaved = None
            self._say(f"The draft could not be kept: {refusal}")

    # What it may bring

    @on(MoveList.Pointed)
    def _point(self, message: MoveList.Pointed) -> None:
        option = next(option for option in self.draft.rules.options if option.id == message.option)
        self.query_one("#about", Static).update(Content(plain(option.text)))
        self._expect_soon()

    def _expect_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(STILL, self._expect)

    @work(group="preview", exclusive=True)
    async def _expect(self) -> None:
        if self.job.preview is None:
            return
        pointed = self.query_one(MoveList).pointed
        tried = self.draft if pointed is None or pointed in self.draft.picked else self.draft.toggled(pointed)
        what = "this order" if tried is self.draft else "with this move"
        shown = self.query_one("#expected", Static)
        try:
            found = await self.job.preview(tried.order())
        except CommandRefused as refusal:
            shown.update(Content.assemble((f"{what}: ", "$quiet"), (plain(str(refusal)), "$alert")))
            return
        goal, rent, held = found.get("goal", 0.0), found.get("rent", 0.0), found.get("hold_rent", 0.0)
        shown.update(
            Content.assemble(
                (f"others hold, {what}: ", "$quiet"),
                (f"goal {goal:+.2f}", "bold"),
                (f"   rent {amount(rent)} bn, {shift(rent - held)} against holding", ""),
            )
        )

    # What a person may do

    def action_pick(self) -> None:
        """Pick the move under the cursor."""
        self.query_one(MoveList).action_select()

    def action_push(self, by: int) -> None:
        """Push the move under the cursor harder."""
        self.query_one(MoveList).action_push(by)

    def action_brief(self) -> None:
        """Show the brief in the place of the moves, or the moves again; where both are seen, read the brief."""
        self.toggle_class("read")
        read = self.has_class("read")
        self.query_one("#brief" if read else "#moves").focus()

    def action_find(self) -> None:
        """Open the search line over the moves."""
        self.remove_class("read")
        find = self.query_one("#find", Input)
        find.display = True
        find.focus()

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        self.query_one(MoveList).fill(event.value)

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.query_one(MoveList).focus()

    @on(Input.Submitted, ".line")
    def _next_line(self) -> None:
        self.focus_next()

    def action_leave(self) -> None:
        """End a search; else back to the table, with the draft kept."""
        find = self.query_one("#find", Input)
        if find.display:
            find.value = ""
            find.display = False
            self.query_one(MoveList).focus()
        else:
            self.dismiss(False)

    def action_submit(self) -> None:
        """Ask once, then submit."""
        lines = [*self.draft.told(), "", f"{self.draft.points} of {self.draft.rules.budget} points"]
        if self.draft.statement:
            lines.append(f"In public: “{plain(self.draft.statement)}”")
        self.app.push_screen(ConfirmScreen(f"Submit for {plain(self.job.title)}?", lines), self._submit_if)

    def _submit_if(self, yes: bool | None) -> None:
        if yes:
            self._submit()

    @work(group="submit", exclusive=True)
    async def _submit(self) -> None:
        try:
            await self.job.submit(self.draft.order())
        except CommandRefused as refusal:
            self._say(f"Not submitted: {refusal}")
        else:
            self.dismiss(True)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content.styled(plain(text), "$alert bold"))
