"""What the review says is what the record holds."""

import csv
import io
import re

import pytest

from tests.report.conftest import Reported
from tests.report.page import captioned, rows

NUMBER = re.compile(r"[+−]?[\d,]+\.\d+|0\.0")


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def numbers(text: str) -> list[float]:
    return [number(found) for found in NUMBER.findall(text)]


def name(reported: Reported, seat: str) -> str:
    return reported.game.pack.seat(seat).name


def test_seats_stand_in_the_order_of_their_goals(reported: Reported) -> None:
    goals = reported.game.goals(3)
    order = [name(reported, seat) for seat in sorted(goals, key=lambda seat: -goals[seat])]
    table = rows(captioned(reported.page, "Seats by goal"))
    assert [row[0].partition(". ")[2] for row in table] == order
    assert [number(row[1]) for row in table] == pytest.approx(sorted(goals.values(), reverse=True), abs=0.005)


def test_each_layer_names_who_holds_most_of_it(reported: Reported) -> None:
    rents, pack = reported.game.rents(3), reported.game.pack
    table = rows(captioned(reported.page, "By layer"))
    assert [row[0] for row in table] == [layer.name for layer in pack.layers]
    for index, row in enumerate(table):
        assert pack.holders[int(rents[:, index].argmax())].name in row[3]
        assert numbers(row[1])[1] == pytest.approx(float(rents[:, index].sum()), abs=0.05)


def test_states_and_firms_are_compared_apart_on_each_board(reported: Reported) -> None:
    boards, pack = reported.game.boards(3), reported.game.pack
    firms = {seat.id: seat.name for seat in pack.seats if seat.kind == "firm"}
    first = max(firms, key=lambda seat: boards[seat]["rent"])
    rent = next(row for row in rows(captioned(reported.page, "Highest on each board")) if row[0] == "Rent")
    assert firms[first] in rent[2]
    assert not any(firm in rent[1] for firm in firms.values())


@pytest.mark.parametrize("caption", ["From start to end", "causes and the factors"])
def test_causes_as_printed_add_up_to_the_shift_as_printed(reported: Reported, caption: str) -> None:
    table = rows(captioned(reported.page, caption))
    assert len(table) == 5
    for row in table:
        at = 1 if caption == "From start to end" else 2
        before, after = numbers(row[at])
        change = number(row[at + 1])
        assert change == pytest.approx(after - before, abs=1e-6)
        for parts in row[at + 2 :]:
            assert sum(numbers(parts)) == pytest.approx(change, abs=1e-6)


def test_the_largest_shifts_are_the_largest(reported: Reported) -> None:
    change = reported.game.rents(3) - reported.game.rents(0)
    largest = sorted(abs(change.ravel()), reverse=True)[:5]
    printed = [abs(number(row[2])) for row in rows(captioned(reported.page, "From start to end"))]
    assert printed == pytest.approx(largest, abs=0.11)


def test_every_decision_stands_with_its_intent_and_its_result(reported: Reported) -> None:
    game = reported.game
    for turn in (1, 2, 3):
        table = rows(captioned(reported.page, f"results of turn {turn}"))
        assert [row[0] for row in table] == [seat.name for seat in game.pack.seats]
        for seat, row in zip(game.pack.seats, table, strict=True):
            for move in game.history[turn].accepted[seat.id]:
                assert game.pack.moves[move.move].name in row[1]
            before, after = (game.boards(when)[seat.id]["rent"] for when in (turn - 1, turn))
            assert numbers(row[3]) == pytest.approx([before, after], abs=0.05)
            gained = game.goals(turn)[seat.id] - game.goals(turn - 1)[seat.id]
            assert number(row[5]) == pytest.approx(gained, abs=0.005)
            if seat.id != "global_south" or turn != 2:
                assert f"intent of {seat.id}" in row[2]
                assert f"{seat.id} speaks" in row[2]


def test_the_memo_of_a_seat_stays_its_own(reported: Reported) -> None:
    assert "memo of" not in reported.html + reported.markdown


def test_a_seat_that_gave_no_order_is_said_to_have_held_by_default(reported: Reported) -> None:
    row = next(row for row in rows(captioned(reported.page, "results of turn 2")) if row[0] == "Global South")
    assert "Held" in row[1]
    assert "No valid order" in row[1]


def test_fallbacks_and_refusals_stand_with_their_denominators(reported: Reported) -> None:
    table = captioned(reported.page, "were defaults")
    asked = sum(seat.asked for seat in reported.game.seats.values())
    assert f"1 of {asked} answers were defaults" in table.one("caption").text
    found = {row[0]: row[2:] for row in rows(table)}
    assert found["Global South"][0] == f"1 of {reported.game.seats['global_south'].asked}"
    assert found["Frontier lab"][1] == "3 of 9"


def test_a_broken_promise_says_who_broke_it_and_when(reported: Reported) -> None:
    promises = next(row for row in rows(captioned(reported.page, "Agreements in force")) if row[0].startswith("a1"))
    assert "✗ broken in turn" in promises[2]
    made = rows(captioned(reported.page, "by the seat that made them"))
    record = reported.game.agreement("a1")
    breakers = {name(reported, breach.seat) for _, breach in record.broken}
    assert {row[0] for row in made if row[3] != "0"} == breakers
    assert "2 agreements offered, 1 in force" in captioned(reported.page, "by the seat").one("caption").text.lower()


def test_an_offer_nobody_signed_is_listed_with_who_did_not(reported: Reported) -> None:
    assert "Not signed by China state" in reported.page.one("main").text


def test_an_adjustment_says_what_was_struck_who_did_it_and_why(reported: Reported) -> None:
    (row,) = rows(captioned(reported.page, "facilitator adjusted"))
    struck = reported.game.history[3].accepted["us_government"][0].move
    assert row[:2] == ["3", "facilitator"]
    assert reported.game.pack.moves[struck].name in row[2]
    assert "from the order of US government" in row[2]
    assert row[3] == "too bold"


def test_every_inject_is_listed_with_why_it_came(reported: Reported) -> None:
    injects = [inject for record in reported.game.history for inject in record.injects]
    table = rows(captioned(reported.page, "injects."))
    assert [row[1] for row in table] == [inject.name for inject in injects]
    assert any(row[3] == "released by the facilitator" for row in table)


def test_a_seat_that_changed_hands_and_the_notes_are_there(reported: Reported) -> None:
    assert rows(captioned(reported.page, "Seats that changed")) == [
        ["2", "Chip and cloud firm", "human", "A guest took over."]
    ]
    assert "The room went quiet." in reported.page.one("main").text
    assert "Order given by scripted:random" in reported.page.one("main").text


def test_it_says_what_the_exercise_cannot_show(reported: Reported) -> None:
    page = reported.page
    (section,) = (part for part in page.all("section") if part.attributes["aria-labelledby"] == "limits")
    parameters = reported.game.pack.parameters.values()
    guesses = sum(parameter.source.lower().startswith("guess") for parameter in parameters)
    assert "does not forecast" in section.text
    assert "6 scripted doctrines and 1 person" in section.text
    assert f"{guesses} of its {len(parameters)} parameters are guesses" in section.text
    assert "The facilitator adjusted rulings 1 time" in section.text


def test_other_theses_tell_who_would_have_been_first(reported: Reported) -> None:
    head = [cell.text for cell in captioned(reported.page, "another thesis").one("thead").all("th")]
    assert len(head) == 1 + len(reported.game.pack_file.theses)
    assert head[1].endswith("(played)")
    table = rows(captioned(reported.page, "another thesis"))
    for column in range(1, len(head)):
        firsts = [row for row in table if row[column].startswith("first")]
        goals = [number(row[column].removeprefix("first ")) for row in table]
        assert [number(row[column].removeprefix("first ")) for row in firsts] == [max(goals)]


def test_markdown_has_the_sections_and_the_figures_of_the_page(reported: Reported) -> None:
    headings = re.findall(r"^## (.*)$", reported.markdown, re.M)
    assert headings == [heading.text for heading in reported.page.all("h2")]
    for caption in ("Seats by goal", "By layer", "From start to end", "by the seat that made them"):
        for row in rows(captioned(reported.page, caption)):
            assert row[0].split(". ")[-1] in reported.markdown
    for row in rows(captioned(reported.page, "From start to end")):
        assert f"**{row[2]}**" in reported.markdown


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_head(reported: Reported, attacked: Reported) -> None:
    for text in (reported.markdown, attacked.markdown):
        for block in re.findall(r"(?:^\|.*\n)+", text, re.M):
            lines = block.splitlines()
            assert re.fullmatch(r"\|( :?-+:? \|)+", lines[1]), block
            assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {lines[1].count("|")}, block


def test_csv_has_one_figure_a_row_at_full_precision(reported: Reported) -> None:
    table = list(csv.DictReader(io.StringIO(reported.csv)))
    pack, game = reported.game.pack, reported.game
    assert len(table) == 4 * (len(pack.holders) * len(pack.layers) + len(pack.seats) * 7)
    for turn in range(4):
        rents = [float(row["value"]) for row in table if row["measure"] == "rent" and row["turn"] == str(turn)]
        assert rents == game.rents(turn).ravel().tolist()
    goal = next(row for row in table if (row["turn"], row["who"], row["item"]) == ("3", "open_lab", "goal"))
    assert float(goal["value"]) == game.goals(3)["open_lab"]
