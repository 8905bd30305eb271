"""What one mark costs until the standings are right again, and how that grows with the field; beside floors.

Everything is measured through what the server runs: `LiveCompetition` folds facts, `LiveRound` keeps the standings.
"""

from __future__ import annotations

import json
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from math import log
from random import Random
from statistics import median
from time import thread_time_ns
from typing import NamedTuple

from server.bench.fanout_line import resident_bytes
from server.bench.standings_field import MODULE, ROUND, Field, bytes_of
from server.core.facts_sheet import Marks
from server.core.field import sheets_of
from server.core.results import result_of
from server.core.standings import Ranking, rank

MIB = 1024 * 1024
SIZES = (100, 1_000, 20_000)
FIGURES = {
    "mark": "one mark, whole",
    "mark_p99": "  its slowest hundredth",
    "result": "  the entry's result",
    "result_floor": "  floor: its marks added up",
    "rank": "  its place",
    "rank_floor": "  floor: one number in a list",
    "look": "all standings looked at",
    "rank_all": "ranked from nothing",
    "rank_all_floor": "  floor: as many keys sorted",
    "rebuild": "rebuilt from all facts",
    "rebuild_floor": "  floor: all added up, sorted",
    "memory": "memory of the competition",
    "memory_floor": "  floor: a pointer per mark",
}
"""Times in µs of the processor, memory in bytes."""

Figures = dict[str, float]
Told = Callable[[str], None]


class Report(NamedTuple):
    """The figures of each size, by number of entries, and how they grow from one size to the next."""

    aspects: int
    judges: int
    figures: dict[int, Figures]
    growth: dict[str, list[float]]

    def text(self) -> str:
        """For people."""
        sizes = list(self.figures)
        head = f"{self.aspects} aspects x {self.judges} judges; grows as entries to the power of"
        lines = [f"{head:>{32 + 13 * len(sizes) + 8 * (len(sizes) - 1)}}"] if len(sizes) > 1 else []
        lines.append(f"{'entries':<32}" + "".join(f"{size:>13,}" for size in sizes))
        for name, title in FIGURES.items():
            values = "".join(f"{_shown(name, self.figures[size][name]):>13}" for size in sizes)
            lines.append(f"{title:<32}{values}" + "".join(f"{slope:>8.2f}" for slope in self.growth[name]))
        resident = self.figures[sizes[-1]]["resident"]
        lines.append(f"{'the whole process afterwards':<32}{_shown('memory', resident):>13}")
        return "\n".join(lines)


def run(
    sizes: Sequence[int] = SIZES,
    aspects: int = 60,
    judges: int = 5,
    marks: int = 400,
    as_json: bool = False,
    told: Told = lambda doing: None,
) -> Report:
    """
    Print and return the figures of each size.

    :param told: hears what is being done: the largest size takes minutes
    """
    figures = {size: _measure(size, aspects, judges, marks, told) for size in sizes}
    growth = {name: [_slope(name, *pair) for pair in pairwise(figures.items())] for name in FIGURES}
    report = Report(aspects, judges, figures, growth)
    print(json.dumps(report._asdict()) if as_json else report.text())
    return report


def _measure(entries: int, aspects: int, judges: int, marks: int, told: Told) -> Figures:
    told(f"{entries} entries: making {entries * aspects * judges} marks")
    field = Field(entries, aspects, judges)
    facts = list(field.facts())
    told(f"{entries} entries: folding them")
    watch = _Watch()
    watch.start()
    field.take(facts)
    field.live.rounds[ROUND].standings()
    watch.lap("rebuild")
    facts.clear()
    told(f"{entries} entries: {marks} marks, one by one")
    found = _one_mark(field, marks) | _all(field)
    told(f"{entries} entries: counting memory")
    memory = {"memory": bytes_of(field.live), "memory_floor": 8 * entries * aspects * judges}
    floor = found["result_floor"] * entries + found["rank_all_floor"]
    rebuild = {"rebuild": watch.laps["rebuild"][0], "rebuild_floor": floor}
    return found | rebuild | memory | {"resident": resident_bytes()}


def _one_mark(field: Field, marks: int) -> Figures:
    """Medians over sheets that come in by lot: each folded whole, then the two main parts of that on their own."""
    round_ = field.state.rounds[ROUND]
    ranking = Ranking(field.scheme, field.live.rounds[ROUND].results())
    random = Random(3)
    numbers = sorted(random.sample(range(10**9), len(field.entries)))
    watch = _Watch()
    for _ in range(marks):
        entry, fact = field.correction()
        watch.start()
        field.take([fact])
        watch.lap("mark")
        sheets = sheets_of(field.scheme, round_, entry)
        result = result_of(field.scheme, sheets, round_.panels)
        watch.lap("result")
        ranking.put({entry: result})
        ranking.standing(entry)
        watch.lap("rank")
        old, new = random.choice(numbers), random.randrange(10**9)
        watch.start()
        del numbers[bisect_left(numbers, old)]
        insort(numbers, new)
        watch.lap("rank_floor")
        _added(sheets[MODULE].values())
        watch.lap("result_floor")
    return {name: median(taken) for name, taken in watch.laps.items()} | {
        "mark_p99": sorted(watch.laps["mark"])[marks * 99 // 100]
    }


def _all(field: Field) -> Figures:
    """What grows with the field, because it is a whole list: asked for when somebody looks."""
    live, watch = field.live.rounds[ROUND], _Watch()
    results = dict(live.results())
    keys = [(result.total, entry) for entry, result in results.items()]
    for _ in range(5):
        field.take([field.correction()[1]])
        watch.start()
        live.view()
        watch.lap("look")
        rank(field.scheme, results)
        watch.lap("rank_all")
        Random(3).shuffle(keys)
        watch.start()
        sorted(keys)
        watch.lap("rank_all_floor")
    return {name: median(taken) for name, taken in watch.laps.items()}


def _added(sheets: Iterable[Marks]) -> Decimal:
    """What nobody can do without: every number of an entry's sheets read and added to the others."""
    return sum(
        (Decimal(text) for marks in sheets for mark in marks.values() for text in mark.values()), Decimal()
    )


class _Watch:
    """Processor time of this thread between laps, in µs, by name."""

    def __init__(self) -> None:
        self.laps: dict[str, list[float]] = {}
        self._last = 0

    def start(self) -> None:
        """What came before is not counted."""
        self._last = thread_time_ns()

    def lap(self, name: str) -> None:
        """Since the start or the lap before."""
        now = thread_time_ns()
        self.laps.setdefault(name, []).append((now - self._last) / 1000)
        self._last = thread_time_ns()


def _slope(name: str, one: tuple[int, Figures], other: tuple[int, Figures]) -> float:
    """The power of the number of entries by which a figure grew: 0 not at all, 1 in proportion."""
    (few, before), (many, after) = one, other
    return log(after[name] / before[name]) / log(many / few)


def _shown(name: str, value: float) -> str:
    if name.startswith("memory"):
        return f"{value / MIB:,.1f} MiB"
    return f"{value:,.1f} µs" if value < 10_000 else f"{value / 1000:,.0f} ms"
