"""The fan-out measurement measures: everyone gets every frame, and its figures can be read by a machine."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from scoreboard.lane_wire import texts
from server.bench import fanout
from server.bench.fanout_displays import PONG, TEXT, Display, quantile
from server.bench.fanout_server import OneBoard


class Sock:
    def __init__(self):
        self.sent = b""

    def send(self, data):
        self.sent += data


def test_a_small_hall_misses_nothing(capsys):
    told = []
    report = fanout.run(
        displays=30, frames=6, size=300, progress=lambda done, total: told.append((done, total))
    )

    assert (report.missed, report.caught_up, report.displays, report.frames) == (0, 0, 30, 6)
    assert 200 < report.frame_bytes < 400
    assert report.server_us > 0 < report.floor_us
    assert report.each_p50_ms <= report.each_p99_ms <= report.last_p99_ms
    assert told[-1] == (10, 10)
    assert json.loads(json.dumps(asdict(report)))["ratio"] == pytest.approx(
        report.server_us / report.floor_us
    )
    assert "ratio" in report.text()


@pytest.mark.parametrize("size", [300, 3000, 20_000])
def test_frames_are_about_as_long_as_asked(size):
    board = OneBoard(size)
    frames = [board.grow() for _ in range(20)]

    assert all(0.7 * size < len(frame) < 1.3 * size for frame in frames)
    assert json.loads(texts(frames[-1])[0])["number"] == 21


@pytest.mark.parametrize("piece", [1, 3, 1000])
def test_a_display_counts_whole_text_frames_and_answers_pings(piece):
    sock = Sock()
    display = Display(sock)
    stream = bytes((TEXT, 2)) + b"hi" + b"\x89\x00" + bytes((TEXT, 126, 1, 0)) + b"x" * 256 + b"\x81\x7f"
    for at in range(0, len(stream), piece):
        display.take(stream[at : at + piece])

    assert (display.frames, sock.sent, display.rest) == (2, PONG, b"\x81\x7f")


def test_quantiles_of_few_values_are_values():
    assert [quantile([3.0, 1.0, 2.0], share) for share in (0.0, 0.5, 0.99)] == [1.0, 2.0, 3.0]
    assert quantile([], 0.5) == 0.0
