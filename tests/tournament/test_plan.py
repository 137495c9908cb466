"""A plan that cannot be played is refused with file, line, key and what would be right, before any game."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.tournament.plans import write
from wargame import endpoints, tournament
from wargame.tournament import PlanError

ENDPOINTS = """
endpoints:
  - {name: here, base_url: "http://127.0.0.1:9/v1", model: m, price: {input: 1.0, output: 2, as_of: 2026-11-01}}
  - {name: unpriced, base_url: "http://127.0.0.1:9/v1", model: m}
"""


def refusal(path: Path, budget: float | None = None) -> str:
    file = path.with_name("endpoints.yaml")
    file.write_text(ENDPOINTS)
    with pytest.raises(PlanError) as error:
        plan_file = tournament.load(path)
        tournament.check(plan_file, endpoints.load(file), budget)
    return str(error.value)


@pytest.mark.parametrize(
    ("keys", "line", "words"),
    [
        ({"players": {"ada": "scripted:random"}}, 1, "players: found"),
        ({"players": {"ada": "scripted:random", "bob": "scripted:gredy"}}, 1, "players.bob.*did you mean greedy"),
        ({"players": {"ada": "scripted:random", "bob": "unknown"}}, 1, "players.bob.*no player is called 'unknown'"),
        ({"players": {"ada": "scripted:random", "bob": "human"}}, 1, "nobody at the keyboard"),
        ({"players": {"ada": "scripted:random", "a b": "scripted:hold"}}, 1, "a b.*pattern"),
        ({"games": 5}, 2, "games: found 5, which cannot be balanced; allowed: a multiple of 2.*4 or 6"),
        ({"games": 1}, 2, "a multiple of 2.*: 2 or 4"),
        ({"games": 6, "theses": ["neutral", "T01", "neutral"]}, 5, r"theses\[2\]: found neutral a second time"),
        ({"games": 6, "theses": ["neutral", "T01"]}, 2, "a multiple of 4.*under each of 2 theses.*4 or 8"),
        ({"games": "two"}, 2, "games: found 'two'"),
        ({"games": None}, 1, "games: found no such key"),
        ({"games": 4, "theses": ["neutral", "T0"]}, 5, r"theses\[1\]: found 'T0'.*one of: "),
        ({"seats": ["open_lab", "open_labs"]}, 5, r"seats\[1\]: found 'open_labs'.*did you mean open_lab"),
        ({"baselines": ["openai:m@http://127.0.0.1:9/v1"]}, 5, r"baselines\[0\].*scripted players"),
        ({"baselines": ["scripted:holds"]}, 5, r"baselines\[0\].*did you mean hold"),
        ({"arms": ["a"]}, 5, "arms: found the unknown key arms; allowed: .*players, scenario"),
        ({"turns": 0}, 3, "turns: found 0"),
        ({"exclude_over_fallback": 2}, 5, "exclude_over_fallback: found 2"),
    ],
)
def test_a_faulty_plan_is_refused_at_its_line(tmp_path: Path, keys: dict[str, Any], line: int, words: str) -> None:
    path = write(tmp_path / "plan.yaml", **keys)
    text = refusal(path)
    first = next((found for found in text.splitlines() if f"plan.yaml:{line}:" in found), text)
    assert re.search(words, first)


def test_a_budget_needs_a_price_of_every_model(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.yaml", players={"ada": "here", "bob": "unpriced"})
    assert "players.bob: found 'unpriced', of unknown price" in refusal(path, budget=1.0)


def test_a_file_that_is_no_plan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    for text, words in [("", "a mapping with the keys"), ("players: [", "valid YAML"), ("- 1", "a mapping")]:
        path.write_text(text)
        assert words in refusal(path)
    with pytest.raises(PlanError, match="no such file"):
        tournament.load(tmp_path / "missing.yaml")


def test_the_example_plan_is_sound() -> None:
    plan_file = tournament.load(Path(__file__).parents[2] / "docs" / "examples" / "plan.yaml")
    assert len(tournament.check(plan_file, {}, None)) == 7
