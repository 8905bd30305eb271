"""How much processor time one frame to one display costs the server, beside a bare loop of socket writes, and when
it arrives. Server, floor and displays are processes of their own; nothing here sends a frame."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any

from server.bench.fanout_line import Child

GREETINGS = 3
"""Frames the server sends a new display by itself: hello, snapshot, heartbeat."""
MERGED = 8
PAUSE_SECONDS = 0.01
GOAL_RATIO, GOAL_MEBIBYTES, GOAL_LAST_MS = 2.0, 200, 150
"""The last is for 1,000 displays or fewer; more may take longer in proportion."""


@dataclass(frozen=True, slots=True)
class FanoutReport:
    """Times of the processor in µs per frame and display, of arrival in ms; memory in MiB, per display in KiB."""

    displays: int
    frames: int
    frame_bytes: int
    snapshot_bytes: int
    server_us: float
    floor_us: float
    ratio: float
    """Server against floor, the same frame to the same number of sockets."""
    merged_us: float
    merged_ratio: float
    """The same when 8 frames are published in one turn: the server sends them in one write, the floor in 8."""
    each_p50_ms: float
    each_p99_ms: float
    last_p50_ms: float
    last_p99_ms: float
    floor_last_p99_ms: float
    resident_mib: float
    display_kib: float
    missed: int
    """Frames that did not arrive; not 0: the figures are worth nothing."""
    caught_up: int
    """Displays that were too slow and got the newest state instead."""

    @property
    def goal_last_ms(self) -> float:
        """By when a frame should be at the last display, 99 times of 100."""
        return GOAL_LAST_MS * max(1, self.displays / 1000)

    @property
    def good(self) -> bool:
        """Are the goals met?"""
        return (
            self.ratio <= GOAL_RATIO
            and self.resident_mib <= GOAL_MEBIBYTES
            and self.last_p99_ms <= self.goal_last_ms
            and not self.missed
        )

    def text(self) -> str:
        """For a person."""
        return "\n".join(
            (
                f"{self.displays} displays, {self.frames} frames of {self.frame_bytes} B"
                f" (snapshot {self.snapshot_bytes} B), one at a time; floor: a bare loop of socket writes",
                f"  processor per delivery   {self.server_us:8.2f} µs   floor {self.floor_us:.2f} µs",
                f"  ratio                    {self.ratio:8.2f} x    goal {GOAL_RATIO:g}",
                f"  {MERGED} frames in one turn    {self.merged_us:8.2f} µs   {self.merged_ratio:.2f} x floor",
                f"  until each display       {self.each_p50_ms:8.1f} ms   p99 {self.each_p99_ms:.1f} ms",
                f"  until the last display   {self.last_p50_ms:8.1f} ms   p99 {self.last_p99_ms:.1f} ms"
                f"   goal {self.goal_last_ms:.0f}; floor {self.floor_last_p99_ms:.1f}",
                f"  memory of the server     {self.resident_mib:8.1f} MiB  goal {GOAL_MEBIBYTES};"
                f" {self.display_kib:.1f} KiB a display",
                f"  missed {self.missed}, caught up {self.caught_up}: {'good' if self.good else 'NOT GOOD'}",
            )
        )


def run(
    displays: int = 1000,
    frames: int = 100,
    size: int = 300,
    progress: Callable[[int, int], None] | None = None,
) -> FanoutReport:
    """
    Measure, in turns: one frame by the server, the same frame by the floor.

    :param size: bytes of a frame, about; the board grows with it
    :param progress: is told rounds done and rounds in all
    :raises ChildFailed: a process ended early, for one because so many sockets are not allowed
    """
    with ExitStack() as stack:
        both = _Both(stack, displays)
        alone = both.open(size)
        joined = both.server.ask("figures")["resident"]
        turns = max(4, frames // MERGED)
        told = progress or (lambda done, total: None)

        both.rounds(2, 1, lambda done: None)
        both.forget()
        single = both.rounds(frames, 1, lambda done: told(done, frames + turns))
        arrivals, floor_arrivals = both.forget()
        merged = both.rounds(turns, MERGED, lambda done: told(frames + done, frames + turns))
        end = both.server.ask("figures")
        assert not both.floor.ask("figures")["short"], "the floor's writes did not fit the kernel's buffers"

    return FanoutReport(
        displays=displays,
        frames=frames,
        frame_bytes=both.frame_bytes,
        snapshot_bytes=end["snapshot"],
        server_us=single[0],
        floor_us=single[1],
        ratio=single[0] / single[1],
        merged_us=merged[0],
        merged_ratio=merged[0] / merged[1],
        each_p50_ms=arrivals["each_p50"],
        each_p99_ms=arrivals["each_p99"],
        last_p50_ms=arrivals["last_p50"],
        last_p99_ms=arrivals["last_p99"],
        floor_last_p99_ms=floor_arrivals["last_p99"],
        resident_mib=end["resident"] / 2**20,
        display_kib=(joined - alone) / displays / 1024,
        missed=both.missed,
        caught_up=end["caught_up"],
    )


class _Both:
    """Server and floor with an audience each, driven in turns."""

    def __init__(self, stack: ExitStack, displays: int) -> None:
        def started(name: str) -> Child:
            return stack.enter_context(Child(f"server.bench.fanout_{name}"))

        self.server, self.floor = started("server"), started("floor")
        self._before_server, self._before_floor = started("displays"), started("displays")
        self._displays = displays
        self.missed = 0
        self.frame_bytes = 0

    def open(self, size: int) -> int:
        """Everyone joins; what the server's memory was before."""
        port = self.server.ask("open", size=size)["port"]
        alone: int = self.server.ask("figures")["resident"]
        self._before_server.ask("join", port=port, displays=self._displays, greetings=GREETINGS)
        port = self.floor.ask("open")["port"]
        self.floor.tell("admit", displays=self._displays)
        self._before_floor.ask("join", port=port, displays=self._displays, greetings=0)
        self.floor.hear()
        return alone

    def rounds(self, rounds: int, frames: int, done: Callable[[int], None]) -> tuple[float, float]:
        """Processor time of server and floor, µs per frame and display, medians of the rounds."""
        server, floor = [], []
        for number in range(1, rounds + 1):
            sent = self._round(self.server, self._before_server, frames, frames=frames)
            ready = sent["frames"]
            self.frame_bytes = len(base64.b64decode(ready[-1]))
            self._before_server.ask("idle", seconds=PAUSE_SECONDS)
            # All the server did meanwhile counts: the pump's turns, pings, this very talk.
            server.append(self.server.ask("cpu")["cpu"] - sent["cpu"])
            floor.append(self._round(self.floor, self._before_floor, frames, frames=ready)["cpu"])
            done(number)
        each = 1e6 / (frames * self._displays)
        return median(server) * each, median(floor) * each

    def forget(self) -> tuple[dict[str, float], dict[str, float]]:
        """Arrival times since the last such question, at the server's displays and the floor's."""
        return self._before_server.ask("figures"), self._before_floor.ask("figures")

    def _round(self, sender: Child, audience: Child, many: int, frames: int | list[str]) -> dict[str, Any]:
        audience.ask("round", frames=many)
        sent = sender.ask("publish", frames=frames)
        self.missed += audience.ask("published", at=sent["at"])["missed"]
        return sent
