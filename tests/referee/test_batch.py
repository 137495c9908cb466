"""A world alone and the same world in any batch have the same bits, and shares and ledgers stay in bounds."""

from __future__ import annotations

import numpy as np
import pytest

from tests.referee.toy import toy_pack
from wargame import referee, scenario
from wargame.referee.market import market
from wargame.referee.numbers import Numbers
from wargame.referee.pack import Array, Pack
from wargame.referee.turn import advance


def shipped() -> Pack:
    return scenario.compile(scenario.load("contested-2026"), "neutral")


def random_flats(pack: Pack, worlds: int) -> list[Array]:
    """Levers of a few random worlds for three quarters; the same world has the same levers in any batch."""
    rows = []
    for world in range(worlds):
        generator = np.random.default_rng(world)
        rows.append(generator.normal(0.0, 0.1, (3, pack.lever_count)) * (generator.random(pack.lever_count) < 0.1))
    return [np.ascontiguousarray(np.stack([row[step] for row in rows])) for step in range(3)]


@pytest.mark.parametrize("pack", [toy_pack(), shipped()], ids=["toy", "contested-2026"])
@pytest.mark.parametrize("sigma", [0.5, 1.0, 2.0, 0.7])
@pytest.mark.parametrize("worlds", [1, 2, 7, 64])
def test_a_world_has_the_same_bits_alone_and_in_a_batch(pack: Pack, sigma: float, worlds: int) -> None:
    flats = random_flats(pack, worlds)
    start = {name: np.repeat(value[None], worlds, axis=0) for name, value in pack.start.items()}
    together = advance(pack, start, flats, Numbers(pack, {"sigma": np.full(worlds, sigma)}))
    for world in (0, worlds // 2, worlds - 1):
        alone = advance(
            pack,
            dict(pack.start),
            [np.ascontiguousarray(flat[world]) for flat in flats],
            Numbers(pack, {"sigma": np.asarray(sigma)}),
        )
        for name, value in alone.items():
            assert np.asarray(value).tobytes() == together[name][world].tobytes(), name


@pytest.mark.parametrize("pack", [toy_pack(), shipped()], ids=["toy", "contested-2026"])
def test_the_market_keeps_its_ledgers_under_any_levers(pack: Pack) -> None:
    numbers = Numbers(pack)
    world = {name: np.repeat(value[None], 16, axis=0) for name, value in pack.start.items()}
    for _ in range(6):
        world = advance(pack, world, random_flats(pack, 16), numbers)
    for name, value in world.items():
        assert np.all(np.isfinite(value)), name
    moment = market(pack, world, numbers)
    assert np.all((moment.factors.margin >= 0.0) & (moment.factors.margin < 1.0))
    assert np.allclose(np.sum(moment.factors.scarcity, axis=-3), 1.0)
    shares = np.sum(moment.factors.share, axis=-4)
    models = pack.layer_with("models")
    assert models is not None
    shares[..., models, :, :] += moment.commons
    assert np.all(shares <= 1.0 + 1e-9)
    assert np.allclose(np.sum(referee.rents(moment.factors), axis=(-2, -1)), moment.rent)


def test_every_thesis_starts_from_the_same_board() -> None:
    pack_file = scenario.load("contested-2026")
    boards = [
        referee.factors(scenario.compile(pack_file, name), pack_file_start(pack_file, name))
        for name in ("neutral", "T01", "T02")
    ]
    for other in boards[1:]:
        assert np.allclose(referee.rents(boards[0]), referee.rents(other), rtol=1e-9)


def pack_file_start(pack_file: scenario.PackFile, thesis: str) -> dict[str, Array]:
    return dict(scenario.compile(pack_file, thesis).start)
