"""On what terms a session is run: clocks, review, budget, and whether anybody watches."""

from __future__ import annotations

from dataclasses import dataclass

ANSWER_SECONDS = 120.0
PERSON_SECONDS = 900.0


@dataclass(frozen=True)
class Terms:
    """What whoever starts a session decides; nothing of it changes the game's numbers.

    `answer_seconds` is the longest wait for a program's answer, `person_seconds` for a person's. `attended`: somebody
    is there to play, review and carry on; without, no seat can be a person's and a spent budget ends the session.
    `review`: stop at each proposed ruling, as a session with a person always does. `budget_usd`: hold before the
    next turn once models have cost this much, as far as the endpoints file gives their prices.
    """

    answer_seconds: float = ANSWER_SECONDS
    person_seconds: float = PERSON_SECONDS
    attended: bool = True
    review: bool = False
    budget_usd: float | None = None
