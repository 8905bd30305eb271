"""Brings a store to the tables of this version, at start; the steps themselves stand in `migrations/`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Column, Connection, MetaData, String, Table, inspect, select

from server.storage.engine import file_of, migrating_engine
from server.storage.tables import LedgerTable, PeopleTable

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Store:
    """
    One set of tables with its own line of migrations. Both may share one PostgreSQL database.

    `revision` is the newest migration, said here so that a start that has nothing to migrate need not ask Alembic,
    which costs a fifth of a second.
    """

    name: str
    metadata: MetaData
    revision: str


LEDGER = Store("ledger", LedgerTable.metadata, "ledger_0001")
PEOPLE = Store("people", PeopleTable.metadata, "people_0003")


async def upgrade(url: URL, store: Store) -> None:
    """
    Make or migrate a store. A SQLite file that needs changes is copied first, beside itself.

    The copy is called `<file>.before-<revision>` and stays: it is the way back.
    """
    engine = migrating_engine(url)
    try:
        async with engine.begin() as connection:
            have = await connection.run_sync(_revision, store)
            if have is None:
                await connection.run_sync(_make, store)
        if have in (None, store.revision):
            return
        file = file_of(url)
        if file is not None:
            _copy(file, file.with_name(f"{file.name}.before-{store.revision}"))
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, store)
    finally:
        await engine.dispose()


def configured(connection: Connection, store: Store) -> Config:
    """Alembic's settings for one store on one connection; there is no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("version_locations", str(_SCRIPTS / store.name).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, store=store, version_table=version_table(store))
    return config


def version_table(store: Store) -> str:
    """Where a store keeps its revision: one table each, as both may share a database."""
    return f"alembic_{store.name}"


def _versions(store: Store) -> Table:
    """The table in which Alembic keeps a store's revision."""
    revision = Column("version_num", String(32), primary_key=True)
    return Table(version_table(store), MetaData(naming_convention={"pk": "%(table_name)s_pkc"}), revision)


def _revision(connection: Connection, store: Store) -> str | None:
    """Where a store stands; None: there is none yet."""
    versions = _versions(store)
    if not inspect(connection).has_table(versions.name):
        return None
    return connection.execute(select(versions.c.version_num)).scalar_one_or_none()


def _make(connection: Connection, store: Store) -> None:
    """A new store gets today's tables at once; a test holds them to what the migrations lead to."""
    versions = _versions(store)
    store.metadata.create_all(connection)
    versions.metadata.create_all(connection)
    connection.execute(versions.insert().values(version_num=store.revision))


def _upgrade(connection: Connection, store: Store) -> None:
    from alembic import command

    command.upgrade(configured(connection, store), "head")
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        assert not broken, f"the migration left rows without their parents: {broken[:3]}"


def _copy(file: Path, copy: Path) -> None:
    """A whole copy by SQLite itself, as the newest pages may still stand in the WAL."""
    copy.unlink(missing_ok=True)
    source = sqlite3.connect(file)
    try:
        source.execute("VACUUM INTO ?", (str(copy),))
    finally:
        source.close()
