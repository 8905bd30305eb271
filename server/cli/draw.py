"""`jinchui draw check`: recorded draws recomputed from their seeds, from a data folder or an exported ledger."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.cli import ledger_files
from server.cli.ledger_files import stop

if TYPE_CHECKING:
    from server.core.ledger import Record
    from server.services.draw_check import Checked

WORDS = {
    "order": "抽签 draw",
    "entry": "参赛号 entry numbers",
    "station": "赛位号 station numbers",
    "work": "评审号 work numbers",
}
VERDICTS = {
    "agrees": "一致 as the seed gives it",
    "sealed": "已封存 sealed, its seed is not in the ledger",
    "differs": "不一致 NOT WHAT THE SEED GIVES",
}


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Draws.", no_args_is_help=True)
    group.callback()(_many)
    group.command()(check)
    app.add_typer(group, name="draw")


def _many() -> None:
    """Draws."""


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exported ledgers (.ndjson) instead of a data folder.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Data folder.")] = None,
    competition: Annotated[str, typer.Option(help="Only this competition.")] = "",
    seed: Annotated[
        list[str] | None, typer.Option(help="The seed of a sealed layer, from its envelope; may be repeated.")
    ] = None,
    numbers: Annotated[bool, typer.Option("--numbers", help="Also list who has which number.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object a draw.")] = False,
) -> None:
    """
    Recompute every recorded draw from its seed. Exit code 1: one is not what its seed gives, or a --seed is of no layer.

    Sealed layers are recomputed once they are open; before that, with the seed from the envelope.
    """
    from server.services.draw_check import checked

    seeds = ["".join(one.split()).lower() for one in seed or ()]
    read = _of_files(files) if files else asyncio.run(_of_data(data, competition))
    found = {name: checked(records, seeds) for name, records in read.items()}
    for name, draws in found.items():
        for one in draws:
            _print(name, one, numbers=numbers, as_json=json_)
    every = [one for draws in found.values() for one in draws]
    strange = set(seeds) - {one.seed for one in every}
    if strange:
        stop(f"{len(strange)} 个种子不属于任何一层。", f"Of no layer: {len(strange)} of the seeds.")
    if any(one.verdict == "differs" for one in every):
        raise typer.Exit(1)


def _of_files(files: Iterable[Path]) -> dict[str, list[Record]]:
    from server.services.wire import parse_record

    read = {}
    for file in files:
        try:
            read[file.name] = [parse_record(line) for line in file.read_bytes().splitlines()]
        except OSError as error:
            stop(f"{file} 无法读取：{error.strerror}", f"{file} cannot be read: {error.strerror}")
        except ValueError as error:
            stop(f"{file} 不是台账：{error}", f"{file} is no ledger: {error}")
    return read


async def _of_data(data: Path | None, competition: str) -> dict[str, list[Record]]:
    from server.services.replay import records_of

    async with ledger_files.reading(data) as ledger:
        return {
            id_: [record async for record in records_of(ledger, id_)]
            for id_ in await ledger_files.chosen(ledger, competition)
        }


def _print(name: str, one: Checked, *, numbers: bool, as_json: bool) -> None:
    if as_json:
        shown: dict[str, Any] = {
            "ledger": name,
            "round": one.round,
            "draw": one.what,
            "position": one.position,
            "count": one.count,
            "seed": one.seed,
            "verdict": one.verdict,
            "replaced": one.replaced,
        }
        listed = {"numbers": dict(one.numbers)} if numbers else {}
        print(json.dumps(shown | listed, ensure_ascii=False))
        return
    again = "   （之后重抽 drawn again later）" if one.replaced else ""
    print(
        f"{name}: {one.round} #{one.position} {WORDS[one.what]} ({one.count}): {VERDICTS[one.verdict]}{again}"
    )
    if one.seed:
        print(f"  种子 seed: {one.seed}")
    if numbers:
        for code, entry in one.numbers:
            print(f"  {code}  {entry}")
