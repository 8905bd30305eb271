"""Rules for every test: how examples are drawn, and that in CI nothing is skipped for want of a part."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from tools.machine import in_ci

pytest_plugins = ["tests.support.ledgers"]

MISSING = "missing component"

# No deadlines: machines are shared. CI draws the same examples every time, half as many; elsewhere chance goes on looking.
settings.register_profile("dev", deadline=None, print_blob=True)
settings.register_profile(
    "ci",
    parent=settings.get_profile("dev"),
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if in_ci() else "dev")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the browser is a browser test."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    forbid_missing(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    forbid_missing(report)
    return report


def forbid_missing(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI a skip for a missing component is a failure: there, nothing may be missing."""
    if not (in_ci() and report.outcome == "skipped" and isinstance(report.longrepr, tuple)):
        return
    reason = report.longrepr[2].removeprefix("Skipped: ")
    if reason.startswith(MISSING):
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be missing, and this test was skipped: {reason}"
