"""`jinchui check-results`: every round reckoned by the engine and by the reference, and where they differ."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.cli import ledger_files
from server.cli.ledger_files import stop

if TYPE_CHECKING:
    from server.core.ledger import Record
    from server.services.second_calculation import Difference, Figures


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check-results")(check_results)


def check_results(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exported ledgers (.ndjson) instead of a data folder.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Data folder.")] = None,
    competition: Annotated[str, typer.Option(help="Only this competition.")] = "",
    json_: Annotated[bool, typer.Option("--json", help="One JSON object a round.")] = False,
) -> None:
    """Reckon all results a second time, independently. Exit code 1: there are differences."""
    found = list(_of_files(files)) if files else asyncio.run(_of_data(data, competition))
    for one in found:
        print(json.dumps(one, ensure_ascii=False)) if json_ else _print(one)
    if any(one["differences"] for one in found):
        raise typer.Exit(1)


def _of_files(files: list[Path]) -> Iterable[dict[str, Any]]:
    from server.services.wire import parse_record

    for file in files:
        try:
            with file.open("rb") as lines:
                yield from _checked(file.name, [parse_record(line) for line in lines])
        except (OSError, ValueError) as error:
            stop(f"{file} 无法读取：{error}", f"{file} cannot be read: {error}")


async def _of_data(data: Path | None, competition: str) -> list[dict[str, Any]]:
    from server.services.replay import records_of

    async with ledger_files.reading(data) as ledger:
        return [
            round_
            for id_ in await ledger_files.chosen(ledger, competition)
            for round_ in _checked(id_, [record async for record in records_of(ledger, id_)])
        ]


def _checked(name: str, records: list[Record]) -> Iterable[dict[str, Any]]:
    """Each round of one competition: how many entries were compared, and the differences."""
    from server.services.replay import fold
    from server.services.second_calculation import differences, gathered
    from server.services.wire import parse_fact

    state = fold(records)
    tables = gathered(parse_fact(record.entry.body) for record in records)
    yield from _tables_checked(name, records)
    for round_ in state.rounds.values():
        event = state.event_of(round_)
        yield {
            "competition": name,
            "round": round_.id,
            "title": {
                "zh": f"{event.title.zh} · {round_.title.zh}",
                "en": f"{event.title.en} · {round_.title.en}",
            },
            "entries": len(round_.order),
            "differences": [_as_data(one) for one in differences(state, round_, tables[round_.id])],
        }


def _tables_checked(name: str, records: list[Record]) -> Iterable[dict[str, Any]]:
    """Teams, proposed awards and delegations: how many tables of each were compared, and the differences."""
    from server.services.second_history import history

    for one in history(records):
        yield {
            "competition": name,
            "table": one.kind,
            "title": {"zh": one.title.zh, "en": one.title.en},
            "entries": one.rows,
            "differences": [
                {"number": row.row, "engine": row.engine, "reference": row.reference}
                for row in one.differences
            ],
        }


def _as_data(one: Difference) -> dict[str, Any]:
    return {"number": one.number, "engine": _figures(one.engine), "reference": _figures(one.reference)}


def _figures(figures: Figures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    total = None if figures.total is None else f"{figures.total:f}"
    return {"rank": figures.rank, "total": total, "exact": str(figures.exact), "state": figures.state}


def _print(one: dict[str, Any]) -> None:
    title, many = one["title"], len(one["differences"])
    head = f"{one['competition']}   {title['zh']}   {title['en']}   {one['entries']} 名 entries"
    print(f"{head}   {'一致 agree' if not many else f'{many} 处不一致 DIFFER'}")
    for difference in one["differences"]:
        print(f"  {difference['number']}", file=sys.stderr)
        if isinstance(difference["engine"], str):
            print(f"    {difference['engine']}  ≠  {difference['reference']}", file=sys.stderr)
            continue
        for zh, en, which in (("系统", "engine", "engine"), ("复核", "second calculation", "reference")):
            print(f"    {zh} {en}: {_line(difference[which])}", file=sys.stderr)


def _line(figures: dict[str, Any] | None) -> str:
    if figures is None:
        return "没有 none"
    rank = "–" if figures["rank"] is None else figures["rank"]
    total = figures["total"] if figures["total"] is not None else "–"
    return f"名次 rank {rank}   总分 total {total}   = {figures['exact']}   {figures['state']}"
