"""How long one mark takes until the standings are right again, and how that grows; against sorting ready keys."""

import json
from collections.abc import Callable
from decimal import Decimal
from random import Random
from statistics import median
from time import thread_time_ns

from server.core.facts import Marks
from server.core.ids import AspectId, EntryId, FieldId, ModuleId, OfficialId
from server.core.results import Result, result_of
from server.core.scheme import (
    Aspect,
    Judgement,
    Module,
    PanelRule,
    Points,
    ResultRule,
    Scheme,
    SubCriterion,
    Text,
    TieBreak,
)
from server.core.standings import rank

_NAME = Text("基准", "bench")
_MODULE = ModuleId("bench")
Sheets = dict[OfficialId, Marks]


def run(
    entries: int = 120,
    aspects: int = 25,
    judges: int = 5,
    marks: int = 400,
    growth: tuple[int, ...] = (100, 1000),
    as_json: bool = False,
) -> dict[str, float]:
    """Microseconds of processor time, printed and returned: a new mark's result, the ranking, both; the floor."""
    found = _one_mark(entries, aspects, judges, marks)
    lines = [f"one mark, {entries} entries x {aspects} aspects x {judges} judges, {marks} times:"]
    lines += [f"  {name:<12}{figure:>10.1f} µs" for name, figure in found.items()]
    for many in growth:
        ranked, floor = _ranking(many)
        lines.append(f"ranking {many} entries: {ranked:.1f} µs; sorting as many ready keys: {floor:.1f} µs")
        found |= {f"rank_{many}": ranked, f"floor_{many}": floor}
    print(json.dumps(found) if as_json else "\n".join(lines))
    return found


def _one_mark(entries: int, aspects: int, judges: int, marks: int) -> dict[str, float]:
    """Medians, and for both together also the fastest and the slowest hundredth: other work on the machine shows."""
    random = Random(1)
    scheme = _scheme(aspects, judges)
    panel = {_MODULE: tuple(OfficialId(f"j{n}") for n in range(judges))}
    sheets = {EntryId(f"e{n:04}"): _sheets(scheme, judges, random) for n in range(entries)}
    results = {entry: result_of(scheme, {_MODULE: there}, panel) for entry, there in sheets.items()}
    computing, ranking = [], []
    for _ in range(marks):
        entry, judge = random.choice(list(sheets)), random.choice(panel[_MODULE])
        sheets[entry] = sheets[entry] | {judge: _sheet(scheme, random)}
        began = thread_time_ns()
        results[entry] = result_of(scheme, {_MODULE: sheets[entry]}, panel)
        between = thread_time_ns()
        rank(scheme, results)
        ended = thread_time_ns()
        computing.append(between - began)
        ranking.append(ended - between)
    both = sorted(one + other for one, other in zip(computing, ranking, strict=True))
    return {
        "result": median(computing) / 1000,
        "rank": median(ranking) / 1000,
        "both": median(both) / 1000,
        "both_p01": both[len(both) // 100] / 1000,
        "both_p99": both[len(both) * 99 // 100] / 1000,
        "floor": _timed(_sorting(results)),
    }


def _ranking(entries: int) -> tuple[float, float]:
    """Ranking alone, of entries judged on few aspects so that they are made quickly, and its floor."""
    random = Random(2)
    scheme = _scheme(10, 1)
    panel = {_MODULE: (OfficialId("j0"),)}
    results = {
        EntryId(f"e{n:04}"): result_of(scheme, {_MODULE: _sheets(scheme, 1, random)}, panel)
        for n in range(entries)
    }
    return _timed(lambda: rank(scheme, results)), _timed(_sorting(results))


def _sorting(results: dict[EntryId, Result]) -> Callable[[], object]:
    """The floor: what nobody can do without, on keys that are ready and in no order."""
    keys = [(result.total, entry) for entry, result in results.items()]
    Random(3).shuffle(keys)
    return lambda: sorted(keys)


def _timed(work: Callable[[], object], times: int = 100) -> float:
    taken = []
    for _ in range(times):
        began = thread_time_ns()
        work()
        taken.append(thread_time_ns() - began)
    return median(taken) / 1000


def _scheme(aspects: int, judges: int) -> Scheme:
    """Judged throughout by a panel whose extremes are dropped: the most work a mark can make."""
    level = Judgement((_NAME,) * 4)
    some = tuple(
        Aspect(AspectId(f"a{n}"), _NAME, Decimal(4), level if n % 2 else Points()) for n in range(aspects)
    )
    rule = PanelRule("trimmed_mean") if judges > 2 else PanelRule()
    top = Decimal(4 * aspects)
    subs = tuple(SubCriterion(f"s{n}", _NAME, some[n : n + 5]) for n in range(0, aspects, 5))
    module = Module(_MODULE, _NAME, top, subs, Decimal(100), panel=rule, panel_size=judges)
    ties = (TieBreak("sub_criterion", "s0", "high"), TieBreak("aspect", "a1", "high"))
    return Scheme(
        "bench", 1, _NAME, _NAME, "typical", "-", Decimal(100), ResultRule(), (module,), tie_breaks=ties
    )


def _sheets(scheme: Scheme, judges: int, random: Random) -> Sheets:
    return {OfficialId(f"j{n}"): _sheet(scheme, random) for n in range(judges)}


def _sheet(scheme: Scheme, random: Random) -> Marks:
    level, points = FieldId("level"), FieldId("points")
    return {
        aspect.id: {level: str(random.randrange(4))}
        if isinstance(aspect.rule, Judgement)
        else {points: f"{random.randrange(9) / 2}"}
        for aspect in scheme.modules[0].aspects()
    }
