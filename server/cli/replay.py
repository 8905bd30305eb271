"""`jinchui replay --at`: the standings as they stood, computed again from the ledger's facts up to then."""

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
    from server.core.competition import Competition, Round


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
    json_: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show the standings of every round as they stood at a time or position; without --at, as they stand now."""
    found = asyncio.run(_replay(data, competition, at))
    if json_:
        print(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        print(f"\n{one['competition']}   第 {one['position']} 条 position   {one['time']}")
        for round_ in one["rounds"]:
            print(f"\n  {round_['title']}   {round_['phase']}")
            for line in round_["standings"]:
                rank = "–" if line["rank"] is None else str(line["rank"])
                print(f"  {rank:>4}  {line['number']:<12} {line['total'] or line['state']:>12}")


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
    from server.core.results import result_of
    from server.core.standings import rank

    event = state.event_of(round_)
    results = {}
    for drawn in round_.order:
        sheets = {
            module.id: {
                judge: sheet.marks for judge, sheet in round_.sheets.get((module.id, drawn.entry), {}).items()
            }
            for module in event.scheme.modules
        }
        results[drawn.entry] = result_of(event.scheme, sheets, round_.panels, round_.state(drawn.entry))
    return [
        {
            "number": event.registrations[one.entry].number,
            "rank": one.rank,
            "total": None if one.total is None else str(one.total),
            "state": one.result.state,
        }
        for one in rank(event.scheme, results)
    ]
