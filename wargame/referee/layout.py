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
    market_bloc [market]: bloc index; foreign [market, holder]: 1.0 where the holder is not of the market's bloc.
    lives [bloc, holder]: 1.0 where domiciled. roles: layer index that plays each role, or None.
    A cell is a market of an industry, markets innermost. share_flat [market, holder, layer]: start shares;
    tilt [holder, cell]: how execution departs from them by industry; commons_flat [market, layer] and
    commons0 [layer, cell]: what holders leave.
    weight, rivals [holder, layer]: own and 1 / others' share; firms [holder, layer] and inverse_firms.
    industry_of [cell]; all_cells [holder, layer, cell], holder_cells [holder, cell], layer_cells [layer, cell]: where
    each stands in a flat [market, holder, layer], [market, holder] or [market, layer] array.
    by_market [market, holder, industry]: where each stands in a flat [holder, cell] array.
    cost_share [layer, industry, market], demand_elasticity [industry, market]: tables over all cells.
    controlled [bloc, market], taxed [market, bloc]: 0.0 where the market is the bloc's own, 1.0 elsewhere.
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
    tilt: Array
    commons_flat: Array
    commons0: Array
    weight: Array
    rivals: Array
    firms: Array
    inverse_firms: Array
    industry_of: Index
    all_cells: Index
    holder_cells: Index
    layer_cells: Index
    by_market: Index
    cost_share: Array
    demand_elasticity: Array
    controlled: Array
    taxed: Array
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
    foreign = np.where(market_bloc[:, None] == domicile[None, :], 0.0, 1.0)
    lives = np.where(np.arange(len(blocs))[:, None] == domicile[None, :], 1.0, 0.0)
    taxed = np.where(market_bloc[:, None] == np.arange(len(blocs))[None, :], 0.0, 1.0)
    roles = {role: pack.layer_with(role) for role in ROLES}
    share_flat = np.ascontiguousarray(np.transpose(pack.tables["share"], (1, 2, 0)))
    commons = 1.0 - np.sum(share_flat, axis=1)
    commons = np.where(commons < 1e-12, 0.0, commons)
    layer_cells = _cells(pack, len(pack.layers))
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
        share_flat=share_flat,
        tilt=_tilt(pack, roles["execution"]),
        commons_flat=commons,
        commons0=commons.reshape(-1).take(layer_cells),
        weight=weight,
        rivals=rivals,
        firms=np.ascontiguousarray(pack.tables["firms"].T),
        inverse_firms=np.ascontiguousarray(1.0 / pack.tables["firms"].T),
        industry_of=np.repeat(np.arange(len(pack.industries), dtype=np.intp), len(markets)),
        all_cells=_cells(pack, len(pack.holders), len(pack.layers)),
        holder_cells=_cells(pack, len(pack.holders)),
        layer_cells=layer_cells,
        by_market=_by_market(pack),
        cost_share=np.repeat(pack.tables["cost_share"][:, :, None], len(markets), axis=2),
        demand_elasticity=np.repeat(pack.tables["demand_elasticity"][:, None], len(markets), axis=1),
        controlled=np.ascontiguousarray(taxed.T),
        taxed=taxed,
        traded=np.array([0.0 if layer.factor == "energy" else 1.0 for layer in pack.layers]),
        fitted=_where_role(pack, {"models", "interface"}),
        standard=_where_role(pack, {"models", "interface", "network", "control"}),
    )


def _where_role(pack: Pack, roles: set[str]) -> Array:
    return np.array([1.0 if roles & set(layer.roles) else 0.0 for layer in pack.layers])


def _cells(pack: Pack, *lengths: int) -> Index:
    """For each index along the axes and each cell, its place in a flat array of markets by those axes."""
    inner = np.arange(int(np.prod(lengths)), dtype=np.intp).reshape((*lengths, 1))
    market_of = np.tile(np.arange(len(pack.markets), dtype=np.intp), len(pack.industries))
    return inner + market_of * inner.size


def _by_market(pack: Pack) -> Index:
    lengths = (len(pack.holders), len(pack.industries), len(pack.markets))
    places = np.arange(int(np.prod(lengths)), dtype=np.intp).reshape(lengths)
    return np.ascontiguousarray(places.transpose((2, 0, 1)))


def _tilt(pack: Pack, execution: int | None) -> Array:
    """Share of execution in an industry over the share in its market [holder, cell]; shares keep their sum."""
    tilt = np.repeat(pack.tables["tilt"].T, len(pack.markets), axis=1)
    if execution is None:
        return tilt
    share = np.tile(pack.tables["share"][execution].T, len(pack.industries))
    total = np.sum(share * tilt, axis=0)
    return np.where(total > 0.0, tilt / np.where(total > 0.0, total, 1.0) * np.sum(share, axis=0), 0.0)
