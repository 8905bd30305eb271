"""`jinchui password`: a new password for an organiser, made where the data lie; nobody is told the old one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from server.cli.ledger_files import LEDGER_FILE, stop

if TYPE_CHECKING:
    from server.storage.people import People

PEOPLE_FILE = "people.sqlite"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(password)


def password(
    name: Annotated[
        str, typer.Argument(help="The name they sign in with; may be left out where there is only one.")
    ] = "",
    data: Annotated[Path | None, typer.Option(help="Data folder.")] = None,
) -> None:
    """Make a new password for an organiser and print it, once; the server must not be running."""
    whose, given = asyncio.run(_give(data, name.strip()))
    print(f"用户 {whose} 的新密码：{given}\nThe new password of {whose}: {given}")


async def _give(data: Path | None, name: str) -> tuple[str, str]:
    from server.services import new_password

    async with _people(data) as people:
        accounts = await people.list_accounts()
        if not accounts:
            stop(
                "还没有组织者：启动服务器（serve），用设置码设定姓名和密码。",
                "There is no organiser yet: start the server (serve) and choose a name and a password with its setup code.",
            )
        meant = [one for one in accounts if one.name == name] if name else accounts
        if len(meant) != 1:
            names = [one.name for one in accounts]
            stop(
                f"请写明是谁的密码。现有组织者：{'、'.join(names)}",
                f"Say whose password. There are: {', '.join(names)}",
            )
        return meant[0].name, await new_password.give(people, meant[0], time.time_ns() // 1_000_000)


@asynccontextmanager
async def _people(data: Path | None) -> AsyncIterator[People]:
    """The store of people, while no server writes beside it."""
    from server import settings
    from server.storage.engine import address, beside
    from server.storage.people import People
    from server.storage.writer_lock import LedgerInUse, WriterLock

    try:
        chosen = settings.load(None, data=data)
    except settings.SettingsWrong as wrong:
        stop(str(wrong), "")
    file, lock = chosen.data / PEOPLE_FILE, None
    if not chosen.database:
        if not file.is_file():
            stop(
                f"{file} 不存在。用 --data 指定数据文件夹。",
                f"There is no {file}. Name the data folder with --data.",
            )
        try:
            lock = WriterLock.take(chosen.data / LEDGER_FILE)
        except LedgerInUse:
            stop(
                "服务器正在使用这个数据文件夹，请先停止它。",
                "A server is using this data folder; stop it first.",
            )
    try:
        people = await People.open(beside(address(chosen.database), "people") if chosen.database else file)
        try:
            yield people
        finally:
            await people.close()
    finally:
        if lock:
            lock.release()
