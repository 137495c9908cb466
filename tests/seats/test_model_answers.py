"""What a model may answer, and how its replies are read."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.seats.model_table import seen, with_open_offer
from tests.stub.instance import instance
from wargame import referee
from wargame.seats.answers import Choices, order_schema, talk_schema
from wargame.seats.replies import read_order, read_talk
from wargame.views import view

SEATS = ("us_government", "china_state", "global_south", "frontier_lab", "chip_cloud", "open_lab", "integrator")


def choices(seat: str = "us_government") -> Choices:
    return Choices(seen(seat))


def order(*moves: dict[str, Any], **texts: Any) -> str:
    return json.dumps({"moves": list(moves), "intent": "i", "statement": "s", "memo": "m", **texts})


def hold(**texts: Any) -> str:
    return order(**texts)


@pytest.mark.parametrize("seat", SEATS)
def test_every_move_in_the_schema_stands_before_the_referee_and_no_other_is_there(seat: str) -> None:
    found = choices(seat)
    seen_by = found.view
    for legal in found.moves.values():
        accepted, _ = referee.check(
            found.pack, seen_by.belief, seat, (legal.ordered(),), seen_by.in_force, seen_by.turn
        )
        assert accepted
    listed = order_schema(found)["properties"]["moves"]["items"]["properties"]["move"]["enum"]
    assert listed == list(found.moves)


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("exchange", [0, 1, 2])
def test_schemas_keep_to_what_strict_modes_take(seat: str, exchange: int) -> None:
    found = Choices(view(with_open_offer(), seat))
    schema = talk_schema(found, exchange) if exchange else order_schema(found)
    jsonschema.Draft202012Validator.check_schema(schema)
    enums = 0
    for part in parts(schema):
        assert not {"oneOf", "anyOf", "allOf", "not", "$ref", "patternProperties"} & part.keys()
        if part["type"] == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
        if part["type"] == "string":
            assert "enum" in part or part["maxLength"] > 0
        if part["type"] == "array":
            assert part["maxItems"] >= part["minItems"]
        enums += len(part.get("enum", ()))
    assert enums <= 1000


def parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
    return [schema, *(part for one in inner for part in parts(one))]


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("seed", ["1", "2", "3", "4", "5"])
def test_whatever_fits_the_schema_is_read_as_such(seat: str, seed: str) -> None:
    found = Choices(view(with_open_offer(), seat))
    assert read_order(json.dumps(instance(order_schema(found), seed)), found).parsed == "schema"
    for exchange in (1, 2):
        talk = read_talk(json.dumps(instance(talk_schema(found, exchange), seed)), found, exchange)
        assert talk.parsed == "schema"
        assert talk.answer is not None


def test_a_seat_can_sign_only_what_waits_for_it() -> None:
    game = with_open_offer()
    assert "signs" in talk_schema(Choices(view(game, "integrator")), 2)["properties"]
    assert "signs" not in talk_schema(Choices(view(game, "open_lab")), 2)["properties"]
    assert "signs" not in talk_schema(Choices(view(game, "us_government")), 2)["properties"]
    signed = read_talk('{"messages": [], "signs": ["a1"]}', Choices(view(game, "integrator")), 2)
    assert signed.answer is not None
    assert signed.answer.signs == ("a1",)


def test_an_offer_binds_everyone_it_names() -> None:
    found = choices("us_government")
    clause = {"kind": "refrain", "promise": "china_state:build_power", "until": 3}
    offer = {"with": ["open_lab"], "clauses": [clause], "public": False, "text": "Let us slow down."}
    read = read_talk(json.dumps({"messages": [], "offers": [offer]}), found, 1)
    assert read.answer is not None
    assert read.answer.offers[0].parties == ("us_government", "open_lab", "china_state")
    assert read.answer.offers[0].clauses[0].kind == "refrain"


@pytest.mark.parametrize(
    ("dressed", "parsed"),
    [
        ("{}", "schema"),
        ("  {}\n", "schema"),
        ("```json\n{}\n```", "tolerant"),
        ("Sure {{here}} it is: {} and that is all.", "tolerant"),
        ("{}{}", "tolerant"),
        ("<think>hm {{}} hm</think>{}", "tolerant"),
    ],
)
def test_json_is_found_in_what_is_wrapped_round_it(dressed: str, parsed: str) -> None:
    raw = dressed.replace("{{", "<<").replace("}}", ">>").replace("{}", hold()).replace("<<", "{").replace(">>", "}")
    read = read_order(raw, choices())
    assert read.answer is not None
    assert read.parsed == parsed


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("I would rather not.", "no JSON object"),
        ("[" * 5000, "no JSON object"),
        ('{"a":' * 5000, "no JSON object"),
        ("[1, 2]", "no object"),
        ("{}", "none of the keys"),
        ('{"moves": "all of them"}', "must be a list"),
        (hold(intent=["x"]), "intent must be text"),
        (order("build_power"), "an object"),  # type: ignore[arg-type]  # what a model may do
        (order({"move": 7, "intensity": 1}), "an id from the list"),
        (order({"move": "build_power", "intensity": 4}), "from 1 to 3"),
        (order({"move": "build_power", "intensity": True}), "from 1 to 3"),
        (order({"move": "build_power", "intensity": "high"}), "from 1 to 3"),
        (order(*[{"move": "build_power", "intensity": 1}] * 4), "at most 3"),
        (order({"move": "conquer_the_moon", "intensity": 1}), "no move is called 'conquer_the_moon'"),
        (order({"move": "open_weights", "intensity": 1}), "not open to"),
        (order({"move": "tighten_controls>atlantis", "intensity": 1}), "out of"),
    ],
)
def test_what_is_no_order_is_refused_with_a_reason_to_give_back(raw: str, says: str) -> None:
    read = read_order(raw, choices())
    assert read.answer is None
    assert says in read.problem
    assert len(read.problem) < 500


def test_an_order_of_which_a_part_stands_is_kept_whole_for_the_record() -> None:
    raw = order({"move": "build_power", "intensity": 1}, {"move": "conquer_the_moon>moon", "intensity": 2})
    read = read_order(raw, choices())
    assert read.answer is not None
    assert [move.move for move in read.answer.moves] == ["build_power", "conquer_the_moon"]


def test_holding_is_an_order() -> None:
    read = read_order(hold(), choices())
    assert read.answer is not None
    assert read.answer.moves == ()


def test_texts_are_cut_and_cleaned() -> None:
    read = read_order(hold(statement="\x1b[31m" + "x" * 5000, intent="a\u202eb"), choices())
    assert read.answer is not None
    assert read.answer.statement == "x" * 300
    assert read.answer.intent == "ab"
    assert read.parsed == "tolerant"


@pytest.mark.parametrize(
    ("talk", "says"),
    [
        ({"messages": [{"to": "the_moon", "text": "hi"}]}, "not on the list"),
        ({"messages": [{"to": "us_government", "text": "hi"}]}, "not on the list"),
        ({"messages": [{"to": "everyone", "text": 7}]}, "text must be text"),
        ({"messages": [], "offers": [{"with": ["open_lab"], "clauses": [], "public": True, "text": ""}]}, "one clause"),
        ({"messages": [{"to": "everyone", "text": "hi"}] * 9}, "at most 2"),
    ],
)
def test_talk_that_names_what_is_not_there_is_refused(talk: dict[str, Any], says: str) -> None:
    read = read_talk(json.dumps(talk), choices(), 1)
    assert read.answer is None
    assert says in read.problem


@given(st.text(max_size=400) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["moves", "move", "intensity", "intent", "messages", "to", "text", "offers", "with"]),
        inner, max_size=6,
    ),
    max_leaves=20,
).map(json.dumps))  # fmt: skip
def test_no_reply_breaks_the_reader(raw: str) -> None:
    found = choices()
    for read in (read_order(raw, found), read_talk(raw, found, 1), read_talk(raw, found, 2)):
        assert (read.answer is None) == bool(read.problem)
