"""Why: a modal over the table that takes one figure apart into effects, causes and mechanisms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wargame.events import Firing, Session
from wargame.tui.messages import Explained, NotExplained
from wargame.tui.screens.mechanism import MechanismScreen
from wargame.tui.text import amount, plain, shift, spark, tone
from wargame.tui.why import CAUSES, EFFECTS, Explanation, Figure, digits, rounded, together

BAR = 14


class WhyScreen(ModalScreen[None]):
    """Asks the session about a figure and shows the answer when it comes."""

    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "close", id="why.close", tooltip="Back to the table"),
    ]

    def __init__(self, figure: Figure, session: Session, names: Mapping[str, str]) -> None:
        super().__init__()
        self._figure = figure
        self._session = session
        self._names = names
        self.explanation: Explanation | None = None

    def compose(self) -> ComposeResult:
        """Heading, parts that add up, mechanisms."""
        with Vertical(id="why"):
            yield Static(self._heading(), id="heading")
            with VerticalScroll(id="parts", can_focus=False):
                yield Static(Content.styled("working out effects and causes …", "$quiet"), id="sums")
            yield Static("", id="mechanisms-title")
            yield OptionList(id="mechanisms")
            yield Static(Content.styled("↑↓ choose   enter equation, inputs, parameters, sources   esc back", "$quiet"))

    def on_mount(self) -> None:
        """Ask, unless nothing has moved yet."""
        self.query_one("#why").border_title = "Why"
        if self._figure.turn == 0:
            self.query_one("#sums", Static).update(
                "The start of the game: nothing has moved yet. Go on a turn and ask again."
            )
        else:
            self._ask()

    @work(group="why", exclusive=True, exit_on_error=False)
    async def _ask(self) -> None:
        try:
            answers = [await self._session.why(question) for question in self._figure.questions]
        except (ValueError, RuntimeError) as error:
            self.post_message(NotExplained(str(error)))
        else:
            self.post_message(Explained(together(answers)))

    @on(NotExplained)
    def _say_so(self, message: NotExplained) -> None:
        self.query_one("#sums", Static).update(Content.styled(f"No answer: {plain(message.reason)}", "$alert"))

    @on(Explained)
    def _show(self, message: Explained) -> None:
        why = self.explanation = message.explanation
        sums = [
            _sum(
                "by effect", {EFFECTS.get(name, name): value for name, value in why.effects.items()}, why.total, False
            ),
            _sum("by cause", {self._cause(name): value for name, value in why.causes.items()}, why.total, True),
        ]
        self.query_one("#sums", Static).update(Content("\n\n").join(sums))
        title = Content.styled(f"by mechanism: {len(why.mechanisms)} rules at work", "$secondary bold")
        self.query_one("#mechanisms-title", Static).update(title)
        options = self.query_one("#mechanisms", OptionList)
        options.add_options(Option(_firing(firing)) for firing in why.mechanisms)
        options.focus()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        if self.explanation:
            self.app.push_screen(MechanismScreen(self.explanation.mechanisms[event.option_index]))

    def _cause(self, id_: str) -> str:
        return CAUSES.get(id_) or plain(self._names.get(id_, id_))

    def _heading(self) -> Content:
        figure = self._figure
        value = figure.path[-1]
        change = value - figure.path[-2] if len(figure.path) > 1 else None
        head = Content.assemble(
            (figure.name, "bold"),
            (f", turn {figure.turn} ({figure.label}):  ", ""),
            (f"{amount(value) if figure.unit else f'{value:+.2f}'} {figure.unit}  ", "bold"),
            (shift(change) if figure.unit else "", f"bold {tone(change)}"),
            ("   " + spark(figure.path, 12).rstrip(), "$primary"),
        )
        return Content("\n").join([head, Content.styled(figure.note, "$quiet")]) if figure.note else head


def _sum(title: str, parts: Mapping[str, float], total: float, by_size: bool) -> Content:
    places = digits(total, parts)
    shown = rounded(parts, total, places)
    kept = [name for name in parts if shown[name] or not by_size]
    if by_size:
        kept.sort(key=lambda name: -abs(parts[name]))
    largest = max([abs(parts[name]) for name in kept], default=0.0)
    label = max([len(name) for name in kept] + [20])
    lines = [Content.styled(title, "$secondary bold")]
    for name in kept:
        value = shown[name]
        size = round(BAR * abs(parts[name]) / largest) if largest else 0
        sign = "▲" if value > 0 else "▼" if value < 0 else "="
        lines.append(
            Content.assemble(
                ("  " + name.ljust(label + 2), ""),
                (f"{sign}{abs(value):.{places}f}".rjust(9), tone(value) if value else "$quiet"),
                ("  " + "█" * size, tone(value)),
            )
        )
    sign = "▲" if total > 0 else "▼" if total < 0 else "="
    lines.append(
        Content.styled("  " + "sum".ljust(label + 2) + f"{sign}{abs(round(total, places)):.{places}f}".rjust(9), "bold")
    )
    return Content("\n").join(lines)


def _firing(firing: Firing) -> Content:
    causes = ", ".join(plain(cause) for cause in firing.causes)
    return Content.assemble(
        (plain(firing.mechanism).ljust(5) + " ", "$primary bold"),
        (plain(firing.text), ""),
        (f"   {causes}" if causes else "", "$quiet"),
    )
