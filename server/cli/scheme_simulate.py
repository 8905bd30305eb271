"""`jinchui scheme simulate`: a scheme tried out with plausible marks of made-up entries and judges."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from server.core.facts_sheet import Mark
    from server.core.field import SheetsOf
    from server.core.scheme import Aspect, Scheme
    from server.services.simulation import Panels


def register(group: typer.Typer) -> None:
    """Add the command to the group of schemes."""
    group.command()(simulate)


def simulate(
    file: Annotated[Path, typer.Argument(help="A scheme file (.yaml or .xlsx).")],
    entries: Annotated[int, typer.Option(help="Entries in each run.", min=2, max=2000)] = 40,
    runs: Annotated[int, typer.Option(help="Competitions to play.", min=1, max=100_000)] = 500,
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures.")] = 1,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Try a scheme out: how often ties remain, which aspects decide nothing, how far the maximum is reached."""
    from rich.console import Console
    from rich.progress import track

    from server.cli.sandbox import read_scheme
    from server.services import simulation, simulation_text

    scheme = read_scheme(file)
    steps = simulation.simulate(scheme, made_up, entries=entries, runs=runs, seed=seed)
    console = Console(stderr=True)
    for found in track(steps, "模拟 simulating", total=runs, console=console, transient=True):
        last = found
    if json_:
        print(json.dumps(simulation_text.as_data(last), ensure_ascii=False))
        return
    title = f"{scheme.title.zh} {scheme.title.en}   v{scheme.version}"
    print(f"{title}   {entries} 名 entries   {runs} 场 runs   seed {seed}\n")
    for line in simulation_text.as_text(last):
        indent = " " * (len(line.zh) - len(line.zh.lstrip()))
        print(f"{line.zh}\n{indent}  {line.en.lstrip()}")


def made_up(scheme: Scheme, panels: Panels, entries: int, random: Random) -> list[SheetsOf]:
    """The sheets of one run: judges who stay themselves, entries of different skill."""
    from judge_client.plausible import Judge, aspect_mark
    from server.core.boxes import fields
    from server.core.marks import check_mark
    from server.services.scheme_files import to_data

    against = scheme.result.direction == "low"
    judges = {judge: Judge.drawn(random) for panel in panels.values() for judge in panel}
    parts: list[tuple[Any, list[tuple[Aspect, Any, Any]]]] = [
        (m.id, [(a, to_data(a), [to_data(one) for one in fields(a)]) for a in m.aspects()])
        for m in scheme.modules
    ]

    def mark(aspect: Aspect, data: Any, boxes: Any, skill: float, judge: Judge) -> Mark:
        try:
            found: Any = aspect_mark(data, boxes, skill, judge, random, against=against)
        except (KeyError, TypeError, ValueError):
            found = {}
        return found if check_mark(aspect, found) is None else any_mark(aspect, random)

    made: list[SheetsOf] = []
    for _ in range(entries):
        skill = min(0.99, max(0.2, random.gauss(0.78, 0.13)))
        made.append(
            {
                module: {
                    judge: {a.id: mark(a, data, boxes, skill, judges[judge]) for a, data, boxes in aspects}
                    for judge in panels[module]
                }
                for module, aspects in parts
            }
        )
    return made


def any_mark(aspect: Aspect, random: Random) -> Mark:
    """A mark the aspect accepts, for kinds of which nothing better is known: anywhere in its range."""
    from server.core.boxes import fields
    from server.services.scheme_files import decimal_text

    found = {}
    for box in fields(aspect):
        if box.input == "choice":
            found[box.id] = random.choice(["yes", "no"])
        else:
            low, high = int(-(-box.low // box.step)), int(box.high // box.step)
            found[box.id] = decimal_text(random.randint(low, high) * box.step)
    return found
