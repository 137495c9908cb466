"""The shipped doctrine tables: every rule names what exists, and every text can be said."""

import string

import pytest

from wargame import scenario, seats
from wargame.referee import Pack
from wargame.seats.doctrines.situation import FUNCTIONS
from wargame.seats.doctrines.tables import Choice, Doctrine, doctrine, names

ASKED = {"it", "me", "turn", "turns", "left", *FUNCTIONS}
FILLED_IN = {"target", "industry", "until", "terms", "move", "moves", "partner", "agreement", "why"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return scenario.compile(scenario.load("contested-2026"), "neutral")


def known(name: str) -> set[str]:
    return ASKED | set(doctrine(name).facts) | set(seats.personas()[name].parameters)


def texts(rules: Doctrine) -> list[str]:
    orders = [text for rule in rules.orders for text in (*rule.intent, *rule.statement)]
    messages = [text for rule in rules.messages for text in rule.text]
    offers = [text for rule in rules.offers for text in (*rule.text, *rule.message)]
    rest = (rules.promised, rules.signs, rules.declines, rules.holds, rules.memo, rules.remarks)
    return [*orders, *messages, *offers, *(text for group in rest for text in group)]


def test_every_persona_has_a_table_of_its_own() -> None:
    assert {persona.doctrine for persona in seats.personas().values()} == set(names())


@pytest.mark.parametrize("name", names())
def test_every_expression_reads_facts_that_exist(name: str) -> None:
    rules = doctrine(name)
    formulas = [*rules.facts.values(), rules.thrifty, *(rule.worth for rule in rules.worth)]
    for rule in (*rules.orders, *rules.messages, *rules.offers):
        formulas += [rule.when, rule.weight]
    formulas += [
        choice.by for rule in rules.orders for choice in (rule.target, rule.industry) if isinstance(choice, Choice)
    ]
    for formula in formulas:
        assert formula.names() <= known(name), formula.text


@pytest.mark.parametrize("name", names())
def test_every_text_fills_in_facts_that_exist(name: str) -> None:
    for text in texts(doctrine(name)):
        fields = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        assert fields <= known(name) | FILLED_IN, text


@pytest.mark.parametrize("name", names())
def test_every_rule_orders_a_move_that_is_open_to_the_seat(name: str, pack: Pack) -> None:
    for rule in doctrine(name).orders:
        move = pack.moves[rule.move]
        assert name in move.who, rule.id
        assert (rule.industry != "") == (move.target == "industry"), rule.id
        assert (rule.target != "") == (move.target not in ("none", "industry")), rule.id


@pytest.mark.parametrize("name", names())
def test_every_offer_promises_what_its_parties_can_do(name: str, pack: Pack) -> None:
    for rule in doctrine(name).offers:
        for clause in rule.clauses:
            seat = name if clause.seat == "me" else clause.seat
            assert seat in (name, *rule.to), rule.id
            assert seat in pack.moves[clause.move].who, rule.id


@pytest.mark.parametrize("name", names())
def test_every_clause_worth_something_names_a_seat_and_a_move(name: str, pack: Pack) -> None:
    for rule in doctrine(name).worth:
        assert rule.seat in ("me", "any", *(seat.id for seat in pack.seats))
        assert rule.move in ("any", *pack.moves)


@pytest.mark.parametrize("name", names())
def test_every_message_opens_with_words_by_which_it_is_known_again(name: str) -> None:
    rules = doctrine(name)
    said = [text for rule in rules.messages for text in rule.text] + [t for rule in rules.offers for t in rule.message]
    for text in said:
        assert len(text.partition("{")[0]) >= 3 or "{" not in text, text


@pytest.mark.parametrize("name", names())
def test_news_that_rules_listen_for_is_in_the_scenario(name: str, pack: Pack) -> None:
    rules = doctrine(name)
    injects = {inject.id for inject in pack.injects}
    for rule in (*rules.orders, *rules.messages, *rules.offers):
        for formula in (rule.when, rule.weight):
            for part in formula.text.split("news('")[1:]:
                assert part.partition("'")[0] in injects, rule.id
