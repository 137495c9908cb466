"""No parameter exists that nothing reads, and no rule names one that does not exist."""

from __future__ import annotations

import pytest

from wargame import referee, scenario
from wargame.referee import chance
from wargame.referee.boards import board_array
from wargame.referee.loops import LOOPS, RULES
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array
from wargame.referee.quantities import STATE_BY_NAME
from wargame.referee.quarter import Rule
from wargame.referee.turn import advance

READ_ELSEWHERE = {"breach_trust_cost", "fog"}


class Spy(Numbers):
    """Numbers that remember what was asked for."""

    def __init__(self, pack: referee.Pack) -> None:
        super().__init__(pack)
        self.asked: set[str] = set()

    def get(self, name: str, trailing: int = 0) -> Array:
        self.asked.add(name)
        return super().get(name, trailing)


def test_every_parameter_is_read_by_the_model() -> None:
    pack = scenario.compile(scenario.load("contested-2026"), "neutral")
    spy = Spy(pack)
    world = dict(pack.start)
    chance.strike(pack, world, spy, {}, 0.5)
    advance(pack, world, [referee.in_force(pack, (), 0)], spy)
    board_array(pack, world, spy)
    assert set(pack.parameters) - spy.asked - READ_ELSEWHERE == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_only_what_exists(rule: Rule) -> None:
    pack = scenario.compile(scenario.load("contested-2026"), "neutral")
    assert set(rule.parameters) <= set(pack.parameters)
    assert set(rule.reads) | set(rule.writes) <= set(STATE_BY_NAME)


def test_each_of_the_nine_loops_has_rules_with_ids_of_their_own() -> None:
    assert len(LOOPS) == 9
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.id.startswith(name + ".") for name, rules in LOOPS.items() for rule in rules)
