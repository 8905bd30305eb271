"""Brings a store to the tables of this version, at start; the steps themselves stand in `migrations/`."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, MetaData

from server.storage.engine import file_of, migrating_engine
from server.storage.tables import LedgerTable, PeopleTable

_SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Store:
    """One set of tables with its own line of migrations. Both may share one PostgreSQL database."""

    name: str
    metadata: MetaData


LEDGER = Store("ledger", LedgerTable.metadata)
PEOPLE = Store("people", PeopleTable.metadata)


async def upgrade(url: URL, store: Store) -> None:
    """
    Make or migrate a store. A SQLite file that needs changes is copied first, beside itself.

    The copy is called `<file>.before-<revision>` and stays: it is the way back.
    """
    engine = migrating_engine(url)
    try:
        async with engine.connect() as connection:
            have, want = await connection.run_sync(_revisions, store)
        if have == want:
            return
        file = file_of(url)
        if have is not None and file is not None:
            _copy(file, file.with_name(f"{file.name}.before-{want}"))
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, store)
    finally:
        await engine.dispose()


def configured(connection: Connection, store: Store) -> Config:
    """Alembic's settings for one store on one connection; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("version_locations", str(_SCRIPTS / store.name).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, store=store, version_table=version_table(store))
    return config


def version_table(store: Store) -> str:
    """Where a store keeps its revision: one table each, as both may share a database."""
    return f"alembic_{store.name}"


def _revisions(connection: Connection, store: Store) -> tuple[str | None, str | None]:
    context = MigrationContext.configure(connection, opts={"version_table": version_table(store)})
    script = ScriptDirectory.from_config(configured(connection, store))
    return context.get_current_revision(), script.get_current_head()


def _upgrade(connection: Connection, store: Store) -> None:
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
