"""Every ledger there is, as fixtures: memory, SQLite, and PostgreSQL where its programs are found."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from server.core.ledger import Ledger
from server.storage.memory_ledger import MemoryLedger
from server.storage.sql_ledger import SqlLedger
from tools.machine import find_postgres


class PostgresServer:
    """A PostgreSQL server of this test run: its own folder, a socket and no port, no flush (tests only)."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._count = 0

    def start(self) -> None:
        data = self._folder / "data"
        self._run(
            "initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N"
        )
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}'"
        settings += " -c fsync=off -c synchronous_commit=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(data), "-l", log, "-o", settings, "-w", "-t", "60", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")

    async def new_database(self) -> str:
        """The address of an empty database."""
        self._count += 1
        name = f"t{self._count}"
        engine = create_async_engine(self._address("postgres"), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        await engine.dispose()
        return self._address(name)

    def _address(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        """PostgreSQL refuses to run as root."""
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self._programs / program), *arguments]
        done = subprocess.run(command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert done.returncode == 0, f"{program} failed"


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    programs = find_postgres()
    if programs is None or not hasattr(os, "geteuid"):
        pytest.skip("missing component: postgresql")
    # Not in pytest's own folder: that is closed to the user PostgreSQL runs as, and too long a path for a socket.
    folder = Path(tempfile.mkdtemp(prefix="jinchui-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = PostgresServer(programs, folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


Reopen = Callable[[], Awaitable[Ledger]]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def ledger_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
async def ledger_address(ledger_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Path | str:
    """Where the ledger of this test stands."""
    if ledger_kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        return await server.new_database()
    return tmp_path / "cup.sqlite"


@pytest.fixture
async def ledger(ledger_kind: str, ledger_address: Path | str) -> AsyncIterator[Ledger]:
    """An empty ledger of each kind."""
    opened: Ledger = (
        MemoryLedger("epoch-1")
        if ledger_kind == "memory"
        else await SqlLedger.open(ledger_address, epoch="epoch-1")
    )
    yield opened
    await opened.close()


async def eventually(true: Callable[[], bool]) -> None:
    """Give the loop turns until something holds."""
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0)
    raise AssertionError("it did not happen")
