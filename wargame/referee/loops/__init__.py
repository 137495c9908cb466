"""The nine loops of the economy, each a list of rules, in the order in which they run within a quarter."""

from wargame.referee.loops import adoption, capital, chips, coordination, energy, frontier, learning, people, reach

LOOPS = {
    "chips": chips.RULES,
    "energy": energy.RULES,
    "frontier": frontier.RULES,
    "learning": learning.RULES,
    "coordination": coordination.RULES,
    "adoption": adoption.RULES,
    "reach": reach.RULES,
    "people": people.RULES,
    "capital": capital.RULES,
}

RULES = tuple(rule for rules in LOOPS.values() for rule in rules)
