"""One real server for a file of tests: they stay apart by making competitions of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.server import Client, Server, running_server


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server with an organiser."""
    # Tests sign in far more often than people do.
    async with running_server(
        tmp_path_factory.mktemp("data"), sign_in_tries=1000, address_tries=1000
    ) as running:
        yield running


@pytest.fixture(scope="module")
async def organiser(server: Server) -> Client:
    """The organiser, signed in."""
    return await server.organiser()
