"""Where a command finds ledgers: the data folder or database of the settings, or an exported file. Reading only."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from server.core.ids import CompetitionId
    from server.storage.sql_ledger import SqlLedger

LEDGER_FILE = "ledger.sqlite"


def stop(zh: str, en: str) -> NoReturn:
    """End with a sentence in both languages."""
    print(f"{zh}\n{en}", file=sys.stderr)
    raise typer.Exit(1)


@asynccontextmanager
async def reading(data: Path | None) -> AsyncIterator[SqlLedger]:
    """The ledgers of an installation, also while its server runs."""
    from server import settings
    from server.storage.sql_ledger import SqlLedger

    try:
        chosen = settings.load(None, data=data)
    except settings.SettingsWrong as wrong:
        stop(str(wrong), "")
    where: str | Path = chosen.database or chosen.data / LEDGER_FILE
    if isinstance(where, Path) and not where.is_file():
        stop(
            f"{where} 不存在。用 --data 指定数据文件夹。",
            f"There is no {where}. Name the data folder with --data.",
        )
    ledger = await SqlLedger.open_reading(where)
    try:
        yield ledger
    finally:
        await ledger.close()


async def chosen(ledger: SqlLedger, competition: str) -> list[CompetitionId]:
    """The competitions that are meant: the named one, or all."""
    there = await ledger.competitions()
    if not competition:
        return there
    if competition not in there:
        stop(
            f"没有大赛 {competition}。现有：{'、'.join(there)}",
            f"No competition {competition}. There are: {', '.join(there)}",
        )
    return [one for one in there if one == competition]
