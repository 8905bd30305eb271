"""Migrations: they lead to the tables of today, on every database, and an old file is copied before it is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection

from server.storage import migrate
from server.storage.engine import address, beside, migrating_engine
from server.storage.migrate import LEDGER, PEOPLE, Store, configured
from server.storage.people import People
from server.storage.sql_ledger import SqlLedger
from server.storage.tables import Delegation
from tests.support.ledgers import PostgresServer

stores = pytest.mark.parametrize("store", [LEDGER, PEOPLE], ids=lambda store: store.name)


async def run(url: str | Path, work, *arguments) -> object:
    engine = migrating_engine(address(url))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work, *arguments)
    finally:
        await engine.dispose()


def check(connection: Connection, store: Store) -> None:
    command.check(configured(connection, store))


def up(connection: Connection, store: Store) -> None:
    command.upgrade(configured(connection, store), "head")


def down_and_up(connection: Connection, store: Store) -> None:
    command.downgrade(configured(connection, store), "base")
    command.upgrade(configured(connection, store), "head")


def made(file: Path) -> list[tuple[str, str]]:
    """Every table and index as SQLite keeps it, blanks aside."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name"
        ).fetchall()
    return [(name, " ".join(sql.split())) for name, sql in rows]


@stores
async def test_a_new_store_is_what_the_migrations_make_of_an_empty_one(store: Store, tmp_path: Path) -> None:
    new, migrated = tmp_path / "new.sqlite", tmp_path / "migrated.sqlite"
    await migrate.upgrade(address(new), store)
    await run(migrated, up, store)

    assert made(new) == made(migrated)
    assert await run(migrated, migrate._revision, store) == store.revision


@stores
async def test_the_migrations_lead_to_the_tables_on_sqlite(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    await migrate.upgrade(address(file), store)

    await run(file, check, store)
    await run(file, down_and_up, store)
    await run(file, check, store)


async def test_the_migrations_lead_to_the_tables_on_postgresql(postgres: PostgresServer) -> None:
    url = await postgres.new_database()
    for store in (LEDGER, PEOPLE):
        await migrate.upgrade(address(url), store)

    for store in (LEDGER, PEOPLE):  # both in one database, and neither sees the other's tables as its own
        await run(url, check, store)
        await run(url, down_and_up, store)


async def test_the_check_finds_a_migration_that_was_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    await migrate.upgrade(address(file), LEDGER)
    connection = sqlite3.connect(file)
    connection.execute("ALTER TABLE fact ADD COLUMN mood TEXT")
    connection.close()

    with pytest.raises(CommandError, match="mood"):
        await run(file, check, LEDGER)


async def test_a_file_of_today_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "cup.sqlite"
    await (await SqlLedger.open(file, epoch="e")).close()
    await (await SqlLedger.open(file, epoch="e")).close()

    assert list(tmp_path.glob("*.before-*")) == []


async def test_an_older_file_is_copied_before_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "cup.sqlite"
    await (await SqlLedger.open(file, epoch="e")).close()
    # Make the file look older than it is: the revision before ours, and a step that still has to run.
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE alembic_ledger SET version_num = 'ledger_0000'")
    connection.close()
    monkeypatch.setattr(migrate, "_upgrade", lambda connection, store: stamp(connection))

    await migrate.upgrade(address(file), LEDGER)

    [copy] = tmp_path.glob("*.before-*")
    assert revision(copy) == "ledger_0000"
    assert revision(file) == "ledger_0001"


def stamp(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE alembic_ledger SET version_num = 'ledger_0001'")


def revision(file: Path) -> str:
    connection = sqlite3.connect(file)
    [[value]] = connection.execute("SELECT version_num FROM alembic_ledger").fetchall()
    connection.close()
    return str(value)


async def test_rebuilding_a_parent_table_keeps_its_children(tmp_path: Path) -> None:
    """With foreign keys on, SQLite would empty the child table here; so migrations run with them off."""
    file = tmp_path / "x.sqlite"
    connection = sqlite3.connect(file)
    connection.executescript(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE child (id INTEGER REFERENCES parent (id) ON DELETE CASCADE);"
        "INSERT INTO parent VALUES (1, 'a'); INSERT INTO child VALUES (1), (1);"
    )
    connection.close()

    def rebuild(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("parent", recreate="always") as table:
            table.alter_column("name", new_column_name="title")

    await run(file, rebuild)

    connection = sqlite3.connect(file)
    assert connection.execute("SELECT count(*) FROM child").fetchone() == (2,)
    connection.close()


async def test_people_stand_beside_a_sqlite_ledger_and_inside_a_postgresql_database(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    file = tmp_path / "cup.sqlite"
    url = await postgres.new_database()
    for where in (file, url):
        ledger = await SqlLedger.open(where, epoch="e")
        people = await People.open(beside(address(where), "people"))
        await people.put_delegations([Delegation(competition="cup", id="d1", name_zh="一队")])
        assert [one.name_zh for one in await people.list_delegations("cup")] == ["一队"]
        await people.close()
        await ledger.close()

    assert (tmp_path / "cup-people.sqlite").exists()
    assert beside(address(url), "people") == address(url)
    assert "一队".encode() not in file.read_bytes()
