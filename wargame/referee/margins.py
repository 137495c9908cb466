"""What suppliers can charge: min(Cournot, limit, cap), as a Lerner index."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.referee.arrays import Part, add_up, between
from wargame.referee.layout import Layout, layout
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.shares import Shares
from wargame.referee.supply import Supply, World

BLUNT = 0.08
"""Log points over which a cost disadvantage takes the last of a margin (guess)."""


@dataclass(frozen=True)
class Margins:
    """What margins follow from, for shares given.

    steepness [..., layer, cell]: 1 / elasticity of derived demand; bound [..., holder, layer]: limit and cap times
    the firms in the holder; models [..., holder, cell]: the margin of models times firms, where there are models.
    """

    steepness: Array
    bound: Array
    models: Array | None

    def cells(self, place: Layout, share: Array, worlds: Part) -> Array:
        """Lerner index times the firms in the holder [..., holder, layer, cell] for the shares of some worlds.

        The firms are left in, since sums over cells are fewer to divide by them.
        """
        margin = share * self.steepness[worlds][..., None, :, :]
        np.minimum(margin, self.bound[worlds][..., None], out=margin)
        if self.models is not None:
            margin[..., place.roles["models"], :] = self.models[worlds]
        return margin


def margins(pack: Pack, world: World, numbers: Numbers, found: Supply, offer: Shares, scarcity: Array) -> Margins:
    """Lerner indices in [0, cap]; scarcity [..., layer, industry, market].

    Cournot: share / (firms * elasticity of derived demand), the elasticity by Hicks-Marshall: (1 - s) sigma +
    s eta, scaled so that every thesis starts from the margins that `sigma_start` gives.
    """
    place = layout(pack)
    sigma = numbers.get("sigma", 3)
    same_start = numbers.keep("same_start", lambda: _same_start(pack, numbers))
    elasticity = (sigma + scarcity * (place.demand_elasticity - sigma)) * same_start
    steepness = (1.0 / elasticity).reshape((*np.shape(elasticity)[:-2], -1))
    bound = np.minimum(_limits(pack, world, numbers, found), pack.tables["margin_cap"]) * place.firms
    models = place.roles["models"]
    if models is None:
        return Margins(steepness, bound, None)
    cournot = offer.uneven[models] * steepness[..., None, models, :] * place.inverse_firms[:, models, None]
    asked = _model_margin(pack, world, numbers, found, cournot) * place.firms[:, models, None]
    return Margins(steepness, bound, asked)


def _same_start(pack: Pack, numbers: Numbers) -> Array:
    """Elasticity at the start under `sigma_start` over that under sigma [..., layer, industry, market]."""
    shares, eta = layout(pack).cost_share, layout(pack).demand_elasticity
    assumed, true = numbers.get("sigma_start", 3), numbers.get("sigma", 3)
    return (assumed + shares * (eta - assumed)) / (true + shares * (eta - true))


def _limits(pack: Pack, world: World, numbers: Numbers, found: Supply) -> Array:
    """Limit margin 1 - exp(-slope * advantage) [..., holder, layer]; no limit (1) for models, whose advantage
    is by industry.

    Advantage: ln(next best supplier's unit cost / own) plus lock-in, bent so that a laggard's margin fades and
    does not vanish at a stroke.
    """
    costs, place = found.costs, layout(pack)
    weighted = place.weight * costs
    rival = (add_up(weighted, axis=-2, keepdims=True) - weighted) * place.rivals
    advantage = pack.tables["cost_gap"].T + rival - costs
    roles = place.roles
    if roles["chips"] is not None:
        advantage[..., roles["chips"]] += world["platform_lock"] - pack.start["platform_lock"]
    if roles["interface"] is not None:
        advantage[..., roles["interface"]] += numbers.get("network_effect", 1) * found.logs["interface"]
    if roles["control"] is not None:
        advantage[..., roles["control"]] += 0.1 * found.logs["control_platform"]
    soft = BLUNT * np.log1p(np.exp(between(advantage / BLUNT, -60.0, 60.0)))
    limit = -np.expm1(-numbers.get("limit_slope", 2) * soft)
    if roles["models"] is not None:
        limit[..., roles["models"]] = 1.0
    return limit


def _model_margin(pack: Pack, world: World, numbers: Numbers, found: Supply, cournot: Array) -> Array:
    """Model margin [..., holder, cell]: the gap to the best open release that is good enough, plus switching cost.

    No such release: no limit term. A lab that asks more or less than usual moves its Lerner index to 1 - (1 -
    m) exp(-markup).
    """
    place = layout(pack)
    enough = world["open_capability"][..., None].round(9) >= found.needed.round(9)
    gap = found.models[..., :-1] - found.models[..., -1:]
    held = numbers.get("lock_start", 1) * world["moat"][..., None]
    limit = -np.expm1(-numbers.get("limit_slope", 1) * np.maximum(gap + held, 0.0))
    bound = np.where(enough[..., None, :], limit[..., :, None], 1.0).take(place.industry_of, axis=-1)
    usual = np.minimum(np.minimum(cournot, bound), 0.999)
    asked = usual + (1.0 - usual) * -np.expm1(-world["markup"])[..., None]
    return between(asked, 0.0, float(pack.tables["margin_cap"][place.roles["models"]]))
