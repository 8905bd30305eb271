"""Who would get which award, once more: the field, the conditions, each kind of rule. Reasons and money are not reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from server.core.award_table import (
    Award,
    AwardId,
    AwardTable,
    Follows,
    Level,
    Need,
    Series,
    Step,
    Threshold,
    Windows,
)
from server.core.facts_awards import Contest
from server.core.ids import EntryId


@dataclass(frozen=True)
class Runner:
    """An entry: its rank, its figure (total or place on a scale), and points by module and sub-criterion."""

    entry: EntryId
    rank: int | None
    figure: Fraction | None
    parts: Mapping[str, Fraction]


@dataclass(frozen=True)
class Event:
    """What is known of the event: entries registered and started, level, persons or teams, whether low figures win."""

    registered: int
    started: int
    level: Level | None
    contest: Contest
    low_wins: bool


Pair = tuple[EntryId, AwardId]


def proposal(table: AwardTable, runners: Sequence[Runner], event: Event) -> tuple[set[Pair], set[Pair]]:
    """Who gets what, and who might have what a person has to decide."""
    size = {
        "registered": event.registered,
        "started": event.started,
        "ranked": sum(one.rank is not None for one in runners),
    }[table.counted]
    closed = _closed(table, size, event)
    able = [
        one
        for one in runners
        if one.rank is not None and all(_met(need, one, size, event) for need in table.eligible)
    ]
    ranks = {one.entry: 1 + sum((other.rank or 0) < (one.rank or 0) for other in able) for one in able}
    given: set[Pair] = set()
    undecided: set[Pair] = set()
    for rule in table.rules:
        if isinstance(rule, Series):
            named, left_open = _series(rule, ranks, size)
            undecided |= {pair for pair in left_open if pair[1] not in closed}
        elif isinstance(rule, Windows):
            named = _windows(rule, able, low_wins=event.low_wins)
        elif isinstance(rule, Threshold):
            without = [one for one in able if all(one.entry != entry for entry, _ in given)]
            named = {
                (one.entry, rule.award) for one in without if _reaches(rule, one, low_wins=event.low_wins)
            }
        else:
            named = _follows(rule, ranks, given)
        for entry, award in named:
            runner = next(one for one in able if one.entry == entry)
            whole = next(one for one in table.awards if one.id == award)
            if award not in closed and all(_met(need, runner, size, event) for need in whole.needs):
                given.add((entry, award))
    return given, undecided


def _closed(table: AwardTable, size: int, event: Event) -> set[AwardId]:
    """Awards not given at all: the field is too small, or a condition on the event is not met."""
    small = [one for one in table.small_fields if size <= one.at_most]
    narrow = min(small, key=lambda one: one.at_most) if small else None
    return {
        award.id
        for award in table.awards
        if (narrow is not None and award.id not in narrow.awards) or _shut(award, size, event)
    }


def _shut(award: Award, size: int, event: Event) -> bool:
    return any(need.need != "points" and not _met(need, None, size, event) for need in award.needs)


def _met(need: Need, one: Runner | None, size: int, event: Event) -> bool:
    """Whether a condition is met. Who held an award before is not known here: a person looks at that."""
    if need.need == "entries":
        return size >= need.count
    if need.need == "level":
        return event.level in need.levels
    if need.need == "kind":
        return event.contest == need.kind
    if need.need == "points" and one is not None:
        there = one.parts.get(need.of) if need.of else one.figure
        return there is not None and there >= Fraction(need.minimum)
    return True


def _series(rule: Series, ranks: Mapping[EntryId, int], size: int) -> tuple[set[Pair], set[Pair]]:
    given: set[Pair] = set()
    left_open: set[Pair] = set()
    waiting = sorted(set(ranks.values()))
    start = 0
    for step in rule.steps:
        end = _end(step, start, size)
        reached = start
        while waiting and waiting[0] <= end:
            equals = [entry for entry, rank in ranks.items() if rank == waiting[0]]
            last = waiting[0] + len(equals) - 1
            if last > end and rule.ties == "none":
                break
            waiting, reached = waiting[1:], last
            into = left_open if last > end and rule.ties == "decide" else given
            into |= {(entry, step.award) for entry in equals}
        start = max(end, reached) if rule.ties == "all_in" else end
    return given, left_open


def _end(step: Step, start: int, size: int) -> int:
    """The last place of a step."""
    if step.places is not None:
        return start + step.places
    percent = step.share if step.share is not None else step.up_to
    assert percent is not None, "a step has one of three sizes"
    exact = Fraction(percent) * size / 100
    whole = {"floor": floor(exact), "ceiling": ceil(exact), "nearest": floor(exact + Fraction(1, 2))}[
        step.rounding
    ]
    return start + whole if step.share is not None else max(start, whole)


def _windows(rule: Windows, able: Sequence[Runner], *, low_wins: bool) -> set[Pair]:
    """Groups of near equals from the top; each entry's distance is measured from the first of its group."""
    # Better ones are smaller here, whichever way the event goes.
    field = sorted(
        ((one.figure if low_wins else -one.figure), one.entry) for one in able if one.figure is not None
    )
    given: set[Pair] = set()

    def group(award: AwardId, near: Fraction | None = None) -> list[tuple[Fraction, EntryId]]:
        nonlocal field
        first = field[0][0] if near is None and field else near
        if first is None:
            return []
        taken = [one for one in field if one[0] - first <= Fraction(rule.window)]
        field = field[len(taken) :]
        given.update((entry, award) for _, entry in taken)
        return taken

    golds = group(rule.gold)
    if len(golds) >= 3:
        group(rule.bronze, near=golds[-1][0])
    elif len(golds) == 2 or len(group(rule.silver)) == 1:
        group(rule.bronze)
    return given


def _reaches(rule: Threshold, one: Runner, *, low_wins: bool) -> bool:
    if one.figure is None:
        return False
    least = Fraction(rule.minimum)
    return one.figure <= least if low_wins else one.figure >= least


def _follows(rule: Follows, ranks: Mapping[EntryId, int], given: set[Pair]) -> set[Pair]:
    named = {(entry, rule.award) for entry in ranks if any((entry, award) in given for award in rule.of)}
    if rule.last is not None:
        first = 1 if rule.first is None else rule.first
        named |= {(entry, rule.award) for entry, rank in ranks.items() if first <= rank <= rule.last}
    return named
