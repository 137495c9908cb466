"""Reach: trust, standards, local fit and debt in the markets that choose a stack."""

from __future__ import annotations

import numpy as np

from wargame.referee.arrays import add_up, between
from wargame.referee.pack import Array
from wargame.referee.quarter import STEP, Quarter, Rule, closer


def _trust(q: Quarter) -> dict[str, Array]:
    healed = closer(q.world["trust"], q.pack.start["trust"], q.p("trust_recovery", 2))
    return {"trust": between(healed + q.levers["build_trust"] * STEP, 0.0, 1.0)}


def _standards(q: Quarter) -> dict[str, Array]:
    layer = q.layout.roles["models"]
    if layer is None:
        return {}
    value = np.ascontiguousarray(np.swapaxes(q.market.value, -1, -2))[..., :, None, :]
    share = q.market.offer.uneven[layer]
    share = share.reshape((*np.shape(share)[:-2], -1)).take(q.layout.by_market, axis=-1)
    used = add_up(share * value) / add_up(value)
    target = q.pack.start["standards"] + used - q.layout.share_flat[:, :, layer]
    moved = closer(q.world["standards"], between(target, 0.0, 1.0), 0.3)
    return {"standards": between(moved + q.levers["win_default"] * STEP, 0.0, 1.0)}


def _fit(q: Quarter) -> dict[str, Array]:
    return {
        "local_fit": between(q.world["local_fit"] + q.levers["localise"] * STEP, 0.0, 1.0),
        "debt": between(q.world["debt"] * np.exp(-0.05 * STEP) + q.levers["lend"] * STEP, 0.0, 1e5),
    }


RULES = (
    Rule(
        "reach.trust",
        "M87",
        "Trust is lost by acts and comes back slowly.",
        "d trust = (trust_recovery (trust0 - trust) + build_trust) dt",
        ("trust",),
        ("trust",),
        ("trust_recovery",),
        _trust,
    ),
    Rule(
        "reach.standards",
        "M91",
        "The installed base follows use and defaults; it binds as far as standards lock buyers in.",
        "base -> base0 + share of model use - share at the start, at 0.3 per year, + win_default",
        ("standards",),
        ("standards",),
        ("standards_lock",),
        _standards,
    ),
    Rule(
        "reach.fit",
        "M92",
        "Models are fitted to languages and practice; bundled infrastructure leaves debt.",
        "d fit = localise dt; d debt = (lend - 0.05 debt) dt",
        ("local_fit", "debt"),
        ("local_fit", "debt"),
        (),
        _fit,
    ),
)
