"""How far the judges of a panel agree on calibration pieces (校准件): ranges, deviations, tolerance. Exact; no result here.

A mark is compared with the reference where there is one, else with the mean of what the other judges of the panel
gave; shadow judges are compared, and nobody with them. The unit is the same as in `judge_statistics.py`: per cent of
the most the aspect can give.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import localcontext
from fractions import Fraction

from server.core.amounts import EXACT
from server.core.calibration import CalibrationPiece
from server.core.concordance import kendalls_w
from server.core.exact import exact_sum
from server.core.facts_sheet import Marks
from server.core.ids import AspectId, Code, OfficialId
from server.core.judge_statistics import comparable, mean, percent_of, values_of
from server.core.points import divisor
from server.core.scheme import Aspect, Module

_REFERENCE = OfficialId("")
"""Stands for the experts beside the judges."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What one judge gave for an aspect, in points; `percent` is how much more than compared with, None with nothing yet."""

    points: Fraction
    percent: Fraction | None
    within: bool


@dataclass(frozen=True, slots=True)
class AspectFigures:
    """
    One aspect of a piece. `lowest`, `highest` and `mean` are the panel's, in points, `range_percent` how far it lies apart;
    `reference` are the experts' points, None where there are none.
    """

    aspect: AspectId
    lowest: Fraction
    highest: Fraction
    mean: Fraction
    range_percent: Fraction
    reference: Fraction | None
    judges: Mapping[OfficialId, Beside]


@dataclass(frozen=True, slots=True)
class JudgeAgreement:
    """One judge over all aspects that were compared: the mean deviation, and how many marks lie within tolerance."""

    marks: int
    within: int
    deviation: Fraction


@dataclass(frozen=True, slots=True)
class PieceFigures:
    """One piece, by aspect and by judge; what nobody on the panel has marked is left out."""

    code: Code
    aspects: tuple[AspectFigures, ...]
    judges: Mapping[OfficialId, JudgeAgreement]


@dataclass(frozen=True, slots=True)
class ModuleFigures:
    """
    All pieces of a module together.

    `concordance` is Kendall's W of the sheet totals over the `pieces` that every judge of the panel has marked; None where
    these are fewer than two.
    """

    pieces: int
    concordance: Fraction | None
    judges: Mapping[OfficialId, JudgeAgreement]


def piece_figures(module: Module, piece: CalibrationPiece, panel: Sequence[OfficialId]) -> PieceFigures:
    """:param panel: whom others are compared with; the sheets of anybody else are compared only"""
    with localcontext(EXACT):
        found = tuple(
            one for aspect in comparable(module) if (one := _aspect(aspect, piece, panel)) is not None
        )
    return PieceFigures(piece.code, found, _judges(found))


def module_figures(
    module: Module, pieces: Sequence[CalibrationPiece], panel: Sequence[OfficialId]
) -> ModuleFigures:
    """:param pieces: those of the module"""
    found = [one for piece in pieces for one in piece_figures(module, piece, panel).aspects]
    whole = [piece for piece in pieces if all(judge in piece.sheets for judge in panel)]
    with localcontext(EXACT):
        rows = [[_total(module, piece.sheets[judge].marks) for piece in whole] for judge in panel]
    return ModuleFigures(len(whole), kendalls_w(rows), _judges(found))


def _aspect(aspect: Aspect, piece: CalibrationPiece, panel: Sequence[OfficialId]) -> AspectFigures | None:
    """None where nobody on the panel has marked it."""
    everybody = _points(aspect, {judge: sheet.marks for judge, sheet in piece.sheets.items()})
    counted = {judge: everybody[judge] for judge in panel if judge in everybody}
    if not counted:
        return None
    right = _points(aspect, {_REFERENCE: piece.reference or {}}).get(_REFERENCE)
    beside = {
        judge: _beside(aspect, points, _compared_with(judge, counted, right), piece.tolerance)
        for judge, points in everybody.items()
    }
    lowest, highest = min(counted.values()), max(counted.values())
    apart = _percent(aspect, highest - lowest)
    return AspectFigures(aspect.id, lowest, highest, mean(list(counted.values())), apart, right, beside)


def _points(aspect: Aspect, sheets: Mapping[OfficialId, Marks]) -> dict[OfficialId, Fraction]:
    over = Fraction(divisor(aspect))
    return {judge: Fraction(value) / over for judge, value in values_of(sheets, aspect).items()}


def _compared_with(
    judge: OfficialId, panel: Mapping[OfficialId, Fraction], right: Fraction | None
) -> Fraction | None:
    others = [points for other, points in panel.items() if other != judge]
    return right if right is not None else mean(others) if others else None


def _beside(aspect: Aspect, points: Fraction, other: Fraction | None, tolerance: int) -> Beside:
    if other is None:
        return Beside(points, None, within=False)
    apart = _percent(aspect, points - other)
    return Beside(points, apart, within=abs(apart) <= tolerance)


def _percent(aspect: Aspect, points: Fraction) -> Fraction:
    return percent_of(aspect, points * Fraction(divisor(aspect)))


def _judges(aspects: Sequence[AspectFigures]) -> dict[OfficialId, JudgeAgreement]:
    """Who was compared with anything, in the order their sheets came in."""
    found: dict[OfficialId, list[tuple[Fraction, bool]]] = {}
    for judge, percent, within in _every(aspects):
        found.setdefault(judge, []).append((percent, within))
    return {
        judge: JudgeAgreement(
            len(some), sum(1 for _, within in some if within), mean([percent for percent, _ in some])
        )
        for judge, some in found.items()
    }


def _every(aspects: Sequence[AspectFigures]) -> Iterator[tuple[OfficialId, Fraction, bool]]:
    for aspect in aspects:
        for judge, one in aspect.judges.items():
            if one.percent is not None:
                yield judge, one.percent, one.within


def _total(module: Module, marks: Marks) -> Fraction:
    """The points on a sheet, before anything is void, kept within bounds or rounded."""
    return exact_sum(_points(aspect, {_REFERENCE: marks})[_REFERENCE] for aspect in comparable(module))
