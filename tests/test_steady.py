"""The steady clock: one life for each start of the machine where the system names it, else one for each process."""

from __future__ import annotations

from pathlib import Path

from server.core.clock import between
from server.steady import BOOT_ID, Steady


def now() -> int:
    return 1_000


def test_it_never_goes_back_and_labels_by_the_time_of_day() -> None:
    steady = Steady(now)
    moments = [steady() for _ in range(1000)]

    assert [one.ticks for one in moments] == sorted(one.ticks for one in moments)
    assert {one.wall for one in moments} == {1_000}
    assert 0 <= between(moments[0], moments[-1]) < 5_000


def test_a_server_that_is_started_again_on_the_same_machine_reads_the_same_clock(tmp_path: Path) -> None:
    boot = tmp_path / "boot_id"
    boot.write_text("0c5d\n")
    one, two = Steady(now, boot), Steady(now, boot)
    boot.write_text("9f2e\n")

    assert one.run == two.run
    assert Steady(now, boot).run != one.run
    assert BOOT_ID.is_absolute()


def test_where_the_system_names_no_start_each_process_has_a_clock_of_its_own(tmp_path: Path) -> None:
    assert Steady(now, tmp_path / "none").run != Steady(now, tmp_path / "none").run
