"""What can happen to the table from outside: one small message each."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from wargame.events import Event
from wargame.tui.why import Explanation


@dataclass
class EventArrived(Message):
    """The session had one more event."""

    event: Event


@dataclass
class SessionFailed(Message):
    """The session broke off; what is recorded stays."""

    error: BaseException


@dataclass
class Explained(Message):
    """The answer to a why."""

    explanation: Explanation


@dataclass
class NotExplained(Message):
    """A why that could not be answered."""

    reason: str
