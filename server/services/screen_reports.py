"""What screens say of themselves: what each really shows, how fast it draws, when it was last heard. Kept in memory only."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PAGES_MAX = 4
"""Browsers under one screen's id whose reports are kept: more than one is worth seeing, and none may crowd out the rest."""
SILENT_SECONDS = 12
"""A screen reports every 5 s; one that missed two is silent."""


@dataclass(frozen=True, slots=True)
class Report:
    """
    `said` as the screen sent it (see `shapes.ReportBody`), `at` when it came: ms since 1970 UTC, a label. How long ago
    that is, `heard` tells: seconds of a clock that only goes forward.
    """

    at: int
    heard: float
    said: Mapping[str, Any]


class ScreenReports:
    """The newest report of every browser that shows a screen. A server that restarts has them again within seconds."""

    def __init__(self, now: Callable[[], int], seconds: Callable[[], float] = time.monotonic) -> None:
        """:param now: ms since 1970 UTC; :param seconds: a clock that only goes forward"""
        self._now = now
        self._seconds = seconds
        self._known: dict[str, dict[str, Report]] = {}

    def hear(self, display: str, said: Mapping[str, Any]) -> None:
        """A screen reports; `said["page"]` tells browsers apart that show the same screen."""
        pages = self._known.setdefault(display, {})
        pages.pop(said["page"], None)
        pages[said["page"]] = Report(self._now(), self._seconds(), said)
        while len(pages) > PAGES_MAX:
            del pages[next(iter(pages))]

    def forget(self, display: str) -> None:
        """The screen was removed."""
        self._known.pop(display, None)

    def silent(self, display: str) -> bool:
        """Whether a screen has not been heard lately, or never."""
        return bool(self.of(display).get("silent", True))

    def of(self, display: str) -> dict[str, Any]:
        """
        What is known of a screen; empty where it never reported.

        `seen_at`, `silent`, `pages` (browsers heard lately that show it), `report` (the newest).
        """
        pages = self._known.get(display)
        if not pages:
            return {}
        newest = max(pages.values(), key=lambda report: report.heard)
        now = self._seconds()
        here = [report for report in pages.values() if now - report.heard <= SILENT_SECONDS]
        return {
            "seen_at": newest.at,
            "silent": not here,
            "pages": len(here),
            "report": dict(newest.said),
        }
