"""What a display costs the browser that shows it: frames while rows move, time from fact to paint, memory over a day."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from server.bench.browser import browser
from server.bench.display_day import Day, day
from server.bench.display_hall import hall
from server.bench.display_moves import Latency, glides, latencies
from server.bench.display_pages import Plan
from server.bench.display_trace import Glide


@dataclass(frozen=True, slots=True)
class Report:
    """`moved`: rows that really stood elsewhere after a move. Board and floor took turns in the same run."""

    rows: int
    moved: int
    slow: float
    board: Glide
    floor: Glide
    latency: Latency
    echo: Latency
    day: Day

    @property
    def frames_ratio(self) -> float:
        """Frames a second of the board to the floor's; 1 is as smooth as plain boxes."""
        return self.board.frames / max(1.0, self.floor.frames)

    def text(self) -> str:
        """For people."""
        first, last = self.day.looks[0], self.day.looks[-1]
        return (
            f"{self.moved} of {self.rows} rows move, main thread {self.slow:g} times slower:\n"
            f"{_line('board', self.board)}\n{_line('floor', self.floor)}\n"
            f"  the board has {self.frames_ratio:.2f} x the frames of the floor\n"
            f"from fact to paint, ms:      {_latency(self.latency)}\n"
            f"from a bare socket to paint: {_latency(self.echo)}\n"
            f"a day of {last.frames} frames: {first.bytes / 1e6:.2f} -> {last.bytes / 1e6:.2f} MB of JavaScript "
            f"({self.day.growth:+.2f} bytes a frame), {first.nodes} -> {last.nodes} nodes, "
            f"{first.listeners} -> {last.listeners} listeners: {'grows' if self.day.leaks else 'does not grow'}"
        )

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        made = {"frames_ratio": self.frames_ratio, "growth": self.day.growth, "leaks": self.day.leaks}
        return asdict(self) | made


def run(plan: Plan, *, as_json: bool = False, told: Callable[[str], None] = lambda _: None) -> Report:
    """
    Measure and print.

    :param told: hears what is measured now
    :raises BrowserMissing: there is no browser to measure with
    """
    report = asyncio.run(_measured(plan, told))
    print(json.dumps(report.as_json()) if as_json else report.text())
    return report


async def _measured(plan: Plan, told: Callable[[str], None]) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        async with browser() as opened, hall(plan.rows, Path(folder)) as room:
            told("rows that move")
            moved, board, floor = await glides(opened, room, plan)
            told("from fact to paint")
            latency, echo = await latencies(opened, room, plan)
            told("a day")
            held = await day(opened, room, plan)
            return Report(plan.rows, moved, plan.slow, board, floor, latency, echo, held)


def _line(name: str, one: Glide) -> str:
    return (
        f"  {name}: {one.frames:.1f} frames/s, {one.late:.0%} late, {one.dropped:.0%} dropped, off after "
        f"{one.lead:.0f} ms, longest task {one.longest:.1f} ms, {one.work:.0f} ms of work, {one.layouts:g} layouts "
        f"({one.forced:g} forced), {one.styles:g} styles a move"
    )


def _latency(one: Latency) -> str:
    return f"p50 {one.p50:.1f}, p95 {one.p95:.1f}, p99 {one.p99:.1f}, the first of a page {one.first:.1f}"
