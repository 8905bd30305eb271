"""How fast sheets become durable: a raw flush of the same bytes, one commit a sheet, group commit, side by side."""

import asyncio
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, time_ns

from server.core.commands import Actor, Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, MakeDraw, OpenRound
from server.core.commands_setup import AddEvent, AddOfficial, CreateCompetition, RegisterEntries
from server.core.commands_sheet import SubmitSheet
from server.core.draw import draw
from server.core.facts_setup import Registration
from server.core.facts_sheet import Marks
from server.core.ids import (
    AspectId,
    CommandId,
    CompetitionId,
    DelegationId,
    EntryId,
    EventId,
    FieldId,
    ModuleId,
    OfficialId,
    RoundId,
)
from server.core.refusals import Refusal
from server.core.rules import Points
from server.core.scheme import Aspect, Module, ResultRule, Scheme, SubCriterion
from server.core.text import Text
from server.services.submit import FLUSH_MAX, Submitter
from server.services.wire import command_json
from server.storage.chain import canonical
from server.storage.sql_ledger import SqlLedger

CUP, _EVENT, ROUND, _MODULE = CompetitionId("bench"), EventId("e"), RoundId("r"), ModuleId("m")
_NAME = Text("基准", "bench")
DESK = Actor("organiser", OfficialId("desk"))
Sheets = list[tuple[Actor, SubmitSheet]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Sheets a second, and how long one waited, in milliseconds."""

    per_second: float
    p50: float
    p99: float


def run(
    sheets: int = 2000,
    submitters: int = 40,
    aspects: int = 25,
    rounds: int = 3,
    folder: Path | None = None,
    as_json: bool = False,
) -> dict[str, dict[str, float] | float]:
    """
    Measure, print and return the medians of `rounds` turns, each way in each turn.

    `ratio` is group commit against one commit a sheet, with the same number of submitters at once; `of_floor`
    how many sheets group commit makes durable in the time of one raw flush.
    """
    turns: dict[str, list[Figures]] = {"floor": [], "one_commit": [], "group_commit": []}
    with tempfile.TemporaryDirectory(dir=folder) as inside:
        for turn in range(rounds):
            here = Path(inside) / str(turn)
            here.mkdir()
            prepared = sheets_of(sheets, submitters, aspects)
            turns["floor"].append(_floor(here, prepared))
            for name, flush_max in (("one_commit", 1), ("group_commit", FLUSH_MAX)):
                turns[name].append(asyncio.run(_submit(here / name, prepared, aspects, flush_max)))
    middle = {name: _median(figures) for name, figures in turns.items()}
    found: dict[str, dict[str, float] | float] = {name: asdict(one) for name, one in middle.items()}
    found["ratio"] = middle["group_commit"].per_second / middle["one_commit"].per_second
    found["of_floor"] = middle["group_commit"].per_second / middle["floor"].per_second
    _print(found, sheets, submitters, aspects, as_json)
    return found


def _print(
    found: dict[str, dict[str, float] | float], sheets: int, submitters: int, aspects: int, as_json: bool
) -> None:
    if as_json:
        print(json.dumps(found))
        return
    print(f"{sheets} sheets of {aspects} aspects, {submitters} submitters at once, synchronous=FULL:")
    print(f"  {'':<14}{'sheets/s':>10}{'p50 ms':>10}{'p99 ms':>10}")
    for name, figures in found.items():
        if isinstance(figures, dict):
            print(f"  {name:<14}{figures['per_second']:>10.0f}{figures['p50']:>10.2f}{figures['p99']:>10.2f}")
    print(
        f"  group commit is {found['ratio']:.1f} x one commit a sheet, {found['of_floor']:.1f} x raw flushes"
    )


def _median(figures: Sequence[Figures]) -> Figures:
    return Figures(
        median(one.per_second for one in figures),
        median(one.p50 for one in figures),
        median(one.p99 for one in figures),
    )


def _figures(took: list[float], whole: float) -> Figures:
    took.sort()
    return Figures(len(took) / whole, took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000)


def _floor(folder: Path, sheets: Sheets) -> Figures:
    """The same bytes, appended to a file with a flush each: what the disk takes with nothing around it."""
    bodies = [canonical(command_json(command)) for _, command in sheets[: min(len(sheets), 500)]]
    took = []
    with (folder / "floor").open("ab", buffering=0) as file:
        began = perf_counter()
        for body in bodies:
            at = perf_counter()
            file.write(body)
            os.fsync(file.fileno())
            took.append(perf_counter() - at)
        return _figures(took, perf_counter() - began)


async def _submit(file: Path, sheets: Sheets, aspects: int, flush_max: int) -> Figures:
    ids = count(1)
    ledger = await SqlLedger.open(file.with_suffix(".sqlite"), epoch="bench")
    submitter = await Submitter.start(
        ledger, now=lambda: time_ns() // 1_000_000, chance=lambda: "bench", flush_max=flush_max
    )
    try:
        for command in preparations(sheets, aspects):
            await _ask(submitter, ids, DESK, command)
        took: list[float] = []
        waiting = iter(sheets)
        panel = {actor.official for actor, _ in sheets}
        began = perf_counter()
        await asyncio.gather(*(_tablet(submitter, ids, waiting, took) for _ in panel))
        return _figures(took, perf_counter() - began)
    finally:
        await submitter.close()
        await ledger.close()


async def _tablet(
    submitter: Submitter, ids: Iterator[int], sheets: Iterator[tuple[Actor, SubmitSheet]], took: list[float]
) -> None:
    """Sends the next sheet as soon as the one before is acknowledged."""
    for actor, command in sheets:
        at = perf_counter()
        await _ask(submitter, ids, actor, command)
        took.append(perf_counter() - at)


async def _ask(submitter: Submitter, ids: Iterator[int], actor: Actor, command: Command) -> None:
    answer = await submitter.submit(CUP, CommandId(f"{next(ids):032x}"), command, actor)
    assert not isinstance(answer, Refusal), answer


def _scheme(aspects: int) -> Scheme:
    parts = tuple(Aspect(AspectId(f"a{n}"), _NAME, Decimal(4), Points()) for n in range(aspects))
    top = Decimal(4 * aspects)
    module = Module(_MODULE, _NAME, top, (SubCriterion("s", _NAME, parts),))
    return Scheme("bench", 1, _NAME, _NAME, "typical", "bench", top, ResultRule(), (module,))


def preparations(sheets: Sheets, aspects: int) -> list[Command]:
    """Everything before the first sheet."""
    judges = tuple(dict.fromkeys(actor.official for actor, _ in sheets))
    entries = sorted({command.code for _, command in sheets})
    return [
        CreateCompetition(_NAME),
        AddEvent(_EVENT, _NAME, _scheme(aspects)),
        RegisterEntries(
            _EVENT, tuple(Registration(EntryId(f"e{code}"), code, DelegationId("d")) for code in entries)
        ),
        AddRound(ROUND, _EVENT, _NAME),
        *(AddOfficial(judge) for judge in judges),
        MakeDraw(ROUND, "bench"),
        SetPanel(ROUND, _MODULE, judges),
        OpenRound(ROUND),
    ]


def sheets_of(sheets: int, judges: int, aspects: int) -> Sheets:
    """One sheet of each judge for each entry, in the order in which a hall would send them."""
    chance = Random(1)
    entries = -(-sheets // judges)
    codes = [drawn.code for drawn in draw("bench", [EntryId(f"e{n}") for n in range(entries)])]
    return [
        (
            Actor("judge", OfficialId(f"j{judge}")),
            SubmitSheet(ROUND, _MODULE, code, _marks(chance, aspects)),
        )
        for code in codes
        for judge in range(judges)
    ][:sheets]


def _marks(chance: Random, aspects: int) -> Marks:
    return {
        AspectId(f"a{n}"): {FieldId("points"): f"{chance.randrange(0, 9) / 2:.1f}"} for n in range(aspects)
    }
