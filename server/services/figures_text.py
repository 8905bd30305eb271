"""Results, gaps and times as people read them, for pages that are drawn on the server; `board-texts.js` writes the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_SECONDS = re.compile(r"(-?)(\d+)(\.\d+)?")


def duration(seconds: str) -> str:
    """
    Seconds as a stop-watch writes them; what the server rounded is what is shown.

    >>> duration("83.45"), duration("5"), duration("-3661.2")
    ('1:23.45', '0:05', '−1:01:01.2')
    """
    found = _SECONDS.fullmatch(seconds)
    if found is None:
        return seconds
    whole = int(found[2])
    hours, minutes = whole // 3600, whole // 60 % 60
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{'−' if found[1] else ''}{head}:{whole % 60:02}{found[3] or ''}"


def result(value: str | None, form: Mapping[str, Any]) -> str:
    """
    A total in the unit of its event.

    >>> result("-1.50", {"unit": "points"}), result("75", {"unit": "seconds"}), result(None, {})
    ('−1.50', '1:15', '')
    """
    if value is None:
        return ""
    return duration(value) if form["unit"] == "seconds" else value.replace("-", "−")


def module_result(value: str | None, module: Mapping[str, Any], form: Mapping[str, Any]) -> str:
    """A module's figure: a module with a maximum has points whatever the whole is counted in."""
    return result(value, {"unit": "points"} if "max" in module else form)


def gap(row: Mapping[str, Any], form: Mapping[str, Any]) -> str:
    """
    The distance to the leader: behind in points is less, behind in time is more.

    >>> gap({"gap": "1.25", "rank": 2}, {"unit": "points", "direction": "high"})
    '−1.25'
    >>> gap({"gap": "0.00", "rank": 1}, {"unit": "points", "direction": "high"})
    ''
    """
    value = row.get("gap")
    if value is None or "rank" not in row or not value.strip("0.-"):
        return ""
    size = value.lstrip("-")
    if form["unit"] == "seconds" and _minutes(size):
        size = duration(size)
    return f"{'−' if form['direction'] == 'high' else '+'}{size}"


def moved(row: Mapping[str, Any]) -> str:
    """
    ▲2, ▼1 or nothing.

    >>> moved({"moved": -1}), moved({})
    ('▼1', '')
    """
    by = row.get("moved", 0)
    return f"{'▲' if by > 0 else '▼'}{abs(by)}" if by else ""


def day(at: int) -> str:
    """The day of a moment at the server's place, as 2026-11-22."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone().strftime("%Y-%m-%d")


def clock(at: int, *, seconds: bool = True) -> str:
    """The time of day of a time label, at the server's place."""
    there = datetime.fromtimestamp(at / 1000, UTC).astimezone()
    return there.strftime("%H:%M:%S" if seconds else "%H:%M")


def day_clock(at: int, beside: int) -> str:
    """The same of a time that may be on another day than what it stands beside: `11-30 18:00`."""
    there, here = (datetime.fromtimestamp(one / 1000, UTC).astimezone() for one in (at, beside))
    return there.strftime("%H:%M" if there.date() == here.date() else "%m-%d %H:%M")


def stamp(at: int) -> str:
    """A time label for machines: ISO 8601 in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _minutes(seconds: str) -> bool:
    return int(seconds.partition(".")[0]) >= 60
