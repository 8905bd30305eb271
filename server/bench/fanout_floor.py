"""The floor of the fan-out measurement: one ready frame, one `send` for each socket, nothing else. No framework."""

from __future__ import annotations

import base64
import json
import socket
import sys
import time
from typing import Any

from server.bench.fanout_line import raise_file_limit

ANSWER = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"


class Floor:
    """As many sockets as displays."""

    def __init__(self) -> None:
        self.sockets: list[socket.socket] = []
        self.short = 0
        """Writes that the kernel did not take whole; a figure with any of these is worth nothing."""
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=4096)

    @property
    def port(self) -> int:
        """Where displays connect."""
        port: int = self._listening.getsockname()[1]
        return port

    def admit(self, displays: int) -> None:
        """Let so many in."""
        while len(self.sockets) < displays:
            sock, _ = self._listening.accept()
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while b"\r\n\r\n" not in sock.recv(4096):
                pass
            sock.sendall(ANSWER)
            sock.setblocking(False)
            self.sockets.append(sock)

    def publish(self, frames: list[bytes]) -> dict[str, float]:
        """Each frame to everyone; when that began by this machine's `perf_counter`, and what it cost (s)."""
        sends = [sock.send for sock in self.sockets]
        short = 0
        at, began = time.perf_counter(), time.process_time()
        for frame in frames:
            size = len(frame)
            for send in sends:
                try:
                    if send(frame) != size:
                        short += 1
                except BlockingIOError:
                    short += 1
        cpu = time.process_time() - began
        self.short += short
        return {"at": at, "cpu": cpu}


def main(port: int) -> None:
    """Do what the measurement says until it hangs up."""
    floor = Floor()
    with socket.create_connection(("127.0.0.1", port)) as sock, sock.makefile("rwb") as line:
        for asked in line:
            line.write(json.dumps(_answer(json.loads(asked), floor)).encode() + b"\n")
            line.flush()


def _answer(asked: dict[str, Any], floor: Floor) -> dict[str, Any]:
    match asked["do"]:
        case "open":
            return {"port": floor.port}
        case "admit":
            floor.admit(asked["displays"])
        case "publish":
            return floor.publish([base64.b64decode(frame) for frame in asked["frames"]])
    return {"short": floor.short}


if __name__ == "__main__":
    raise_file_limit()
    main(int(sys.argv[1]))
