"""Which layer holds each market back."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.referee import ces
from wargame.referee.market import market
from wargame.referee.numbers import numbers_of
from wargame.referee.pack import Array, Pack


def binding(pack: Pack, world: Mapping[str, Array]) -> Array:
    """Index of the binding layer of each market [..., industry, market], or -1 where two are within 5%."""
    numbers = numbers_of(pack)
    moment = market(pack, world, numbers)
    return ces.binding(moment.supply, pack.tables["endowment"], moment.potential, numbers.get("sigma", 3))
