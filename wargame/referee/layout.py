"""Index arrays that a pack implies: who lives where, which market is whose, what was true at the start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wargame.referee.pack import Array, Pack
from wargame.referee.quantities import ROLES

Index = NDArray[np.intp]


@dataclass(frozen=True)
class Layout:
    """Static indices of a pack, all C-contiguous.

    domicile [holder]: bloc index; home [holder]: market index; at_home [holder]: 0.0 where the bloc does not buy.
    market_bloc [market]: bloc index; foreign [holder, market]: 1.0 where the holder is not of the market's bloc.
    lives [bloc, holder]: 1.0 where domiciled. roles: layer index that plays each role, or None.
    share_flat [holder, layer, market]: start shares; share0 [holder, layer, industry, market]: tilted.
    commons0 [layer, industry, market]: what holders leave; weight, rivals [holder, layer]: own and 1 / others' share.
    inverse_firms [holder, layer]: 1 / firms; spread [industry * market]: market of each cell.
    cost_share [layer, industry, market], demand_elasticity [industry, market]: tables over all cells.
    traded, fitted, standard [layer]: 1.0 where trust and tariffs, local fit, installed standards matter.
    """

    domicile: Index
    home: Index
    at_home: Array
    market_bloc: Index
    foreign: Array
    lives: Array
    roles: dict[str, int | None]
    share_flat: Array
    share0: Array
    commons0: Array
    weight: Array
    rivals: Array
    inverse_firms: Array
    spread: Index
    cost_share: Array
    demand_elasticity: Array
    traded: Array
    fitted: Array
    standard: Array


@lru_cache(maxsize=32)
def layout(pack: Pack) -> Layout:
    """The layout of a pack (kept, since a pack never changes)."""
    blocs = {bloc.id: index for index, bloc in enumerate(pack.blocs)}
    markets = {bloc.id: index for index, bloc in enumerate(pack.markets)}
    domicile = np.array([blocs[holder.bloc] for holder in pack.holders], dtype=np.intp)
    home = np.array([markets.get(holder.bloc, 0) for holder in pack.holders], dtype=np.intp)
    at_home = np.array([1.0 if holder.bloc in markets else 0.0 for holder in pack.holders])
    market_bloc = np.array([blocs[bloc.id] for bloc in pack.markets], dtype=np.intp)
    foreign = np.where(domicile[:, None] == market_bloc[None, :], 0.0, 1.0)
    lives = np.where(np.arange(len(blocs))[:, None] == domicile[None, :], 1.0, 0.0)
    roles = {role: pack.layer_with(role) for role in ROLES}
    share0 = _start_shares(pack, roles["execution"])
    commons0 = np.maximum(0.0, 1.0 - np.sum(share0, axis=0))
    commons0 = np.where(commons0 < 1e-12, 0.0, commons0)
    weight = np.ascontiguousarray(np.mean(pack.tables["share"], axis=1).T)
    rivals = 1.0 / np.maximum(1e-9, np.sum(weight, axis=0, keepdims=True) - weight)
    return Layout(
        domicile=domicile,
        home=home,
        at_home=at_home,
        market_bloc=market_bloc,
        foreign=foreign,
        lives=lives,
        roles=roles,
        share_flat=np.ascontiguousarray(np.transpose(pack.tables["share"], (2, 0, 1))),
        share0=share0,
        commons0=commons0,
        weight=weight,
        rivals=rivals,
        inverse_firms=np.ascontiguousarray(1.0 / pack.tables["firms"].T),
        spread=np.tile(np.arange(len(markets), dtype=np.intp), len(pack.industries)),
        cost_share=np.repeat(pack.tables["cost_share"][:, :, None], len(markets), axis=2),
        demand_elasticity=np.repeat(pack.tables["demand_elasticity"][:, None], len(markets), axis=1),
        traded=np.array([0.0 if layer.factor == "energy" else 1.0 for layer in pack.layers]),
        fitted=_where_role(pack, {"models", "interface"}),
        standard=_where_role(pack, {"models", "interface", "network", "control"}),
    )


def _where_role(pack: Pack, roles: set[str]) -> Array:
    return np.array([1.0 if roles & set(layer.roles) else 0.0 for layer in pack.layers])


def _start_shares(pack: Pack, execution: int | None) -> Array:
    """Supply shares at the start [holder, layer, industry, market]; execution is tilted by industry and keeps
    its sum.
    """
    table = np.ascontiguousarray(np.transpose(pack.tables["share"], (2, 0, 1)))
    industries = len(pack.industries)
    shares = np.repeat(table[:, :, None, :], industries, axis=2)
    if execution is not None:
        tilted = shares[:, execution] * pack.tables["tilt"].T[:, :, None]
        total = np.sum(tilted, axis=0, keepdims=True)
        before = np.sum(shares[:, execution], axis=0, keepdims=True)
        shares[:, execution] = np.where(total > 0.0, tilted / np.where(total > 0.0, total, 1.0) * before, 0.0)
    return np.ascontiguousarray(shares)
