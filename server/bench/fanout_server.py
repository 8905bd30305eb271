"""The server under test of the fan-out measurement: the product's hub, feed and lane over an invented board."""

from __future__ import annotations

import asyncio
import base64
import gc
import json
import sys
import time
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from scoreboard.feed import Feed
from scoreboard.hub import Hub, Visit, Wish
from scoreboard.lane_asgi import attend
from scoreboard.lane_protocol import LaneWebSocketProtocol
from scoreboard.lane_room import LaneRoom
from scoreboard.lane_wire import ReadyFrame
from scoreboard.merge_patch import State
from server.bench.fanout_line import raise_file_limit, resident_bytes

BOARD = "standings.bench.final"
PATCH_BYTES, CHANGE_BYTES = 118, 34


class OneBoard:
    """The only board there is, and what changes on it: some totals, as after a sheet."""

    def __init__(self, size: int) -> None:
        """:param size: bytes a change should have, about"""
        self._changed = max(1, round((size - PATCH_BYTES) / CHANGE_BYTES))
        self._state = _standings(max(12, self._changed))
        self._feed = Feed(BOARD, "bench", self._state, 1, 1)

    def feed(self, board: str) -> Feed | None:
        """See `hub.Feeds`."""
        return self._feed if board == BOARD else None

    def drop(self, board: str) -> None:
        """See `hub.Feeds`; it stays."""

    def is_late(self, board: str) -> bool:
        """See `hub.Feeds`; it never is."""
        return False

    def grow(self) -> ReadyFrame:
        """One more fact; the patch that says so."""
        number = self._feed.number + 1
        rows = dict(self._state["rows"])
        for index in range(self._changed):
            entry = f"e{(number + index) % len(rows)}"
            rows[entry] = rows[entry] | {"total": f"{number % 97}.{index % 90 + 10}", "moved": 1 + number % 7}
        self._state = {**self._state, "rows": rows, "as_of": 1_790_000_000_000 + number}
        frame = self._feed.advance(number, self._state, float(number))
        assert frame is not None, "every fact changes the board"
        return frame


def bench_app(size: int) -> tuple[Starlette, OneBoard, Hub]:
    """
    The application under test: put another in here to measure it.

    It serves `/ws` to everyone and sends one snapshot first; `hub.publish(BOARD, board.grow())` reaches all.
    Must be called on the event loop.
    """
    board = OneBoard(size)
    hub = Hub(LaneRoom(), board, "bench", lambda: time.time_ns() // 1_000_000)

    async def watch(websocket: WebSocket) -> None:
        await websocket.accept()
        visit = Visit(hub, (Wish(BOARD),))
        await attend(hub.room, websocket.scope, websocket.receive, websocket.send, visit)

    return Starlette(routes=[WebSocketRoute("/ws", watch)]), board, hub


async def main(port: int) -> None:
    """Serve, and do what the measurement says, until it hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    hello = json.loads(await reader.readline())
    app, board, hub = bench_app(hello["size"])
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        ws=LaneWebSocketProtocol,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        backlog=4096,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    answer: dict[str, Any] = {"port": server.servers[0].sockets[0].getsockname()[1]}
    while True:
        writer.write(json.dumps(answer).encode() + b"\n")
        line = await reader.readline()
        if not line:
            break
        answer = _answer(json.loads(line), board, hub)
    server.should_exit = True
    await serving
    writer.close()


def _answer(asked: dict[str, Any], board: OneBoard, hub: Hub) -> dict[str, Any]:
    if asked["do"] == "publish":
        frames = [board.grow() for _ in range(asked["frames"])]
        answer = {"frames": [base64.b64encode(frame).decode() for frame in frames]}
        at, cpu = time.perf_counter(), time.process_time()
        for frame in frames:
            hub.publish(BOARD, frame)
        return {"at": at, "cpu": cpu, **answer}
    if asked["do"] == "cpu":
        return {"cpu": time.process_time()}
    assert asked["do"] == "figures", "there is nothing else to ask"
    gc.collect()
    figures = hub.room.figures()
    feed = board.feed(BOARD)
    assert feed is not None, "it is the only board"
    return {
        "resident": resident_bytes(),
        "caught_up": figures.caught_up,
        "connections": figures.connections,
        "snapshot": len(feed.snapshot()),
    }


def _standings(rows: int) -> State:
    def row(number: int) -> State:
        return {
            "place": number + 1,
            "rank": number + 1,
            "number": str(101 + number),
            "name": {"zh": "欧阳明月", "en": "Ouyang Mingyue"},
            "delegation": {"zh": "东区第一职业学校", "en": "East District No. 1"},
            "state": "marking",
            "total": "87.25",
            "gap": "1.50",
            "moved": 0,
        }

    return {
        "kind": "standings",
        "event": {"id": "welding", "title": {"zh": "焊接", "en": "Welding"}},
        "as_of": 1_790_000_000_000,
        "order": [f"e{number}" for number in range(rows)],
        "rows": {f"e{number}": row(number) for number in range(rows)},
    }


if __name__ == "__main__":
    raise_file_limit()
    asyncio.run(main(int(sys.argv[1])))
