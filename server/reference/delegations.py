"""A table of delegations once more: every line's figure, the best of each event, the sum or mean, the places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from server.core.award_table import AwardId
from server.core.delegation_table import DelegationTable
from server.core.ids import DelegationId, EntryId, EventId
from server.core.scales import MedianScale, ShareOf, TScore
from server.reference.numbers import ZERO, mean, middle, rounded
from server.reference.teams import place_points


@dataclass(frozen=True)
class Listed:
    """One entry of a published list; `total` is the published figure, None where it has no rank."""

    entry: EntryId
    delegation: DelegationId
    rank: int | None
    total: Fraction | None
    awards: tuple[AwardId, ...]


@dataclass(frozen=True)
class Results:
    """An event's published list, and how its results are read."""

    event: EventId
    low_wins: bool
    points: bool
    most: Fraction | None
    lines: Sequence[Listed]


@dataclass(frozen=True)
class _Line:
    event: EventId
    of: DelegationId
    rank: int | None
    awards: tuple[AwardId, ...]
    figure: Fraction
    people: int


@dataclass(frozen=True)
class DelegationPlace:
    """A delegation's published figure and its rank."""

    value: Fraction
    rank: int


def delegation_places(
    table: DelegationTable, lists: Sequence[Results], points: Mapping[AwardId, Fraction]
) -> dict[DelegationId, DelegationPlace]:
    """
    Every delegation of which something counts.

    :param points: what each confirmed award counts
    """
    medals = list(table.rule.medals)
    if not medals and (table.rule.of == "medals" or table.rule.ties == "medals"):
        medals = sorted(points, key=lambda award: (-points[award], award))
    lines = [
        line
        for one in lists
        if not table.events or one.event in table.events
        for line in _lines(table, one, points, medals)
    ]
    keys, values = {}, {}
    for delegation in {line.of for line in lines}:
        own = [line for line in lines if line.of == delegation]
        counted = _best_of_each(table, own)
        values[delegation] = _value(table, counted)
        keys[delegation] = _key(table, values[delegation], own, counted, medals, lines)
    return {
        one: DelegationPlace(values[one], 1 + sum(keys[other] < keys[one] for other in keys)) for one in keys
    }


def _lines(
    table: DelegationTable, of: Results, points: Mapping[AwardId, Fraction], medals: Sequence[AwardId]
) -> list[_Line]:
    rule = table.rule
    people = next((heads.people for heads in table.people if heads.event == of.event), 1)
    on_scale = scaled(table.scale, of)
    found = []
    for one in of.lines:
        if rule.of == "scale":
            figure = on_scale.get(one.entry)
        elif rule.of == "total":
            figure = one.total if of.points and not of.low_wins else None
        elif rule.of == "rank_points":
            figure = _place_points(table, of, one)
        elif rule.of == "award_points":
            figure = sum((points.get(award, ZERO) for award in one.awards), ZERO)
        else:
            figure = Fraction(sum(award in medals for award in one.awards))
        if figure is not None:
            found.append(_Line(of.event, one.delegation, one.rank, one.awards, figure, people))
    return found


def _place_points(table: DelegationTable, of: Results, one: Listed) -> Fraction:
    steps = table.rule.points
    if one.rank is None or table.rule.shared == "full":
        return place_points(steps, one.rank)
    equal = sum(other.rank == one.rank for other in of.lines)
    return mean([place_points(steps, one.rank + n) for n in range(equal)])


def _best_of_each(table: DelegationTable, own: Sequence[_Line]) -> list[_Line]:
    """The best so many of each event; which of two equal figures it is does not matter, as their ranks are equal too."""
    if table.rule.best_of_event is None:
        return list(own)
    found: list[_Line] = []
    for event in {line.event for line in own}:
        there = sorted(
            (line for line in own if line.event == event), key=lambda line: (-line.figure, line.rank or 10**9)
        )
        found += there[: table.rule.best_of_event]
    return found


def _value(table: DelegationTable, counted: Sequence[_Line]) -> Fraction:
    if table.rule.take == "sum":
        return rounded(sum((line.figure for line in counted), ZERO), table.rule.rounding)
    heads = sum(line.people for line in counted)
    whole = sum((line.figure * line.people for line in counted), ZERO)
    return rounded(whole / heads if heads else whole, table.rule.rounding)


def _key(
    table: DelegationTable,
    value: Fraction,
    own: Sequence[_Line],
    counted: Sequence[_Line],
    medals: Sequence[AwardId],
    lines: Sequence[_Line],
) -> list[Fraction]:
    """Figures of which the smaller stand before the others."""
    held = [Fraction(-sum(award in line.awards for line in own)) for award in medals]
    if table.rule.of == "medals":
        return held
    if table.rule.ties == "medals":
        return [-value, *held]
    if table.rule.ties == "ranks":
        worst = max((line.rank or 0 for line in lines), default=0)
        ranks = [line.rank for line in counted]
        return [-value, *(Fraction(-ranks.count(n)) for n in range(1, worst + 1))]
    return [-value]


def scaled(scale: MedianScale | ShareOf | TScore, of: Results) -> dict[EntryId, Fraction]:
    """Where each result stands on a scale."""
    totals = {one.entry: one.total for one in of.lines if one.total is not None}
    if not totals:
        return {}
    if scale.by == "share":
        return _shares(scale, of, totals)
    return _by_median(scale, of, totals) if scale.by == "median" else _t_scores(scale, of, totals)


def _shares(scale: ShareOf, of: Results, totals: Mapping[EntryId, Fraction]) -> dict[EntryId, Fraction]:
    best = min(totals.values()) if of.low_wins else max(totals.values())
    whole = of.most if scale.of == "max" and of.most is not None else best
    found = {}
    for entry, mark in totals.items():
        over, under = (whole, mark) if of.low_wins else (mark, whole)
        # Nought of nought: the best where the low ones win, nothing where the high ones do.
        share = over / under if under else Fraction(1 if of.low_wins else 0)
        found[entry] = rounded(Fraction(scale.full) * share, scale.rounding)
    return found


def _by_median(
    scale: MedianScale, of: Results, totals: Mapping[EntryId, Fraction]
) -> dict[EntryId, Fraction]:
    marks = list(totals.values())
    centre = middle(marks)
    apart = middle([abs(mark - centre) for mark in marks])
    found = {}
    for entry, mark in totals.items():
        place = Fraction(scale.centre)
        if apart:
            way = -1 if of.low_wins else 1
            place += Fraction(scale.spread) * way * (mark - centre) / (Fraction("1.4826") * apart)
            place = max(Fraction(scale.low), min(Fraction(scale.high), place))
        found[entry] = rounded(place, scale.rounding)
    return found


def _t_scores(scale: TScore, of: Results, totals: Mapping[EntryId, Fraction]) -> dict[EntryId, Fraction]:
    marks = list(totals.values())
    average = mean(marks)
    many = len(marks) - (1 if scale.sample else 0)
    variance = sum(((mark - average) ** 2 for mark in marks), ZERO) / many if many else ZERO
    centre, spread = Fraction(scale.centre), Fraction(scale.spread) * (-1 if of.low_wins else 1)
    if not variance:
        return dict.fromkeys(totals, centre)
    return {
        entry: _t_score(centre, spread * (mark - average), variance, scale.places)
        for entry, mark in totals.items()
    }


def _t_score(centre: Fraction, apart: Fraction, variance: Fraction, places: int) -> Fraction:
    """centre + apart / sqrt(variance), to the nearest last place, a half upwards: sought by halving, with squares only."""
    unit = Fraction(1, 10**places)
    far = abs(apart) * _over(variance)
    low, high = floor((centre - far) / unit) - 1, floor((centre + far) / unit) + 2
    while high - low > 1:
        half = (low + high) // 2
        if _not_above(half * unit - unit / 2 - centre, apart, variance):
            low = half
        else:
            high = half
    return low * unit


def _over(variance: Fraction) -> Fraction:
    """A whole number that is no smaller than one over the root of the variance."""
    found = Fraction(1)
    while found**2 * variance < 1:
        found *= 2
    return found


def _not_above(left: Fraction, apart: Fraction, variance: Fraction) -> bool:
    """Whether left <= apart / sqrt(variance)."""
    if (left < 0) != (apart < 0):
        return left < 0 or (left <= 0 and apart >= 0)
    if left >= 0:
        return left**2 * variance <= apart**2
    return left**2 * variance >= apart**2
