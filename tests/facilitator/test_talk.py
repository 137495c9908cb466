"""What a seat says is put on the table only where it can stand."""

from pathlib import Path

import pytest

from tests.facilitator.games import everyone
from wargame import facilitator
from wargame.events import Clause, Event, Message, Offer, Talk
from wargame.events.payloads import AgreementOffered, ChanceDrawn
from wargame.facilitator.talk import objections
from wargame.views import Game

PROMISE = Clause(seat="china_state", kind="refrain", move="raise_tariffs", target="", until=2)


@pytest.fixture
def game(tmp_path: Path) -> Game:
    setup = facilitator.Setup(seats=everyone("hold"), turns=2, seed=7, out=tmp_path / "game.jsonl")
    session = facilitator.new(setup)
    session.close()
    open_turn(session.game, 1)
    return session.game


def open_turn(game: Game, turn: int) -> None:
    game.apply(Event(game.count, "", turn, "chance_drawn", ChanceDrawn(draws={}), "", ""))


def offer(*parties: str, **clause: object) -> Talk:
    promise = PROMISE.model_copy(update=clause)
    return Talk(offers=(Offer(parties=parties or ("china_state", "open_lab"), clauses=(promise,)),))


def put(game: Game, turn: int) -> None:
    made = AgreementOffered(seat="china_state", agreement="A1", offer=offer().offers[0])
    game.apply(Event(game.count, "", turn, "agreement_offered", made, "", ""))


def test_what_can_stand_stands(game: Game) -> None:
    move = next(move for move in game.pack.moves.values() if "china_state" in move.who)
    said = offer(move=move.id)
    said = said.model_copy(update={"messages": (Message(text="To all."), Message(to=("open_lab",), text="To you."))})
    assert objections(game, "china_state", 1, said) == (said, [])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Talk(messages=(Message(to=("the_moon",), text="Hello"),)), "no seat is called that"),
        (Talk(messages=(Message(to=("china_state",), text="Hello"),)), "to itself"),
        (Talk(messages=(Message(text="  "),)), "says nothing"),
        (offer("us_government", "open_lab"), "the seat itself"),
        (offer("china_state", "china_state"), "each once"),
        (offer("china_state", "the_moon"), "no seat"),
        (offer(seat="integrator"), "no party"),
        (offer(move="conquer"), "no move is called 'conquer'"),
        (Talk(signs=("A1",)), "second exchange"),
    ],
)
def test_what_cannot_stand_is_left_out_with_the_reason(game: Game, said: Talk, why: str) -> None:
    kept, problems = objections(game, "china_state", 1, said)
    assert kept == Talk()
    assert len(problems) == 1
    assert why in problems[0]


@pytest.mark.parametrize(
    ("seat", "agreement", "why"),
    [("open_lab", "A7", "no agreement"), ("integrator", "A1", "no party"), ("china_state", "A1", "signed A1 before")],
)
def test_only_an_open_party_may_sign(game: Game, seat: str, agreement: str, why: str) -> None:
    put(game, 1)
    kept, problems = objections(game, seat, 2, Talk(signs=(agreement,)))
    assert kept.signs == ()
    assert why in problems[0]


def test_an_offer_can_be_signed_once_and_in_its_own_turn(game: Game) -> None:
    put(game, 1)
    assert objections(game, "open_lab", 2, Talk(signs=("A1", "A1")))[0].signs == ("A1",)
    open_turn(game, 2)
    assert objections(game, "open_lab", 2, Talk(signs=("A1",)))[0].signs == ()
