"""A running competition for whoever watches boards over sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scoreboard.guests import Meet, a_meet


@pytest.fixture
async def meet(tmp_path: Path) -> AsyncIterator[Meet]:
    async with a_meet(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
async def quiet(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Meet]:
    """For tests that record nothing: one meet for all of them."""
    async with a_meet(tmp_path_factory.mktemp("quiet")) as running:
        yield running
