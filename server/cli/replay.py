"""`jinchui replay`: standings computed again from the ledger's facts, as they stood at a time or under another scheme."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from server.cli import ledger_files
from server.cli.ledger_files import stop

if TYPE_CHECKING:
    from server.core.competition import Competition
    from server.core.round import Round


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(replay)


def replay(
    at: Annotated[
        str,
        typer.Option(
            help="A time such as 14:32, 14:32:05 or 2026-05-01T14:32 (local), or a position such as 812."
        ),
    ] = "",
    competition: Annotated[str, typer.Option(help="Only this competition.")] = "",
    data: Annotated[Path | None, typer.Option(help="Data folder.")] = None,
    scheme: Annotated[
        Path | None,
        typer.Option(help="A scheme file (.yaml or .xlsx): who would move if the marks were scored by it."),
    ] = None,
    round_: Annotated[
        str, typer.Option("--round", help="With --scheme: this round; else all whose scheme has the same id.")
    ] = "",
    json_: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """
    Show the standings of every round as they stood at a time or position; without --at, as they stand now.

    With --scheme nothing is shown but what another scheme would change: who moves, by how much, and which marks
    it cannot take. Nothing is recorded.
    """
    if scheme is not None:
        return _sandbox(scheme, data, competition, round_, at, as_json=json_)
    found = asyncio.run(_replay(data, competition, at))
    if json_:
        print(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        print(f"\n{one['competition']}   第 {one['position']} 条 position   {one['time']}")
        for shown in one["rounds"]:
            print(f"\n  {shown['title']}   {shown['phase']}")
            for line in shown["standings"]:
                rank = "–" if line["rank"] is None else str(line["rank"])
                print(f"  {rank:>4}  {line['number']:<12} {line['total'] or line['state']:>12}")


def _sandbox(file: Path, data: Path | None, competition: str, round_: str, at: str, *, as_json: bool) -> None:
    from server.cli import sandbox

    position, time_ms = _point(at)
    scheme = sandbox.read_scheme(file)
    found = asyncio.run(sandbox.under(scheme, data, competition, round_, position=position, time_ms=time_ms))
    if as_json:
        print(json.dumps(sandbox.as_data(found), ensure_ascii=False))
    else:
        sandbox.show(found)


async def _replay(data: Path | None, competition: str, at: str) -> list[dict[str, Any]]:
    from server.services import replay as replaying

    async with ledger_files.reading(data) as ledger:
        found = []
        for id_ in await ledger_files.chosen(ledger, competition):
            position, time_ms = _point(at)
            state = await replaying.at(ledger, id_, position=position, time_ms=time_ms)
            found.append({"competition": id_, **_described(state)})
        return found


def _point(at: str) -> tuple[int | None, int | None]:
    """A position, or a time in ms since 1970 UTC; a bare time of day is today's, a bare minute lasts to its end."""
    if not at:
        return None, None
    if at.isascii() and at.isdigit():
        return int(at), None
    day = datetime.now().astimezone().date().isoformat()
    text = at if "T" in at or "-" in at else f"{day}T{at}"
    try:
        moment = datetime.fromisoformat(text).astimezone()
    except ValueError:
        stop(
            f"看不懂时间 {at}，例如 14:32 或 2026-05-01T14:32:05",
            f"{at} is no time; write 14:32 or 2026-05-01T14:32:05",
        )
    whole_minute = text.count(":") == 1
    return None, int(moment.timestamp()) * 1000 + (59_999 if whole_minute else 999)


def _described(state: Competition) -> dict[str, Any]:
    time = datetime.fromtimestamp(state.recorded_at // 1000).astimezone() if state.position else None
    return {
        "position": state.position,
        "time": time.isoformat(timespec="seconds") if time else "",
        "rounds": [
            {
                "round": round_.id,
                "title": f"{state.event_of(round_).title.zh} · {round_.title.zh}",
                "phase": round_.phase,
                "standings": _standings(state, round_),
            }
            for round_ in state.rounds.values()
        ],
    }


def _standings(state: Competition, round_: Round) -> list[dict[str, Any]]:
    """Everything from nothing: no figure is taken from anywhere but the facts."""
    from server.core.field import standings

    event = state.event_of(round_)
    return [
        {
            "number": event.registrations[one.entry].number,
            "rank": one.rank,
            "total": None if one.total is None else str(one.total),
            "state": one.result.state,
        }
        for one in standings(state, round_)
    ]
