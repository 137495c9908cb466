"""What suppliers can charge: min(Cournot, limit, cap), as a Lerner index."""

from __future__ import annotations

import numpy as np

from wargame.referee import supply
from wargame.referee.arrays import add_up, between
from wargame.referee.layout import layout
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.supply import World

BLUNT = 0.08
"""Log points over which a cost disadvantage takes the last of a margin (guess)."""


def margins(pack: Pack, world: World, numbers: Numbers, share: Array, scarcity: Array) -> Array:
    """Lerner index [..., holder, layer, industry, market] in [0, cap].

    Cournot: share / (firms * elasticity of derived demand), the elasticity by Hicks-Marshall: (1 - s) sigma +
    s eta, scaled so that
    every thesis starts from the margins that `sigma_start` gives.
    """
    place = layout(pack)
    sigma = numbers.get("sigma", 3)
    elasticity = (sigma + scarcity * (place.demand_elasticity - sigma)) * _same_start(pack, numbers)
    bound = np.minimum(limits(pack, world, numbers), pack.tables["margin_cap"])
    margin = share * place.inverse_firms[:, :, None, None]
    margin *= (1.0 / elasticity)[..., None, :, :, :]
    np.minimum(margin, bound[..., :, :, None, None], out=margin)
    models = place.roles["models"]
    if models is not None:
        margin[..., models, :, :] = _model_margin(pack, world, numbers, margin[..., models, :, :], models)
    return margin


def _same_start(pack: Pack, numbers: Numbers) -> Array:
    """Elasticity at the start under `sigma_start` over that under sigma [..., layer, industry, market]."""
    if "same_start" not in numbers.kept:
        shares, eta = layout(pack).cost_share, layout(pack).demand_elasticity
        assumed, true = numbers.get("sigma_start", 3), numbers.get("sigma", 3)
        numbers.kept["same_start"] = (assumed + shares * (eta - assumed)) / (true + shares * (eta - true))
    return numbers.kept["same_start"]


def limits(pack: Pack, world: World, numbers: Numbers) -> Array:
    """Limit margin 1 - exp(-slope * advantage) [..., holder, layer]; no limit (1) for models, whose advantage
    is by industry.

    Advantage: ln(next best supplier's unit cost / own) plus lock-in, bent so that a laggard's margin fades and
    does not vanish at a stroke.
    """
    costs = supply.log_costs(pack, world, numbers)
    place = layout(pack)
    rival = (add_up(place.weight * costs, axis=-2, keepdims=True) - place.weight * costs) * place.rivals
    advantage = pack.tables["cost_gap"].T + rival - costs
    lock = np.zeros(np.shape(costs))
    roles = place.roles
    if roles["chips"] is not None:
        lock[..., roles["chips"]] += world["platform_lock"] - pack.start["platform_lock"]
    if roles["interface"] is not None:
        lock[..., roles["interface"]] += numbers.get("network_effect", 1) * supply.log_ratio(pack, world, "interface")
    if roles["control"] is not None:
        lock[..., roles["control"]] += 0.1 * supply.log_ratio(pack, world, "control_platform")
    soft = BLUNT * np.log1p(np.exp(between((advantage + lock) / BLUNT, -60.0, 60.0)))
    limit = -np.expm1(-numbers.get("limit_slope", 2) * soft)
    if roles["models"] is not None:
        limit[..., roles["models"]] = 1.0
    return limit


def _model_margin(pack: Pack, world: World, numbers: Numbers, cournot: Array, models: int) -> Array:
    """Model margin [..., holder, industry, market]: the gap to the best open release that is good enough, plus
    switching cost.

    No such release: no limit term. A lab that asks more or less than usual moves its Lerner index to 1 - (1 -
    m) exp(-markup).
    """
    release = world["open_capability"][..., None]
    enough = np.round(release, 9) >= np.round(supply.need(pack, world, numbers), 9)
    gap = np.log(np.maximum(world["capability"], supply.TINY) / np.maximum(release, supply.TINY))
    held = numbers.get("lock_start", 1) * world["moat"][..., None]
    limit = -np.expm1(-numbers.get("limit_slope", 1) * np.maximum(gap + held, 0.0))
    bound = np.where(enough[..., None, :], limit[..., :, None], 1.0)[..., None]
    usual = np.minimum(cournot, bound)
    asked = -np.expm1(np.log1p(-np.minimum(usual, 0.999)) - world["markup"][..., None, None])
    return np.minimum(np.maximum(asked, 0.0), pack.tables["margin_cap"][models])
