"""One address is served so fast and no faster, and another one does not feel it."""

from __future__ import annotations

import pytest

from server.web.pace import WAIT_MAX, Pace


def test_a_burst_is_served_at_once_then_so_many_a_second_then_none() -> None:
    pace = Pace(lambda: 7.0, per_second=2, burst=3)

    assert [pace.wait("10.0.0.1") for _ in range(5)] == pytest.approx([0, 0, 0, 0.5, 1.0])
    waits = [pace.wait("10.0.0.1") for _ in range(100)]
    assert max(waits[:8]) <= WAIT_MAX < waits[8] == waits[-1]
    assert pace.wait("10.0.0.2") == 0


def test_who_rests_has_the_burst_again_and_is_forgotten() -> None:
    now = 0.0
    pace = Pace(lambda: now, per_second=2, burst=3)
    for n in range(5000):
        pace.wait(f"10.1.{n // 250}.{n % 250}")
        now += 1.0

    assert [pace.wait("10.1.0.0") for _ in range(4)] == pytest.approx([0, 0, 0, 0.5])
    assert len(pace._full_at) < 2000


def test_all_addresses_of_one_device_are_one() -> None:
    pace = Pace(lambda: 7.0, per_second=2, burst=1)

    assert [pace.wait(f"2001:db8::{n}") for n in range(3)] == pytest.approx([0, 0.5, 1.0])
