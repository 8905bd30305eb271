"""What runs beside other checks keeps its words to itself until its turn, and fails like any other."""

from __future__ import annotations

import sys

import pytest

from tools.check import Beside


@pytest.mark.parametrize(("status", "passed"), [(0, True), (3, False)])
def test_what_runs_beside_the_others_speaks_at_its_turn(
    capfd: pytest.CaptureFixture[str], status: int, passed: bool
) -> None:
    beside = Beside(sys.executable, "-c", f"print('第七行'); raise SystemExit({status})")
    print("before")

    assert beside.passed() is passed

    assert capfd.readouterr().out.splitlines() == ["before", "第七行"]
