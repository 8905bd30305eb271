"""The audience of the fan-out measurement: many displays in one process that count frames and note when they came."""

from __future__ import annotations

import base64
import json
import os
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from typing import Any

from server.bench.fanout_line import raise_file_limit

AT_ONCE = 64
TEXT, PING = 0x81, 0x89
PONG = b"\x8a\x80\0\0\0\0"
ROUND_SECONDS = 30


class Display:
    """One socket and how many text frames it has had in this round."""

    __slots__ = ("frames", "rest", "sock")

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.frames = 0
        self.rest = b""

    def take(self, data: bytes) -> None:
        """Count whole text frames, answer pings, keep what is unfinished."""
        if self.rest:
            data = self.rest + data
        at, have = 0, len(data)
        while have - at >= 2:
            length, head = data[at + 1], 2
            if length > 125:
                head = 4 if length == 126 else 10
                length = int.from_bytes(data[at + 2 : at + head], "big") if have - at >= head else have
            end = at + head + length
            if end > have:
                break
            if data[at] == TEXT:
                self.frames += 1
            elif data[at] == PING:
                self.sock.send(PONG)
            at = end
        self.rest = data[at:]


class Audience:
    """All displays before one server."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._selector = selectors.DefaultSelector()
        self._displays: list[Display] = []
        self.each: list[float] = []
        """Seconds from publication to each display, all rounds."""
        self.last: list[float] = []
        """Seconds from publication to the last display, by round."""

    def join(self, displays: int, greetings: int) -> None:
        """Connect, and read so many frames each before anything is measured."""
        while len(self._displays) < displays:
            some = [self._knock() for _ in range(min(AT_ONCE, displays - len(self._displays)))]
            for display in some:
                self._enter(display)
            self._displays += some
            self.idle(0.001)  # who waits long for the others is asked meanwhile whether it is there
        self.wait(greetings)

    def wait(self, frames: int) -> list[float]:
        """Until everyone has had so many frames more; when each had. Shorter than the audience: some did not."""
        arrived: list[float] = []
        displays, clock = len(self._displays), time.perf_counter
        deadline = clock() + ROUND_SECONDS
        arrived += [clock() for display in self._displays if display.frames >= frames]
        while len(arrived) < displays and clock() < deadline:
            for display, before in self._read(1):
                if before < frames <= display.frames:
                    arrived.append(clock())
        for display in self._displays:
            display.frames = 0
        return arrived

    def idle(self, seconds: float) -> None:
        """Answer what comes meanwhile."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            for _ in self._read(left):
                pass

    def note(self, at: float, arrived: list[float]) -> int:
        """A round is over; how many displays missed it."""
        self.each += [when - at for when in arrived]
        self.last.append(max(arrived, default=at + ROUND_SECONDS) - at)
        return len(self._displays) - len(arrived)

    def figures(self) -> dict[str, float]:
        """Quantiles in milliseconds; what is noted starts anew."""
        found = {
            "each_p50": quantile(self.each, 0.5) * 1000,
            "each_p99": quantile(self.each, 0.99) * 1000,
            "last_p50": quantile(self.last, 0.5) * 1000,
            "last_p99": quantile(self.last, 0.99) * 1000,
        }
        self.each, self.last = [], []
        return found

    def _read(self, seconds: float) -> Iterator[tuple[Display, int]]:
        """Take what has come, waiting so long for the first; which displays, and their frames before."""
        for key, _ in self._selector.select(seconds):
            display: Display = key.data
            before = display.frames
            data = display.sock.recv(1 << 16)
            if not data:
                raise ConnectionError("the server let go of a display")
            display.take(data)
            yield display, before

    def _knock(self) -> Display:
        sock = socket.create_connection(("127.0.0.1", self._port), timeout=ROUND_SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        sock.sendall(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        return Display(sock)

    def _enter(self, display: Display) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            data = display.sock.recv(1 << 16)
            assert data, "the server hung up in the handshake"
            head += data
        head, _, rest = head.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head
        display.sock.setblocking(False)
        self._selector.register(display.sock, selectors.EVENT_READ, display)
        display.take(rest)


def quantile(values: list[float], share: float) -> float:
    """The value that `share` of them do not exceed; 0.0 of none."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def main(port: int) -> None:
    """Do what the measurement says until it hangs up."""
    audience: Audience | None = None
    with socket.create_connection(("127.0.0.1", port)) as sock, sock.makefile("rwb") as line:

        def say(**answer: Any) -> None:
            line.write(json.dumps(answer).encode() + b"\n")
            line.flush()

        for told in line:
            asked = json.loads(told)
            if asked["do"] == "join":
                audience = Audience(asked["port"])
                audience.join(asked["displays"], asked["greetings"])
                say(joined=asked["displays"])
                continue
            assert audience is not None, "first join"
            match asked["do"]:
                case "round":
                    say(ready=True)
                    arrived = audience.wait(asked["frames"])
                    at = json.loads(line.readline())["at"]
                    say(missed=audience.note(at, arrived))
                case "idle":
                    audience.idle(asked["seconds"])
                    say(idle=True)
                case "figures":
                    say(**audience.figures())


if __name__ == "__main__":
    raise_file_limit()
    main(int(sys.argv[1]))
