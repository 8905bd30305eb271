"""`jinchui scheme diff`: what changed between two versions of a scheme, in words, and whose result it would move."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from server.services.scheme_diff import Change


def register(group: typer.Typer) -> None:
    """Add the command to the group of schemes."""
    group.command()(diff)


def diff(
    old: Annotated[Path, typer.Argument(help="The version that was used (.yaml or .xlsx).")],
    new: Annotated[Path, typer.Argument(help="The version that is meant instead.")],
    data: Annotated[
        Path | None, typer.Option(help="Data folder: whose results would the new version move?")
    ] = None,
    competition: Annotated[str, typer.Option(help="Only this competition.")] = "",
    round_: Annotated[
        str,
        typer.Option("--round", help="Only this round; else all whose scheme has the id of the new version."),
    ] = "",
    json_: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say in words what changed between two versions; with --data, --competition or --round also who would move."""
    from server.cli import sandbox
    from server.services import scheme_diff

    first, second = sandbox.read_scheme(old), sandbox.read_scheme(new)
    found = scheme_diff.changes(first, second)
    asked = data is not None or competition or round_
    replayed = asyncio.run(sandbox.under(second, data, competition, round_)) if asked else []
    if json_:
        told: dict[str, Any] = {"changes": [_as_data(one) for one in found]}
        print(json.dumps(told | ({"rounds": sandbox.as_data(replayed)} if asked else {}), ensure_ascii=False))
        return
    _show(found)
    sandbox.show(replayed)


def _as_data(one: Change) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "path": one.path,
        "old": one.old,
        "new": one.new,
        "counts": one.counts,
        "text": {"zh": one.text.zh, "en": one.text.en},
    }


def _show(found: list[Change]) -> None:
    if not found:
        print("两个版本相同。 The two versions are the same.")
    for counts, zh, en in (
        (True, "可能影响成绩", "may move results"),
        (False, "不影响成绩", "moves no result"),
    ):
        some = [one for one in found if one.counts is counts]
        if some:
            print(f"{zh} {en}：")
        for one in some:
            print(f"  {one.text.zh}\n    {one.text.en}")
