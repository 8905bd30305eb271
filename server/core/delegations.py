"""Tables of delegations over many events: rank points, award points, medals, means on a scale. No event is ranked here.

A team is one result, though all its members stand behind it: `people` is how many heads it counts in a mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from server.core.award_table import AwardId
from server.core.delegation_table import DelegationRule
from server.core.exact import exact_sum
from server.core.ids import DelegationId, EntryId, EventId
from server.core.places import better_ranks, places
from server.core.rank_points import points_of


class Line(NamedTuple):
    """
    One entry's result in an event, as the table sees it.

    `scale` is its place on the event's scale, `total` the result itself where totals of events can be added up.
    """

    event: EventId
    entry: EntryId
    delegation: DelegationId
    rank: int | None
    awards: tuple[AwardId, ...] = ()
    scale: Decimal | None = None
    people: int = 1
    total: Decimal | None = None


class Counted(NamedTuple):
    """What one line gave to its delegation; `counts` says whether it is among the best of its event."""

    line: Line
    value: Fraction
    counts: bool


@dataclass(frozen=True, slots=True)
class DelegationStanding:
    """A delegation's place. `value` is the published figure; `counted` is where it comes from, line by line."""

    delegation: DelegationId
    rank: int
    shared: bool
    value: Decimal
    exact: Fraction
    medals: Mapping[AwardId, int]
    people: int
    counted: tuple[Counted, ...]


def standings(
    rule: DelegationRule, lines: Sequence[Line], awards: Mapping[AwardId, Decimal] | None = None
) -> list[DelegationStanding]:
    """
    The table; the order of the lines has no say. The published figure is what ranks, its ties what is exact.

    :param awards: what each award counts
    """
    values = _values(rule, lines, awards or {})
    of: dict[DelegationId, list[Line]] = {}
    for line in lines:
        of.setdefault(line.delegation, []).append(line)
    drafts = {id_: _draft(rule, id_, some, values) for id_, some in of.items()}
    keys = {id_: _key(rule, draft) for id_, draft in drafts.items()}
    placed = places(keys)
    found = [
        replace(draft, rank=placed[id_].rank, shared=placed[id_].shared) for id_, draft in drafts.items()
    ]
    return sorted(found, key=lambda one: (one.rank, one.delegation))


def best_overall(lines: Sequence[Line]) -> list[Line]:
    """The best on the scale of all events and delegations (Albert Vidal award); equals are all named."""
    placed = [line for line in lines if line.scale is not None]
    top = max((line.scale or Decimal(0) for line in placed), default=None)
    return sorted((line for line in placed if line.scale == top), key=lambda line: (line.event, line.entry))


def best_of_each(lines: Sequence[Line]) -> dict[DelegationId, list[Line]]:
    """Each delegation's best on the scale, over all events (Best of Nation); equals are all named."""
    found: dict[DelegationId, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.event, line.entry)):
        if line.scale is None:
            continue
        best = found.setdefault(line.delegation, [])
        top = best[0].scale if best else None
        if top is None or line.scale > top:
            found[line.delegation] = [line]
        elif line.scale == top:
            best.append(line)
    return found


def _values(
    rule: DelegationRule, lines: Sequence[Line], awards: Mapping[AwardId, Decimal]
) -> dict[tuple[EventId, EntryId], Fraction]:
    return {(line.event, line.entry): _value(rule, line, lines, awards) for line in lines}


def _value(
    rule: DelegationRule, line: Line, lines: Sequence[Line], awards: Mapping[AwardId, Decimal]
) -> Fraction:
    match rule.of:
        case "rank_points":
            return _rank_points(rule, line, lines)
        case "award_points":
            return exact_sum(Fraction(awards.get(award, Decimal(0))) for award in line.awards)
        case "medals":
            return Fraction(sum(award in rule.medals for award in line.awards))
        case "scale":
            return Fraction(line.scale or 0)
        case "total":
            return Fraction(line.total or 0)


def _rank_points(rule: DelegationRule, line: Line, lines: Sequence[Line]) -> Fraction:
    if line.rank is None:
        return Fraction(0)
    if rule.shared == "full":
        return points_of(rule.points, line.rank)
    tied = sum(other.event == line.event and other.rank == line.rank for other in lines)
    return exact_sum(points_of(rule.points, line.rank + n) for n in range(tied)) / tied


def _draft(
    rule: DelegationRule,
    id_: DelegationId,
    lines: Sequence[Line],
    values: Mapping[tuple[EventId, EntryId], Fraction],
) -> DelegationStanding:
    counted = _counted(rule, lines, values)
    # A team's result stands for each of its members where a mean is taken over people.
    heads = rule.take == "mean"
    total = exact_sum(one.value * (one.line.people if heads else 1) for one in counted if one.counts)
    people = sum(one.line.people for one in counted if one.counts)
    exact = total / people if heads else total
    medals = {award: sum(award in line.awards for line in lines) for award in rule.medals}
    return DelegationStanding(
        id_, 0, False, rule.rounding.apply(exact), exact, medals, people, tuple(counted)
    )


def _counted(
    rule: DelegationRule, lines: Sequence[Line], values: Mapping[tuple[EventId, EntryId], Fraction]
) -> list[Counted]:
    best: dict[EventId, int] = {}
    found = []
    last = max((line.rank or 0 for line in lines), default=0) + 1
    # Among equal figures the better rank counts: it may decide between equal delegations.
    for line in sorted(
        lines, key=lambda one: (one.event, -values[one.event, one.entry], one.rank or last, one.entry)
    ):
        best[line.event] = best.get(line.event, 0) + 1
        counts = rule.best_of_event is None or best[line.event] <= rule.best_of_event
        found.append(Counted(line, values[line.event, line.entry], counts))
    return found


def _key(rule: DelegationRule, one: DelegationStanding) -> tuple[object, ...]:
    by_medals = tuple(-one.medals[award] for award in rule.medals)
    if rule.of == "medals":
        return by_medals
    if rule.ties == "medals":
        return (-one.value, *by_medals)
    if rule.ties == "ranks":
        return (-one.value, better_ranks(each.line.rank for each in one.counted if each.counts))
    return (-one.value,)
