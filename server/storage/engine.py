"""How a database is opened: addresses, pragmas, pools. No table and no query lives here."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

Where = Path | str | URL
"""A SQLite file, or the address of a PostgreSQL database."""


def address(where: Where) -> URL:
    """
    The database's address: a path is a SQLite file, a text with `://` an address.

    >>> address("postgresql://u@host/jinchui").drivername, address("cup.sqlite").database
    ('postgresql+asyncpg', 'cup.sqlite')
    """
    if isinstance(where, str) and "://" in where:
        where = make_url(where)
    if not isinstance(where, URL):
        return URL.create("sqlite+aiosqlite", database=str(where))
    drivers = {
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
        "sqlite": "sqlite+aiosqlite",
    }
    return where.set(drivername=drivers.get(where.drivername, where.drivername))


def file_of(url: URL) -> Path | None:
    """The file behind a SQLite address, None for a database server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def beside(url: URL, name: str) -> URL:
    """
    The address of a second store: its own file beside a SQLite file, the same database on a server.

    >>> beside(address("cup.sqlite"), "people").database
    'cup-people.sqlite'
    """
    file = file_of(url)
    return url.set(database=str(file.with_name(f"{file.stem}-{name}{file.suffix}"))) if file else url


def writing_engine(url: URL) -> AsyncEngine:
    """
    One connection, used by one thread, for everything that writes.

    One, because SQLite before 3.51.3 can damage a WAL that two connections write and checkpoint at once.
    FULL, because what is acknowledged survives a power cut. BEGIN IMMEDIATE, because SQLite's default
    transactions read first and lose updates later.
    """
    engine = _engine(url, pool_size=1, max_overflow=0)
    if file_of(url):
        pragmas = (
            "journal_mode=WAL",
            "synchronous=FULL",
            "fullfsync=ON",
            "foreign_keys=ON",
            "busy_timeout=5000",
        )
        _at_connect(engine, pragmas)
        _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reading_engine(url: URL) -> AsyncEngine:
    """Connections that cannot write, so that readers never queue behind the writer and never checkpoint."""
    file = file_of(url)
    if file is None:
        return _engine(url, pool_size=4).execution_options(postgresql_readonly=True)
    read_only = url.set(database=file.absolute().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = _engine(read_only, pool_size=4)
    _at_connect(engine, ("query_only=ON", "busy_timeout=5000"))
    _begin_with(engine, "BEGIN")
    return engine


def migrating_engine(url: URL) -> AsyncEngine:
    """Foreign keys stay off: with them on, rebuilding a parent table deletes every child row."""
    engine = _engine(url, pool_size=1, max_overflow=0)
    if file_of(url):
        _at_connect(engine, ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF", "busy_timeout=5000"))
        _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def _engine(url: URL, **pool: int) -> AsyncEngine:
    """Errors name the statement, never what was written: marks and names do not belong in a log."""
    return create_async_engine(url, hide_parameters=True, **pool)


def insert_into(engine: AsyncEngine, table: Any) -> Any:
    """An insert that knows ON CONFLICT: both databases have it, under two classes."""
    # Imported when needed: a laptop's server starts without PostgreSQL's half of the library.
    if engine.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def _at_connect(engine: AsyncEngine, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins no transactions of its own
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()


def _begin_with(engine: AsyncEngine, statement: str) -> None:
    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql(statement)
