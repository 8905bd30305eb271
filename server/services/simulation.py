"""A scheme tried out with made-up marks: how often ties remain, which aspects decide nothing, how far the maximum is reached.

Where the marks come from is the caller's affair; what is said here is exact about them and a guess about a real field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from server.core.facts_sheet import Marks
from server.core.field import SheetsOf, compared, given_of
from server.core.ids import AspectId, EntryId, EventId, ModuleId, OfficialId, RoundId
from server.core.results import Result, result_of
from server.core.round import Round
from server.core.rules import Veto
from server.core.scheme import Aspect, Module, Scheme
from server.core.standings import rank

Panels = dict[ModuleId, tuple[OfficialId, ...]]
Field = Callable[[Scheme, Panels, int, Random], list[SheetsOf]]
"""Makes the sheets of so many entries for one run; only the random source may decide what they are."""

LOOKED_MAX = 50
"""In so many runs at most it is tried whether an aspect decides anything: each try ranks the whole field again."""
TOP = 3


@dataclass(slots=True)
class Level:
    """How much is still tied after the total and so many tie-breaks."""

    runs: int = 0
    """Runs in which anybody was tied."""
    entries: int = 0
    """Entries that were tied, in all runs."""
    top: int = 0
    """Runs with a tie that touches the first three ranks."""


@dataclass(slots=True)
class AspectSeen:
    """What one aspect did. `decided` is None where it was never tried: a veto, or marks that were all the same."""

    module: Module
    aspect: Aspect
    values: set[object] = field(default_factory=set)
    full: int = 0
    results: int = 0
    decided: bool | None = None

    @property
    def constant(self) -> bool:
        """Whether everybody had the same, always."""
        return len(self.values) <= 1

    @property
    def idle(self) -> bool:
        """Whether it made no difference to any rank, though it is meant to; a veto is rare by its nature."""
        return not isinstance(self.aspect.rule, Veto) and not self.decided


@dataclass(slots=True)
class Simulated:
    """What all runs together say; `levels` begins with the total and has one more for each tie-break."""

    scheme: Scheme
    entries: int
    seed: int
    levels: list[Level]
    aspects: dict[AspectId, AspectSeen]
    runs: int = 0
    looked: int = 0
    totals: list[Decimal] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)

    def idle(self) -> list[AspectSeen]:
        """The aspects that decided nothing."""
        return [one for one in self.aspects.values() if one.idle]

    def at_max(self) -> int:
        """Results that reached the scheme's maximum."""
        return sum(total == self.scheme.max for total in self.totals)

    def quantile(self, part: int) -> Decimal | None:
        """The total below which `part` percent of the results lie; 0 is the lowest, 100 the highest."""
        ordered = sorted(self.totals)
        return ordered[(len(ordered) - 1) * part // 100] if ordered else None


def simulate(
    scheme: Scheme, made: Field, *, entries: int = 40, runs: int = 500, seed: int = 1
) -> Iterator[Simulated]:
    """Run by run the same object, which knows more each time; the same seed gives the same figures everywhere."""
    panels: Panels = {
        module.id: tuple(OfficialId(f"judge-{n}") for n in range(1, module.panel_size + 1))
        for module in scheme.modules
    }
    found = Simulated(
        scheme=scheme,
        entries=entries,
        seed=seed,
        levels=[Level() for _ in range(len(scheme.tie_breaks) + 1)],
        aspects={a.id: AspectSeen(m, a) for m in scheme.modules for a in m.aspects()},
    )
    for number in range(runs):
        made_up = made(scheme, panels, entries, Random(f"{seed}/{number}"))
        sheets = {EntryId(f"{n:05d}"): one for n, one in enumerate(made_up, 1)}
        _take(found, _round(scheme, panels, sheets, Random(f"{seed}/{number}/difficulty")), sheets)
        yield found


def _round(scheme: Scheme, panels: Panels, entries: Iterable[EntryId], random: Random) -> Round:
    """A round of these panels, in which every entry has declared a difficulty where the scheme asks for one."""
    round_ = Round(RoundId("run"), EventId("event"), scheme.title, "live", "name", panels={**panels})
    for entry in entries:
        for module in scheme.modules:
            if (rule := module.difficulty) is not None:
                steps = int((rule.high - rule.low) / rule.step)
                round_.difficulties[entry, module.id] = rule.low + random.randint(0, steps) * rule.step
    return round_


def _take(found: Simulated, round_: Round, sheets: dict[EntryId, SheetsOf]) -> None:
    results = _results(found.scheme, round_, sheets)
    found.runs += 1
    found.totals += [result.total for result in results.values() if result.total is not None]
    found.states.update(result.state for result in results.values())
    for depth, level in enumerate(found.levels):
        _count_ties(level, [result.key[: depth + 2] for result in results.values() if result.ranked])
    for seen in found.aspects.values():
        values = [result.modules[seen.module.id].aspects[seen.aspect.id] for result in results.values()]
        seen.values.update(values if len(seen.values) <= 1 else ())
        seen.full += sum(value == seen.aspect.max for value in values)
        seen.results += len(values)
    if found.looked < LOOKED_MAX:
        found.looked += 1
        _look(found, round_, sheets, results)


def _count_ties(level: Level, keys: Sequence[tuple[object, ...]]) -> None:
    many = Counter(keys)
    tied = sum(count for count in many.values() if count > 1)
    level.entries += tied
    level.runs += tied > 0
    level.top += any(many[key] > 1 for key in sorted(keys)[:TOP])


def _look(
    found: Simulated, round_: Round, sheets: dict[EntryId, SheetsOf], results: dict[EntryId, Result]
) -> None:
    """Whether the ranks are others when everybody has the same mark in one aspect: then it decided something."""
    as_is = _ranks(found.scheme, results)
    for seen in found.aspects.values():
        if seen.decided or isinstance(seen.aspect.rule, Veto):
            continue
        levelled = _levelled(sheets, seen.module.id, seen.aspect.id)
        if levelled != sheets:
            seen.decided = _ranks(found.scheme, _results(found.scheme, round_, levelled)) != as_is


def _levelled(sheets: dict[EntryId, SheetsOf], module: ModuleId, aspect: AspectId) -> dict[EntryId, SheetsOf]:
    first = next(iter(sheets.values()))[module]

    def same(of: SheetsOf) -> SheetsOf:
        there: dict[OfficialId, Marks] = {
            judge: {**marks, aspect: first[judge][aspect]} for judge, marks in of[module].items()
        }
        return of | {module: there}

    return {entry: same(of) for entry, of in sheets.items()}


def _results(scheme: Scheme, round_: Round, sheets: dict[EntryId, SheetsOf]) -> dict[EntryId, Result]:
    relations = compared(scheme, round_, sheets)
    return {
        entry: result_of(scheme, there, round_.panels, given_of(round_, entry, relations))
        for entry, there in sheets.items()
    }


def _ranks(scheme: Scheme, results: dict[EntryId, Result]) -> dict[EntryId, int | None]:
    return {one.entry: one.rank for one in rank(scheme, results)}
