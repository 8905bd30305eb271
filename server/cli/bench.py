"""`jinchui bench`: measurements on this machine, each beside a floor taken in the same run."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Measurements, each beside a floor taken in the same run.", no_args_is_help=True)
    for command in (ingest, fanout, standings, phones, display):
        group.command()(command)
    app.add_typer(group, name="bench")


def ingest(
    sheets: Annotated[int, typer.Option(help="Sheets in each turn.")] = 2000,
    judges: Annotated[int, typer.Option(help="Judges who submit at once.")] = 40,
    aspects: Annotated[int, typer.Option(help="Aspects of a sheet.")] = 25,
    folder: Annotated[Path | None, typer.Option(help="Where to write: the disk that is measured.")] = None,
    json_: Json = False,
) -> None:
    """How fast sheets become durable: group commit, one commit a sheet, and a raw flush of the same bytes."""
    from server.bench import ingest as bench

    bench.run(sheets, judges, aspects, folder=folder, as_json=json_)


def fanout(
    displays: Annotated[int, typer.Option(help="Displays connected at once.")] = 1000,
    frames: Annotated[int, typer.Option(help="Frames sent, one at a time.")] = 100,
    size: Annotated[int, typer.Option(help="Bytes of a frame, about.")] = 300,
    json_: Json = False,
) -> None:
    """What a frame to a display costs, and when it arrives. Exit code 1: a goal was missed."""
    from rich.console import Console
    from rich.progress import Progress

    from server.bench import fanout as bench

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("fanout", total=None)
        report = bench.run(
            displays, frames, size, lambda done, total: bar.update(task, completed=done, total=total)
        )
    print(json.dumps(asdict(report) | {"good": report.good}) if json_ else report.text())
    if not report.good:
        raise typer.Exit(1)


def standings(
    entries: Annotated[
        list[int] | None, typer.Option(help="Entries of the event; once for each size.")
    ] = None,
    aspects: Annotated[int, typer.Option(help="Aspects of a sheet.")] = 60,
    judges: Annotated[int, typer.Option(help="Judges of the panel.")] = 5,
    json_: Json = False,
) -> None:
    """What one mark costs until the standings are right, a rebuild, memory; and how each grows with the entries."""
    from rich.console import Console

    from server.bench import standings as bench

    with Console(stderr=True).status("standings") as status:
        bench.run(entries or bench.SIZES, aspects, judges, as_json=json_, told=status.update)


def phones(
    count: Annotated[int, typer.Option(help="Phones that look at one table.")] = 300,
    entries: Annotated[int, typer.Option(help="Entries of the event.")] = 40,
    seconds: Annotated[float, typer.Option(help="How long each part lasts.")] = 15,
    every: Annotated[float, typer.Option(help="Seconds between two questions of a phone.")] = 5,
    json_: Json = False,
) -> None:
    """What a page of the public site costs, and what judges feel of a hall of phones."""
    from server import logs
    from server.bench import phones as bench
    from server.settings import load

    logs.set_up(load(None, log_level="warning"))
    bench.run(count, entries, seconds, every, as_json=json_)


def display(
    rows: Annotated[int, typer.Option(help="Rows of the board.")] = 40,
    moving: Annotated[int, typer.Option(help="Rows that move at once.")] = 20,
    turns: Annotated[int, typer.Option(help="Turns of board and floor.")] = 3,
    slow: Annotated[float, typer.Option(help="The page's main thread is so many times slower.")] = 4,
    patches: Annotated[int, typer.Option(help="Changes of a day.")] = 2880,
    beats: Annotated[int, typer.Option(help="Heartbeats of a day.")] = 86_400,
    json_: Json = False,
) -> None:
    """Frames while rows move, time from fact to paint, memory over a day; in a real browser, by its own tracing."""
    from rich.console import Console

    from server import logs
    from server.bench import display as bench
    from server.bench.browser import BrowserMissing
    from server.bench.display_pages import Plan
    from server.settings import load

    logs.set_up(load(None, log_level="warning"))
    plan = Plan(rows=rows, moving=moving, turns=turns, slow=slow, patches=patches, beats=beats)
    try:
        with Console(stderr=True).status("display") as status:
            bench.run(plan, as_json=json_, told=status.update)
    except BrowserMissing as missing:
        print(missing, file=sys.stderr)
        raise typer.Exit(1) from None
