"""The command palette: one table of what can be done."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider


class Command(NamedTuple):
    """A line of the palette: its name, the action it runs and what that does."""

    name: str
    action: str
    help: str


COMMANDS = (
    Command("play: Step", "screen.step", "Play one turn, then hold"),
    Command("play: Play or pause", "screen.play", "Go on by itself, or hold"),
    Command("play: Faster", "screen.speed(1)", "Reveal events faster"),
    Command("play: Slower", "screen.speed(-1)", "Reveal events slower"),
    Command("turn: Next", "screen.turn(1)", "Go to the end of this turn, or of the next"),
    Command("turn: Previous", "screen.turn(-1)", "Go to the turn before"),
    Command("turn: Start", "screen.start", "Go to the start of the game"),
    Command("turn: End", "screen.finish", "Go to the last event there is"),
    Command("show: Why", "screen.why", "Take the figure under the cursor apart"),
    Command("show: Boards", "screen.place", "Go to the scoreboards"),
    Command("show: Search the record", "screen.search", "Keep only what holds some words"),
    Command("show: Next view", "screen.lens", "The whole, the public part, or in a replay a seat's own view"),
    Command("people: Sit down", "screen.attend", "Open the form or the review that waits"),
    Command("people: Facilitator's desk", "app.desk", "Clock, news, proxy orders, seats, review, notes, early end"),
    Command("show: Next theme", "app.next_theme", "Dark or light, both safe for any colour vision"),
    Command("show: Help", "screen.help", "Every key, and how to read the table"),
    Command("app: Save a picture", "app.screenshot", "Write the screen to an SVG file"),
    Command("app: Quit", "app.quit", "Leave; what is recorded stays"),
)


class TableCommands(Provider):
    """Offers the commands of the table."""

    async def discover(self) -> Hits:
        """All commands, in order."""
        for command in COMMANDS:
            yield DiscoveryHit(command.name, partial(self.app.run_action, command.action), help=command.help)

    async def search(self, query: str) -> Hits:
        """Commands whose name matches."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            score = matcher.match(command.name)
            if score > 0:
                run = partial(self.app.run_action, command.action)
                yield Hit(score, matcher.highlight(command.name), run, help=command.help)
