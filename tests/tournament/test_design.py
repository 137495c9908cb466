"""Every player meets every seat, with the same chance, under the same theses, among changing neighbours."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from tests.tournament.plans import SEATS
from wargame.tournament.design import Match, design
from wargame.tournament.plan import Plan

THESES = ["neutral", "T01", "T02"]


def plan_of(players: int, seats: int, theses: int, repeats: int) -> Plan:
    return Plan(
        players={f"p{number}": "scripted:random" for number in range(players)},
        seats=list(SEATS[:seats]),
        theses=THESES[:theses],
        games=players * theses * repeats,
    )


plans = st.builds(plan_of, st.integers(2, 9), st.integers(1, 7), st.integers(1, 3), st.integers(1, 3))


def rotations(plan: Plan) -> list[Match]:
    return [match for match in design(plan, SEATS) if not match.baseline]


@given(plans)
def test_each_player_has_each_seat_equally_often_under_each_thesis(plan: Plan) -> None:
    games = rotations(plan)
    assert len(games) == plan.games
    had = Counter((name, seat, game.thesis) for game in games for seat, name in game.seating.items())
    assert len(had) == len(plan.players) * len(plan.seats) * len(plan.theses)
    assert len(set(had.values())) == 1


@given(plans)
def test_games_of_a_set_share_chance_and_thesis_and_each_player_has_each_seat_once(plan: Plan) -> None:
    sets: dict[int, list[Match]] = defaultdict(list)
    for match in design(plan, SEATS):
        sets[match.group].append(match)
    assert len({matches[0].seed for matches in sets.values()}) == len(sets)
    for matches in sets.values():
        assert len({(match.seed, match.thesis) for match in matches}) == 1
        assert [match.baseline for match in matches] == [True] + [False] * len(plan.players)
        for seat in plan.seats:
            assert sorted(match.seating[seat] for match in matches[1:]) == sorted(plan.players)


@given(plans)
def test_seats_that_are_not_compared_are_played_by_their_personas(plan: Plan) -> None:
    for match in design(plan, SEATS):
        rest = {match.players[seat] for seat in SEATS if seat not in plan.seats}
        assert rest <= {"scripted:persona"}


def test_a_player_does_not_always_sit_beside_the_same_others() -> None:
    games = rotations(plan_of(2, 7, 1, 20))
    assert len({frozenset(seat for seat, name in game.seating.items() if name == "p0") for game in games}) > 20


def test_a_plan_always_gives_the_same_games_and_another_seed_others() -> None:
    plan = plan_of(3, 4, 1, 2)
    assert design(plan, SEATS) == design(plan, SEATS)
    other = design(plan.model_copy(update={"seed": 1}), SEATS)
    assert not {match.seed for match in other} & {match.seed for match in design(plan, SEATS)}
