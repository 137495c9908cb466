"""Who at this screen is waited for: asks of people as they come up, one after the other, each behind a hand-over."""

from __future__ import annotations

from wargame.events import HumanAsk, Session
from wargame.tui.text import plain

WHAT = {"talk": "what it says", "order": "its order"}


class Attendance:
    """Asks that wait, in order of arrival, and who sat at the screen last; `review` while a ruling waits.

    `away` holds while a person has gone back to the table on purpose; it ends when nothing waits any more.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asks: list[HumanAsk] = []
        self.seated = ""
        self.review = False
        self.away = False

    def arrive(self, ask: HumanAsk) -> None:
        """Take in an ask."""
        self._asks.append(ask)

    def keep(self, ask: HumanAsk) -> None:
        """Put an ask in the place of its older self, with the draft as it is now."""
        self._asks = [ask if known.id == ask.id else known for known in self._asks]

    @property
    def waiting(self) -> list[HumanAsk]:
        """Asks that still wait."""
        self._asks = [ask for ask in self._asks if self._session.waiting(ask.id)]
        self.away = self.away and (self.review or bool(self._asks))
        return self._asks

    def next(self) -> HumanAsk | None:
        """The ask to attend to now: one of the seat that sits there, else the first; None while people are away."""
        asks = self.waiting
        if self.away or not asks:
            return None
        return next((ask for ask in asks if ask.seat == self.seated), asks[0])

    def call(self) -> str:
        """Who is waited for, in words; empty for nobody."""
        if self.review:
            return "the ruling's review"
        names = list(dict.fromkeys(plain(ask.view.name) for ask in self.waiting))
        return f"{', '.join(names)}: {WHAT[self.waiting[0].phase]}" if names else ""
