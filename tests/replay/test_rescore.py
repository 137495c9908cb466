"""The same orders under other theses."""

import pytest

from tests.views.playing import Table, pack_file
from wargame.events import payloads as happened
from wargame.replay import rescore
from wargame.scenario import ScenarioError


def test_the_own_thesis_gives_the_recorded_scores(table: Table) -> None:
    ended = table.events[-1].data
    assert isinstance(ended, happened.GameEnded)
    score = rescore(table.events, ["neutral"])["neutral"]
    assert score.scores == ended.scores
    assert score.first == ended.first


def test_every_thesis_of_the_pack_is_scored_by_default(table: Table) -> None:
    scores = rescore(table.events)
    assert set(scores) == set(pack_file().theses)
    assert scores["T01"].scores != scores["T02"].scores
    assert all(score.first in score.scores for score in scores.values())


def test_one_thesis_alone_gives_what_it_gives_among_others(table: Table) -> None:
    assert rescore(table.events, ["T02"])["T02"] == rescore(table.events)["T02"]


def test_an_unknown_thesis_is_refused(table: Table) -> None:
    with pytest.raises(ScenarioError, match="T99"):
        rescore(table.events, ["T99"])
