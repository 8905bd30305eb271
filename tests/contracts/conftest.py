"""The halls of the lane's contract: each kind of server, started once for a file of tests."""

from __future__ import annotations

import pytest

from tests.contracts.lane_hall import KINDS, serving, until


@pytest.fixture(scope="module", params=KINDS)
async def served(request, tmp_path_factory):
    async with serving(request.param, tmp_path_factory.mktemp("lane")) as hall:
        yield hall


@pytest.fixture
async def hall(served):
    served.fresh()
    yield served
    await until(lambda: not served.room.figures().connections)
    assert served.room.figures().slow == 0
