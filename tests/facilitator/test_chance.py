from wargame.facilitator.chance import draw, draws

HAZARDS = [f"hazard {number}" for number in range(2000)]


def test_a_draw_follows_from_seed_turn_and_hazard() -> None:
    assert draw(7, 3, "grid_queue") == draw(7, 3, "grid_queue")
    assert len({draw(7, 3, "grid_queue"), draw(8, 3, "grid_queue"), draw(7, 4, "grid_queue"), draw(7, 3, "war")}) == 4


def test_a_draw_is_the_first_53_bits_of_a_hash() -> None:
    assert draw(7, 3, "grid_queue") == 0.8136079909423851


def test_draws_are_spread_evenly_from_zero_to_one() -> None:
    found = draws(1, 1, HAZARDS)
    assert list(found) == HAZARDS
    assert all(0 <= value < 1 for value in found.values())
    assert abs(sum(found.values()) / len(found) - 0.5) < 0.03
    assert abs(sum(value < 0.1 for value in found.values()) / len(found) - 0.1) < 0.03
