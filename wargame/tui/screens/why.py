"""Why: a modal over the table that takes one figure apart into effects, causes and mechanisms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wargame.events import Firing, Session
from wargame.tui.messages import Explained, NotExplained
from wargame.tui.screens.mechanism import MechanismScreen
from wargame.tui.text import amount, bar, clip, plain, shift, spark, tone
from wargame.tui.why import CAUSES, EFFECTS, Explanation, Figure, digits, together
from wargame.views.rounding import adding_up

MAX_BAR = 24
MARK = 6


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
        self.firings: list[Firing] = []

    def compose(self) -> ComposeResult:
        """Heading, parts that add up, mechanisms."""
        with Vertical(id="why"):
            yield Static(self._heading(), id="heading")
            with Horizontal(id="sums"):
                yield Static(Content.styled("working out effects and causes …", "$quiet"), id="effects")
                yield Static("", id="causes")
            yield Static("", id="mechanisms-title")
            yield OptionList(id="mechanisms")

    def on_mount(self) -> None:
        """Ask, unless nothing has moved yet."""
        box = self.query_one("#why")
        box.border_title, box.border_subtitle = "Why", "↑↓ choose   enter equation, parameters, sources   esc back"
        if self._figure.turn == 0:
            self._say("The start of the game: nothing has moved yet. Go on a turn and ask again.")
        else:
            self.call_after_refresh(self._ask)

    @work(group="why", exclusive=True, exit_on_error=False)
    async def _ask(self) -> None:
        try:
            answers = [await self._session.why(question) for question in self._figure.questions]
        except (ValueError, RuntimeError) as error:
            self.post_message(NotExplained(str(error)))
        else:
            self.post_message(Explained(together(answers)))

    def _say(self, text: str) -> None:
        self.query_one("#causes").display = False
        self.query_one("#effects", Static).update(Content.styled(text, "$alert"))

    @on(NotExplained)
    def _say_so(self, message: NotExplained) -> None:
        self._say(f"No answer: {plain(message.reason)}")

    @on(Explained)
    def _show(self, message: Explained) -> None:
        why = self.explanation = message.explanation
        room = self.query_one("#sums").size.width // 2 - 2
        effects = {EFFECTS.get(name, name): value for name, value in why.effects.items()}
        causes = {self._cause(name): value for name, value in why.causes.items()}
        by_size = dict(sorted(causes.items(), key=lambda cause: -abs(cause[1])))
        places = digits(why.total, effects | causes)
        self.query_one("#effects", Static).update(_sum("by effect", effects, why.total, places, room))
        self.query_one("#causes", Static).update(_sum("by cause", by_size, why.total, places, room))
        count = len(why.mechanisms)
        title = f"by mechanism: {count} rule{'' if count == 1 else 's'} at work"
        self.query_one("#mechanisms-title", Static).update(Content.styled(title, "$secondary bold"))
        options = self.query_one("#mechanisms", OptionList)
        width = options.size.width - 3
        self.firings = sorted(why.mechanisms, key=lambda firing: not firing.causes)
        options.add_options(Option(_firing(firing, width)) for firing in self.firings)
        options.highlighted = 0 if self.firings else None
        options.focus()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        self.app.push_screen(MechanismScreen(self.firings[event.option_index]))

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


def _sum(title: str, parts: Mapping[str, float], total: float, places: int, width: int) -> Content:
    """Parts with bars on one scale, then their sum; a part that rounds to nothing is left out."""
    shown = adding_up(parts, total, places)
    kept = [name for name in parts if shown[name]]
    largest = max([abs(parts[name]) for name in kept], default=0.0)
    number = max([len(_signed(value, places)) for value in [*shown.values(), total]])
    label = min(max([len(name) for name in [*kept, "sum"]]) + 2, max(width - number - 8, 10))
    room = min(max(width - label - number - 4, 0), MAX_BAR)
    lines = [Content.styled(title, "$secondary bold")]
    for name in kept:
        value = shown[name]
        lines.append(
            Content.assemble(
                ("  " + clip(name, label - 1).ljust(label), ""),
                (_signed(value, places).rjust(number), "$gain" if value > 0 else "$loss"),
                ("  " + bar(abs(parts[name]), largest, room), "$gain" if value > 0 else "$loss"),
            )
        )
    lines.append(
        Content.styled("  " + "sum".ljust(label) + _signed(round(total, places), places).rjust(number), "bold")
    )
    return Content("\n").join(lines)


def _signed(value: float, places: int) -> str:
    sign = "▲" if value > 0 else "▼" if value < 0 else "="
    return f"{sign}{abs(value):.{places}f}"


def _firing(firing: Firing, width: int) -> Content:
    """What a rule did and, under it, whose moves set it in motion."""
    texts = [(plain(firing.text), "")] + [("← " + plain(cause), "$quiet") for cause in firing.causes]
    lines = [line for text, style in texts for line in Content.styled(text, style).wrap(max(width - MARK, 20))]
    marks = [Content.styled(plain(firing.mechanism).ljust(MARK), "$primary bold")] + [Content(" " * MARK)] * len(lines)
    return Content("\n").join(Content.assemble(mark, line) for mark, line in zip(marks, lines, strict=False))
