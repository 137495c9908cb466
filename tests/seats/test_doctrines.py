"""Scripted players: the same view gives the same answer, every answer is legal, and what others did changes it."""

import dataclasses
from collections import defaultdict

import pytest

from tests.seats.played import Seen, order, talk
from wargame import referee
from wargame.events import Clause, Event, Offer, Order
from wargame.events.payloads import (
    AgreementSigned,
    FallbackUsed,
    MessageSent,
    ObservationAdded,
    OrderGiven,
    OrderRefused,
)
from wargame.referee import Agreement, OrderedMove
from wargame.views import Deed, Pact, SeatView

DOCTRINES = ("scripted:hold", "scripted:random", "scripted:greedy", "scripted:persona")


def pick(views: list[Seen], seat: str, turn: int, *, later: bool = False) -> SeatView:
    return next(item.view for item in views if (item.view.seat, item.view.turn, item.later) == (seat, turn, later))


def with_deed(view: SeatView, seat: str, *moves: OrderedMove) -> SeatView:
    """The view with another order of a seat in the turn before."""
    others = tuple(deed for deed in view.deeds if (deed.turn, deed.seat) != (view.turn - 1, seat))
    return dataclasses.replace(view, deeds=(*others, Deed(view.turn - 1, seat, moves, "", held=False)))


@pytest.mark.parametrize("doctrine", DOCTRINES)
def test_the_same_view_gives_the_same_answer(doctrine: str, by_chance: list[Seen]) -> None:
    for item in by_chance[:: 1 if doctrine != "scripted:greedy" else 9]:
        assert order(doctrine, item.view) == order(doctrine, item.view)
        assert talk(doctrine, item.view, 1) == talk(doctrine, item.view, 1)
        assert talk(doctrine, item.view, 2) == talk(doctrine, item.view, 2)


@pytest.mark.parametrize("doctrine", DOCTRINES)
def test_every_order_stands_in_worlds_that_chance_has_made(doctrine: str, by_chance: list[Seen]) -> None:
    for item in by_chance[:: 1 if doctrine != "scripted:greedy" else 5]:
        view = item.view
        moves = tuple(OrderedMove(**dict(move)) for move in order(doctrine, view).moves)
        _, refusals = referee.check(view.belief_pack, view.belief, view.seat, moves, view.in_force, view.turn)
        assert not refusals


@pytest.mark.parametrize("doctrine", [*DOCTRINES, "scripted:open_lab"])
def test_any_doctrine_can_sit_in_any_seat(doctrine: str, by_chance: list[Seen]) -> None:
    for item in by_chance[:7]:
        assert len(order(doctrine, item.view).moves) <= item.view.belief_pack.moves_per_turn


def test_a_game_of_personas_needs_no_refusal_fallback_or_objection(persona_game: list[Event]) -> None:
    wrong = [event for event in persona_game if isinstance(event.data, OrderRefused | FallbackUsed | ObservationAdded)]
    assert not wrong


def test_personas_sign_agreements_and_everybody_acts(persona_game: list[Event]) -> None:
    signed = [event.data for event in persona_game if isinstance(event.data, AgreementSigned) and event.data.in_force]
    assert len(signed) >= 5
    for event in persona_game:
        if isinstance(event.data, OrderGiven):
            assert event.data.order.moves
            assert event.data.order.memo


def test_personas_never_say_the_same_sentence_twice(persona_game: list[Event]) -> None:
    said = defaultdict(list)
    for event in persona_game:
        if isinstance(event.data, OrderGiven):
            said[event.data.seat, "intent"].append(event.data.order.intent)
            said[event.data.seat, "statement"].append(event.data.order.statement)
        if isinstance(event.data, MessageSent) and event.data.exchange == 1:
            said[event.data.seat, "message"].append(event.data.message.text)
    for who, texts in said.items():
        spoken = [text for text in texts if text]
        assert len(spoken) >= 5, who
        assert len(set(spoken)) == len(spoken), who


def test_no_figure_is_left_out_of_what_personas_say(persona_game: list[Event]) -> None:
    texts = [event.data.order.intent for event in persona_game if isinstance(event.data, OrderGiven)]
    assert not any("{" in text or " nan" in text for text in texts)
    assert sum(any(char.isdigit() for char in text) for text in texts) > 0.8 * len(texts)


@pytest.mark.parametrize(
    ("seat", "rival", "deed"),
    [
        ("china_state", "us_government", OrderedMove("tighten_controls", "china")),
        ("us_government", "open_lab", OrderedMove("open_weights")),
        ("us_government", "china_state", OrderedMove("finance_bundle", "south")),
        ("global_south", "us_government", OrderedMove("coerce", "south")),
        ("frontier_lab", "global_south", OrderedMove("choose_default", "open_lab")),
        ("chip_cloud", "integrator", OrderedMove("push_edge_chips")),
        ("open_lab", "us_government", OrderedMove("tighten_controls", "china")),
        ("integrator", "us_government", OrderedMove("tighten_controls", "china")),
    ],
)
def test_what_a_rival_did_changes_what_a_seat_does_or_says(
    seat: str, rival: str, deed: OrderedMove, in_character: list[Seen]
) -> None:
    changed = 0
    for item in in_character:
        view = item.view
        if view.seat == seat and view.turn > 1 and not item.later:
            before, after = with_deed(view, rival), with_deed(view, rival, deed)
            changed += order("scripted:persona", before).moves != order("scripted:persona", after).moves
            changed += talk("scripted:persona", before, 1) != talk("scripted:persona", after, 1)
    assert changed


def test_china_puts_more_into_its_own_chips_once_controls_tighten(in_character: list[Seen]) -> None:
    view = pick(in_character, "china_state", 2)
    calm = order("scripted:persona", with_deed(view, "us_government"))
    pressed = order("scripted:persona", with_deed(view, "us_government", OrderedMove("tighten_controls", "china")))

    def effort(given: Order) -> int:
        return sum(move.intensity for move in given.moves if move.move == "close_chip_gap")

    assert effort(pressed) >= max(1, effort(calm))


def test_a_coercive_power_gets_no_default_from_the_south(in_character: list[Seen]) -> None:
    for turn in range(2, 6):
        view = with_deed(pick(in_character, "global_south", turn), "us_government", OrderedMove("coerce", "south"))
        free = dataclasses.replace(view, in_force=())
        assert all(move.target != "frontier_lab" for move in order("scripted:persona", free).moves)


def agreement(view: SeatView, *clauses: Clause) -> SeatView:
    """The view with one agreement in force, which holds these clauses."""
    parties = tuple(dict.fromkeys((view.seat, *(clause.seat for clause in clauses), "global_south")))
    terms = tuple(referee.Clause(**dict(clause)) for clause in clauses)
    offer = Offer(parties=parties, clauses=clauses)
    pact = Pact("A99", offer, view.seat, 1, parties, 1, (), ())
    force = Agreement("A99", parties, terms, public=True, signed=1)
    return dataclasses.replace(view, in_force=(force,), agreements=(pact,))


def broken(view: SeatView, by: str) -> SeatView:
    """The same with a breach by another party."""
    pact = dataclasses.replace(view.agreements[0], broken=((view.turn - 1, by, 0),))
    return dataclasses.replace(view, agreements=(pact,))


def test_a_promise_to_refrain_is_kept_until_the_other_side_breaks_its_own(in_character: list[Seen]) -> None:
    deed = OrderedMove("tighten_controls", "china")
    view = with_deed(pick(in_character, "china_state", 2), "us_government", deed)
    promise = Clause(seat="china_state", kind="refrain", move="close_chip_gap", until=8)
    bound = agreement(view, promise, Clause(seat="us_government", kind="refrain", move="tighten_controls", until=8))

    def orders_chips(seen_view: SeatView) -> bool:
        return any(move.move == "close_chip_gap" for move in order("scripted:persona", seen_view).moves)

    assert orders_chips(dataclasses.replace(view, in_force=(), agreements=()))
    assert not orders_chips(bound)
    assert orders_chips(broken(bound, "us_government"))


def test_a_promised_move_is_made_first_and_named_in_the_intent(in_character: list[Seen]) -> None:
    view = pick(in_character, "frontier_lab", 2)
    bound = agreement(view, Clause(seat="frontier_lab", kind="do", move="publish_safety_case", until=8))
    given = order("scripted:persona", bound)
    assert given.moves[0].move == "publish_safety_case"
    assert "A99" in given.intent


def offered(view: SeatView, *clauses: Clause, by: str) -> SeatView:
    """The view with one open offer on the table."""
    parties = (by, view.seat)
    pact = Pact("A77", Offer(parties=parties, clauses=clauses), by, view.turn, (by,), None, (), ())
    return dataclasses.replace(view, offers=(pact,))


def test_an_offer_across_a_red_line_is_declined_with_the_reason(in_character: list[Seen]) -> None:
    view = pick(in_character, "frontier_lab", 2, later=True)
    surrender = Clause(seat="frontier_lab", kind="do", move="open_weights", until=4)
    gift = Clause(seat="us_government", kind="do", move="back_us_firm", until=4)
    answer = talk("scripted:persona", offered(view, surrender, gift, by="us_government"), 2)
    assert not answer.signs
    assert "frontier weights" in answer.messages[0].text


def test_an_offer_that_only_gives_is_signed(in_character: list[Seen]) -> None:
    view = pick(in_character, "frontier_lab", 2, later=True)
    gift = Clause(seat="us_government", kind="do", move="back_us_firm", until=4)
    assert talk("scripted:persona", offered(view, gift, by="us_government"), 2).signs == ("A77",)


def test_greedy_orders_the_best_single_move_or_better(by_chance: list[Seen]) -> None:
    view = pick(by_chance, "integrator", 1)
    given = tuple(OrderedMove(**dict(move)) for move in order("scripted:greedy", view).moves)
    singles = [{view.seat: (OrderedMove("build_networks"),)}, {view.seat: (OrderedMove("make_efficient"),)}]
    goals = referee.preview(view.belief_pack, view.belief, [{view.seat: given}, *singles], 1, 3, ())
    own = [seat.id for seat in view.belief_pack.seats].index(view.seat)
    assert goals[0, own] >= goals[1:, own].max() > 0


def test_greedy_signs_what_pays_and_declines_what_costs(by_chance: list[Seen]) -> None:
    view = pick(by_chance, "global_south", 1, later=True)
    own = [seat.id for seat in view.belief_pack.seats].index(view.seat)
    options = {name: {"open_lab": (OrderedMove(name),)} for name in ("open_weights", "close_weights")}
    goals = referee.preview(view.belief_pack, view.belief, list(options.values()), 1, 3, ())[:, own]
    for name, goal in zip(options, goals, strict=True):
        clause = Clause(seat="open_lab", kind="do", move=name, until=3)
        signs = talk("scripted:greedy", offered(view, clause, by="open_lab"), 2).signs
        assert bool(signs) == bool(goal > 1e-6), name
