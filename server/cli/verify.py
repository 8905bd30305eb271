"""`jinchui verify`, `export` and `import`: a ledger checked, carried out as a file, taken in again."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.cli import ledger_files
from server.cli.ledger_files import stop

if TYPE_CHECKING:
    from server.services.verify import Report

Data = Annotated[Path | None, typer.Option(help="Data folder.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(verify)
    app.command()(export)
    app.command("import")(import_)


def verify(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exported ledgers (.ndjson) instead of a data folder.")
    ] = None,
    data: Data = None,
    competition: Annotated[str, typer.Option(help="Only this competition.")] = "",
    json_: Annotated[bool, typer.Option("--json", help="One JSON object a ledger.")] = False,
) -> None:
    """Check whole ledgers: the hash chain, every fact, and whether the rules allow it. Exit code 1: something is damaged."""
    reports = _of_files(files) if files else asyncio.run(_of_data(data, competition))
    for name, report in reports.items():
        _print(name, report, as_json=json_)
    if not all(report.sound for report in reports.values()):
        raise typer.Exit(1)


def export(
    competition: Annotated[str, typer.Argument(help="The competition's id.")],
    file: Annotated[Path, typer.Argument(help="File to write, .ndjson.")],
    data: Data = None,
) -> None:
    """Write a competition's ledger to a file: one fact a line, no names in it. `jinchui verify FILE` checks it anywhere."""
    count = asyncio.run(_export(data, competition, file))
    print(f"已写出 {count} 条。 {count} facts written.")


def import_(
    competition: Annotated[str, typer.Argument(help="The id it gets here.")],
    file: Annotated[Path, typer.Argument(help="An exported ledger.")],
    data: Data = None,
) -> None:
    """Take an exported ledger into a data folder that has no such competition; the server must not be running."""
    report = asyncio.run(_import(data, competition, file))
    print(f"已导入 {report.facts} 条，末条哈希 {report.hash}。 {report.facts} facts taken in.")


def _of_files(files: list[Path]) -> dict[str, Report]:
    from server.services.replay import verify_lines

    reports = {}
    for file in files:
        try:
            with file.open("rb") as lines:
                reports[file.name] = verify_lines(lines)
        except OSError as error:
            stop(f"{file} 无法读取：{error.strerror}", f"{file} cannot be read: {error.strerror}")
    return reports


async def _of_data(data: Path | None, competition: str) -> dict[str, Report]:
    from server.services import replay

    async with ledger_files.reading(data) as ledger:
        return {
            id_: await replay.verify(ledger, id_) for id_ in await ledger_files.chosen(ledger, competition)
        }


async def _export(data: Path | None, competition: str, file: Path) -> int:
    from server.services import replay

    count = 0
    async with ledger_files.reading(data) as ledger:
        [id_] = await ledger_files.chosen(ledger, competition) if competition else [None]
        assert id_ is not None, "the argument is not empty"
        with file.open("wb") as out:
            async for line in replay.export(ledger, id_):
                out.write(line.rstrip(b"\n") + b"\n")
                count += 1
    return count


async def _import(data: Path | None, competition: str, file: Path) -> Any:
    import secrets

    from server import settings
    from server.core.ids import CompetitionId, is_id
    from server.services.replay import NotTaken, take_in
    from server.storage.sql_ledger import SqlLedger
    from server.storage.writer_lock import LedgerInUse

    if not is_id(competition):
        stop(f"编号 {competition} 不可用。", f"The id {competition} cannot be used.")
    chosen = settings.load(None, data=data)
    chosen.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        ledger = await SqlLedger.open(
            chosen.database or chosen.data / ledger_files.LEDGER_FILE, epoch=secrets.token_hex(8)
        )
    except LedgerInUse:
        stop(
            "服务器正在使用这个数据文件夹，请先停止它。",
            "A server is using this data folder; stop it first.",
        )
    try:
        return await take_in(ledger, CompetitionId(competition), file.read_bytes().splitlines())
    except NotTaken as error:
        stop(f"没有导入：{error}", f"Nothing was taken in: {error}")
    finally:
        await ledger.close()


def _print(name: str, report: Report, *, as_json: bool) -> None:
    if as_json:
        facts: dict[str, Any] = {
            "ledger": name,
            "facts": report.facts,
            "hash": report.hash,
            "sound": report.sound,
        }
        print(json.dumps(facts | {"problems": report.problems, "doubts": report.doubts}, ensure_ascii=False))
        return
    word = "完好 sound" if report.sound else "有损坏 DAMAGED"
    print(f"{name}: {word}   {report.facts} 条 facts   {report.hash}")
    for problem in report.problems:
        print(f"  损坏 problem: {problem}", file=sys.stderr)
    for doubt in report.doubts:
        print(f"  存疑 doubt: {doubt}", file=sys.stderr)
    if report.doubts:
        print(
            "  存疑：今天的规则不会接受的记录。旧版本写下的账本里，可能是当时的规则所允许的。\n"
            "  A doubt is a fact that today's rules would not let in; where an earlier version wrote it, "
            "the rules of its day may have.",
            file=sys.stderr,
        )
