"""However many strangers ask at once, who is known waits for a handful of them and no more."""

from __future__ import annotations

import asyncio

from starlette.requests import HTTPConnection
from starlette.types import Message, Receive, Scope, Send

from server.web.doorway import HANDFUL, Doorway
from server.web.shield import Shield


async def test_who_is_known_passes_by_hundreds_of_strangers_who_came_before() -> None:
    begun: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append(scope["path"])

    async def is_a_judge(connection: HTTPConnection) -> bool:
        return connection.url.path == "/judge"

    async def silent(_message: Message) -> None: ...

    async def nothing() -> Message:
        return {"type": "websocket.disconnect"}

    shield = Shield(app, known=is_a_judge)

    async def asks(path: str) -> None:
        scope = {
            "type": "websocket",
            "path": path,
            "client": ("10.0.0.1", 1),
            "headers": [],
            "query_string": b"",
        }
        await shield(scope, nothing, silent)

    await asyncio.gather(*(asks(f"/{n}") for n in range(300)), asks("/judge"))

    assert begun.index("/judge") <= HANDFUL
    assert [path for path in begun if path != "/judge"] == [f"/{n}" for n in range(300)]


async def test_who_hung_up_takes_nobodys_turn() -> None:
    doorway, entered = Doorway(handful=1), []

    async def enters(name: int) -> None:
        await doorway.enter()
        entered.append(name)

    tasks = [asyncio.create_task(enters(n)) for n in range(5)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    tasks[2].cancel()
    await asyncio.wait(tasks)
    await enters(5)

    assert entered == [0, 3, 4, 5]
