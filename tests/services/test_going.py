"""What goes on in the background goes on whatever happens to it, until the server stops."""

import asyncio

import pytest
from structlog.testing import capture_logs

from server.services.going import keep_going


async def test_work_that_falls_or_ends_is_told_and_begins_again() -> None:
    begun, third = 0, asyncio.Event()

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise RuntimeError("nobody thought of this")
        if begun == 3:
            third.set()
            await asyncio.Event().wait()

    with capture_logs() as said:
        task = asyncio.create_task(keep_going(work, "heartbeats", again_after=0))
        await asyncio.wait_for(third.wait(), 30)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert [(line["log_level"], line["part"]) for line in said] == [("critical", "heartbeats")] * 2
    assert str(said[0]["exc_info"]) == "nobody thought of this"
    assert begun == 3
