from collections.abc import Sequence

import pytest

from tests.tui.made import HOSTILE
from wargame.events import Event, Message, OrderedMove, payloads
from wargame.tui.entries import Entry, Names, entry

NAMES = Names({"open_lab": "Open-weight lab", "china": "China"}, {"chip_control": "Control chips"}, {"open_lab": 1})


def told(data: payloads.Payload, kind: str = "") -> Entry | None:
    return entry(Event(3, "2026-11-22T14:02:05.000Z", 2, kind or data.kind, data, "", ""), NAMES)


def text(data: payloads.Payload) -> str:
    line = told(data)
    assert line is not None
    return f"{line.mark} {line.who}: {line.text}"


def test_a_private_message_says_to_whom() -> None:
    said = payloads.MessageSent(seat="open_lab", exchange=1, message=Message(to=("china",), text="Hold on."))
    assert text(said) == "· Open-weight lab → China (private): Hold on."


def test_text_of_a_seat_is_shown_as_it_stands() -> None:
    said = payloads.MessageSent(seat="open_lab", exchange=1, message=Message(text=HOSTILE))
    assert (
        text(said)
        == "· Open-weight lab: [bold red]We lead[/] and shall keep leading. [@click=app.quit]Anyone[/] can see it."
    )


def test_what_went_wrong_stands_out() -> None:
    move = OrderedMove(move="chip_control", target="china", intensity=2)
    wrong = (
        payloads.FallbackUsed(seat="open_lab", phase="order", exchange=0, reason="late", default="holds"),
        payloads.OrderRefused(seat="open_lab", move_index=0, move=move, reason="costs more than the budget"),
    )
    lines = [told(data) for data in wrong]
    assert all(line is not None and line.tone == "alert" and line.mark == "!" for line in lines)
    assert text(wrong[1]) == "! Open-weight lab: refused: Control chips ×2 (China), costs more than the budget"


def test_bookkeeping_makes_no_line() -> None:
    assert told(payloads.ChanceDrawn(draws={"sudden_stop": 0.5})) is None
    assert told(payloads.BriefGiven(seat="open_lab", digest="")) is None


def test_an_unknown_kind_is_shown_by_its_name() -> None:
    line = told(payloads.Unknown(), kind="seat_waved")
    assert line is not None and line.who == "seat_waved"


@pytest.mark.parametrize(("words", "found"), [("HOLD", True), ("open-weight", True), ("tariff", False)])
def test_a_search_finds_names_and_words(words: str, found: bool) -> None:
    said = told(payloads.MessageSent(seat="open_lab", exchange=1, message=Message(text="Hold on.")))
    assert said is not None and said.holds(words) is found


def test_every_event_of_a_game_can_be_told(events: Sequence[Event]) -> None:
    kinds = {event.kind for event in events if entry(event, NAMES) is not None}
    assert {"game_started", "inject_released", "message_sent", "order_given", "agreement_broken", "game_ended"} <= kinds
