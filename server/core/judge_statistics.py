"""How the judges of a round mark beside their colleagues: severity, consistency, drift, agreement. Exact; no result here.

Compared is what a judge gave for an aspect with the mean of what the *other* judges of the panel gave the same work, in
percent of the most the aspect can give, so that aspects of any size can be put together. A judge is left out of the mean
they are compared with, since with few judges everybody would seem closer than they are. Marks that wait for a colleague's
are not compared yet. Whoever may see this stands in `services/access.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from math import isqrt

from server.core.amounts import EXACT, ZERO
from server.core.competition import Event
from server.core.concordance import kendalls_w
from server.core.exact import exact_sum
from server.core.facts_sheet import Marks
from server.core.ids import AspectId, DelegationId, EntryId, ModuleId, OfficialId
from server.core.points import divisor, worth
from server.core.round import Round
from server.core.rules import Relative, Veto
from server.core.scheme import Aspect, Module

SAMPLE_MIN = 10
"""Statistics over fewer entries than this are shown with a warning: chance alone makes judges differ as much."""

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """
    One entry's work in a module: its place in the running order from 1, whose it is, and the sheets that are in.

    `shadows` are the sheets of shadow judges, who are compared with the panel and whom nobody is compared with.
    """

    module: Module
    entry: EntryId
    place: int
    delegation: DelegationId | None
    sheets: Mapping[OfficialId, Marks]
    shadows: Mapping[OfficialId, Marks] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JudgeFigures:
    """
    One judge beside their colleagues; deviations in percent of the most an aspect can give, positive: gives more.

    `severity` (宽严) is the mean deviation of all their marks, `variance` (稳定) how those scatter around it.
    `entries` holds the mean deviation of each entry, in running order. `thirds` (漂移) are the means over the first,
    middle and last third of it: tablets may send late, so that the running order tells the time of the work better than
    the ledger does. `own` and `others` are the means over entries of the judge's delegation and over the rest.
    """

    marks: int
    severity: Fraction
    variance: Fraction
    entries: tuple[tuple[EntryId, Fraction], ...]
    thirds: tuple[Fraction, Fraction, Fraction] | None
    own: Fraction | None
    others: Fraction | None
    own_entries: int


@dataclass(frozen=True, slots=True)
class AspectAgreement:
    """How far a panel lies apart on an aspect: the mean range in percent of its most, and where all gave the same."""

    aspect: AspectId
    entries: int
    alike: int
    range_mean: Fraction


@dataclass(frozen=True, slots=True)
class PanelAgreement:
    """
    How far the judges of a module agree.

    `concordance` is Kendall's W of their sheet totals over the `entries` that every judge of the panel has marked.
    """

    module: ModuleId
    judges: int
    entries: int
    concordance: Fraction | None
    aspects: tuple[AspectAgreement, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A round's judges, in the order of the panels, and its panels."""

    judges: Mapping[OfficialId, JudgeFigures]
    panels: tuple[PanelAgreement, ...]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One judge's mark for one aspect of a piece beside the mean of the others' marks."""

    judge: OfficialId
    entry: EntryId
    place: int
    percent: Fraction


def pieces(event: Event, round_: Round) -> list[Piece]:
    """The works of a round with the sheets of their panels, by module and in running order."""
    found = []
    for module in event.scheme.modules:
        for place, drawn in enumerate(round_.order_in(module.id), start=1):
            there = round_.sheets.get((module.id, drawn.entry), {})
            judges = round_.judging(module.id, drawn.entry)
            sheets = {judge: there[judge].marks for judge in judges if judge in there}
            home = event.registrations[drawn.entry].delegation
            beside = round_.shadow_sheets.get((module.id, drawn.entry), {})
            shadows = {
                j: one.marks for j, one in beside.items() if j in round_.shadowing(module.id, drawn.entry)
            }
            found.append(Piece(module, drawn.entry, place, home, sheets, shadows))
    return found


def statistics(some: Sequence[Piece], homes: Mapping[OfficialId, DelegationId]) -> Statistics:
    """
    The judges of these works and their panels; who has nothing to be compared with is left out.

    :param homes: the delegation each judge belongs to, where they have one
    """
    with localcontext(EXACT):
        found = [one for piece in some for one in deviations(piece)]
        by_judge: dict[OfficialId, list[Deviation]] = {}
        for one in found:
            by_judge.setdefault(one.judge, []).append(one)
        delegations = {piece.entry: piece.delegation for piece in some}
        judges = {
            judge: _figures(every, _is_own(delegations, homes.get(judge)))
            for judge, every in by_judge.items()
        }
        return Statistics(judges, tuple(_panels(some)))


def deviations(piece: Piece) -> Iterator[Deviation]:
    """Every mark of a piece beside the mean of the other judges' marks for the same aspect."""
    for aspect in comparable(piece.module):
        values = values_of(piece.sheets, aspect)
        total, others = sum(values.values(), ZERO), len(values) - 1
        for judge, value in values.items() if others > 0 else ():
            apart = Fraction(value * len(values) - total) / others
            yield Deviation(judge, piece.entry, piece.place, percent_of(aspect, apart))
        for judge, value in values_of(piece.shadows, aspect).items() if values else ():
            apart = Fraction(value * len(values) - total) / len(values)
            yield Deviation(judge, piece.entry, piece.place, percent_of(aspect, apart))


def comparable(module: Module) -> list[Aspect]:
    """The aspects whose marks are points of a known most: no faults that void something, nothing ranked in the field."""
    return [one for one in module.aspects() if one.reach and not isinstance(one.rule, Veto | Relative)]


def values_of(sheets: Mapping[OfficialId, Marks], aspect: Aspect) -> dict[OfficialId, Decimal]:
    """What each judge's mark is worth, over the aspect's divisor."""
    return {j: worth(aspect, marks[aspect.id]) for j, marks in sheets.items() if aspect.id in marks}


def percent_of(aspect: Aspect, amount: Fraction) -> Fraction:
    """An amount over the aspect's divisor in percent of the most the aspect can give."""
    assert aspect.reach, "asked for an aspect of a known most"
    return amount * HUNDRED / (Fraction(divisor(aspect)) * Fraction(aspect.reach))


def _is_own(
    delegations: Mapping[EntryId, DelegationId | None], home: DelegationId | None
) -> Callable[[EntryId], bool]:
    return lambda entry: home is not None and delegations[entry] == home


def _figures(found: Sequence[Deviation], is_own: Callable[[EntryId], bool]) -> JudgeFigures:
    percents = [one.percent for one in found]
    severity = mean(percents)
    by_entry: dict[EntryId, list[Fraction]] = {}
    for one in sorted(found, key=lambda one: one.place):
        by_entry.setdefault(one.entry, []).append(one.percent)
    entries = tuple((entry, mean(some)) for entry, some in by_entry.items())
    own = [one.percent for one in found if is_own(one.entry)]
    others = [one.percent for one in found if not is_own(one.entry)]
    return JudgeFigures(
        len(percents),
        severity,
        mean([one * one for one in percents]) - severity * severity,
        entries,
        _thirds([value for _, value in entries]),
        mean(own) if own else None,
        mean(others) if own and others else None,
        sum(1 for entry in by_entry if is_own(entry)),
    )


def _thirds(values: Sequence[Fraction]) -> tuple[Fraction, Fraction, Fraction] | None:
    """The means of the first, the middle and the last third; what does not divide goes to the middle."""
    size = len(values) // 3
    if size == 0:
        return None
    return mean(values[:size]), mean(values[size : len(values) - size]), mean(values[-size:])


def _panels(some: Sequence[Piece]) -> Iterator[PanelAgreement]:
    by_module: dict[ModuleId, list[Piece]] = {}
    for piece in some:
        by_module.setdefault(piece.module.id, []).append(piece)
    for id_, of in by_module.items():
        judges = list(dict.fromkeys(judge for piece in of for judge in piece.sheets))
        whole = [piece for piece in of if len(judges) > 1 and len(piece.sheets) == len(judges)]
        rows = [[_total(piece, judge) for piece in whole] for judge in judges]
        aspects = tuple(
            one for aspect in comparable(of[0].module) if (one := _agreement(aspect, of)) is not None
        )
        yield PanelAgreement(id_, len(judges), len(whole), kendalls_w(rows), aspects)


def _total(piece: Piece, judge: OfficialId) -> Fraction:
    """The points on one judge's sheet, before anything is void, kept within bounds or rounded."""
    marks = piece.sheets[judge]
    return exact_sum(
        Fraction(worth(aspect, marks[aspect.id])) / Fraction(divisor(aspect))
        for aspect in comparable(piece.module)
        if aspect.id in marks
    )


def _agreement(aspect: Aspect, some: Iterable[Piece]) -> AspectAgreement | None:
    """None where no work was marked by two judges."""
    rows = [values for piece in some if len(values := list(values_of(piece.sheets, aspect).values())) > 1]
    if not rows:
        return None
    ranges = [max(row) - min(row) for row in rows]
    alike = sum(1 for one in ranges if not one)
    apart = Fraction(sum(ranges, ZERO)) / len(ranges)
    return AspectAgreement(aspect.id, len(rows), alike, percent_of(aspect, apart))


def mean(values: Sequence[Fraction]) -> Fraction:
    """
    The exact mean of at least one value.

    >>> mean([Fraction(1), Fraction(2)])
    Fraction(3, 2)
    """
    return exact_sum(values) / len(values)


def root(value: Fraction, places: int = 2) -> Decimal:
    """
    The square root, rounded half up once, without a float: a standard deviation from its variance.

    >>> root(Fraction(2)), root(Fraction(9, 4), 1)
    (Decimal('1.41'), Decimal('1.5'))
    """
    scaled = 4 * value.numerator * 100**places // value.denominator
    return Decimal(f"{(isqrt(scaled) + 1) // 2}E-{places}")
