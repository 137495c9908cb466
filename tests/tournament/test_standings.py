"""Who is called better: whoever plays better, and nobody for a seat, for luck, or for half a comparison."""

import numpy as np
import pytest

from tests.tournament.plans import SEATS, TWO, Goal, played
from wargame.tournament.design import Match
from wargame.tournament.resampling import Array
from wargame.tournament.standings import Standings, judge

SEAT_WORTH = {seat: float(place) for place, seat in enumerate(SEATS)}


def noisy(seed: int, **worth: float) -> Goal:
    """Goals of seats that differ by far more than players do, with noise; `worth` is what a player adds."""
    chance = np.random.default_rng(seed)

    def goal(match: Match, seat: str) -> float:
        common = SEAT_WORTH[seat] + float(np.random.default_rng(match.group).normal())
        return common + float(chance.normal(0, 0.3)) + worth.get(match.seating.get(seat, ""), 0.0)

    return goal


def better(found: Standings) -> list[str]:
    return [contrast.better for contrast in found.contrasts]


def test_two_names_for_one_noisy_player_show_no_difference() -> None:
    called = sum(bool(better(judge(played(noisy(seed))))[0]) for seed in range(60))
    assert called <= 8  # one in twenty by chance; more than eight in sixty comes up less than once in a hundred suites
    one = judge(played(noisy(1), games=40))
    (contrast,) = one.contrasts
    assert contrast.ci is not None
    assert contrast.ci[0] < 0 < contrast.ci[1]
    assert contrast.p > 0.05


def test_a_player_that_plays_better_in_every_seat_is_called_better() -> None:
    found = judge(played(noisy(1, bob=0.5)))
    assert better(found) == ["bob"]
    (contrast,) = found.contrasts
    assert contrast.difference == pytest.approx(-0.5, abs=0.15)
    ada, bob = found.players
    assert (ada.name, bob.name) == ("ada", "bob")
    assert ada.score == pytest.approx(0.0, abs=0.15)
    assert bob.score == pytest.approx(0.5, abs=0.15)
    assert bob.ahead == pytest.approx(0.5, abs=0.15)


def best_for_ada(match: Match) -> bool:
    """True for baselines, and for games in which ada has the best seat."""
    return match.baseline or match.seating["integrator"] == "ada"


def test_a_player_that_only_had_the_better_seats_is_not_called_better() -> None:
    # Only games in which ada had the best seat are over: on the face of it she is far ahead.
    found = judge(played(lambda match, seat: SEAT_WORTH[seat], over=best_for_ada, games=40))
    raw: dict[str, Array] = {
        name: np.array(
            [
                SEAT_WORTH[seat]
                for result in played(lambda match, seat: 0.0, games=40).results
                if not result.match.baseline and best_for_ada(result.match)
                for seat, who in result.match.seating.items()
                if who == name
            ]
        )
        for name in TWO
    }
    assert raw["ada"].mean() > raw["bob"].mean() + 0.5
    assert found.counted == 0
    assert found.contrasts == ()
    assert [player.score for player in found.players] == [None, None]
    assert any("not final" in note for note in found.notes)


def test_seats_that_are_worth_more_make_nobody_better_once_all_games_are_over() -> None:
    found = judge(played(lambda match, seat: SEAT_WORTH[seat], games=40))
    assert better(found) == [""]
    assert [contrast.difference for contrast in found.contrasts] == pytest.approx([0.0])


def test_whole_sets_count_and_parts_of_sets_do_not() -> None:
    found = judge(played(noisy(1, bob=0.5), over=lambda match: match.group < 6 or match.name == "0008-1"))
    assert (found.counted, found.sets, found.complete) == (6, 8, False)
    assert [player.games for player in found.players] == [12, 12]
    assert found.finished == 6 * 3 + 1


def test_a_plan_of_one_seat_is_not_a_comparison_of_players() -> None:
    found = judge(played(noisy(1, bob=5.0), seats=["open_lab"]))
    assert found.label == "not a comparison of players"
    assert better(found) == [""]
    assert any("one seat only" in note for note in found.notes)


def test_a_player_that_was_too_often_stood_in_for_is_left_out() -> None:
    names = {**TWO, "cy": "scripted:random"}
    found = judge(played(noisy(1, cy=3.0), fallbacks={"cy": 3, "bob": 2}, players=names, games=24))
    assert found.excluded == ("cy",)
    assert [(contrast.a, contrast.b) for contrast in found.contrasts] == [("ada", "bob")]
    cy = found.players[2]
    assert (cy.score, cy.fallback_rate, cy.fallbacks, cy.asked) == (None, 0.15, 3 * 8 * 7, 20 * 8 * 7)
    assert any("cy is left out: 168 of its 1120 answers" in note for note in found.notes)


def test_scores_are_above_what_the_baselines_get_in_the_same_seats() -> None:
    found = judge(played(lambda match, seat: 7.0 if match.baseline else 7.25))
    assert [player.score for player in found.players] == [0.25, 0.25]


def test_too_few_sets_are_said_to_be_too_few() -> None:
    found = judge(played(noisy(1, bob=9.0), games=8))
    assert better(found) == [""]
    assert "4 whole rotation sets cannot tell these players from chance; 6 or more may" in found.notes
    assert better(judge(played(noisy(1, bob=9.0), games=12))) == ["bob"]
