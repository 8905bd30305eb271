"""What screens said last, whatever happens to the laptop's clock."""

from __future__ import annotations

import pytest

from server.services.screen_reports import SILENT_SECONDS, ScreenReports

HOUR = 3_600_000


@pytest.mark.parametrize("jump", [-HOUR, 24 * HOUR])
def test_a_clock_that_is_set_neither_wakes_a_silent_screen_nor_keeps_an_old_report(jump: int) -> None:
    wall, seconds = 1_790_000_000_000, 7.0
    reports = ScreenReports(lambda: wall, lambda: seconds)
    reports.hear("s1", {"page": "a", "fps": 60})
    wall, seconds = wall + jump, seconds + 1

    assert not reports.silent("s1")
    reports.hear("s1", {"page": "b", "fps": 24})
    assert reports.of("s1")["report"]["fps"] == 24

    seconds += SILENT_SECONDS + 1
    assert reports.silent("s1")
