"""The time of day that reveals things is not hurried by whoever sets the laptop's clock."""

from __future__ import annotations

from server.core.clock import Moment
from server.services.sure_time import SLIP_MS, SureTime

HOUR = 3_600_000
NOON = 1_790_000_000_000


def test_a_clock_that_is_set_forward_hurries_nothing_and_one_that_is_set_back_holds_everything_up() -> None:
    ticks, wall = 0, NOON
    sure = SureTime(lambda: Moment("run", ticks, wall))

    ticks, wall = HOUR, NOON + HOUR
    assert sure() == NOON + HOUR
    ticks, wall = 2 * HOUR, NOON + 26 * HOUR
    assert sure() == NOON + 2 * HOUR
    ticks, wall = 3 * HOUR, NOON + 3 * HOUR
    assert sure() == NOON + 3 * HOUR
    ticks, wall = 4 * HOUR, NOON + 3 * HOUR
    assert sure() == NOON + 3 * HOUR


def test_a_time_server_that_puts_it_right_bit_by_bit_is_followed() -> None:
    ticks, wall = 0, NOON
    sure = SureTime(lambda: Moment("run", ticks, wall))
    for _ in range(10):
        ticks, wall = ticks + HOUR, wall + HOUR + SLIP_MS

        assert sure() <= wall

    ticks, wall = ticks + HOUR, wall + HOUR
    assert sure() == wall
