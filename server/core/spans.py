"""Between what one entry's result lies while sheets are still due: its best and its worst end. Ranks: `outlook.py`.

Looked at are all the ways in which the sheets still due may be marked. Not looked at is what officials may decide
besides: corrections, penalties, withdrawals, and faults that void something (否决项) which nobody has found so far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from server.core.boxes import can_be_not_attempted
from server.core.extremes import End, extreme, extreme_reading, failed, may_be_no_time
from server.core.facts_sheet import Mark, Marks
from server.core.given import NOTHING, Given, as_agreed
from server.core.ids import AspectId, ModuleId, OfficialId
from server.core.points import SECONDS, reading
from server.core.recusal import judging
from server.core.results import Result, result_of
from server.core.rules import Time
from server.core.scheme import Aspect, Direction, Module, Scheme, TieBreak
from server.core.seats import seated
from server.core.tally import median_reading

Sheets = Mapping[ModuleId, Mapping[OfficialId, Marks]]
Judges = Mapping[ModuleId, Sequence[OfficialId]]
Key = tuple[tuple[int, Fraction], ...]
"""
By what results are compared, the lower the better: the total, then every tie-break; (1, 0): nothing to compare, as where
an entry is ranked by the tie-breaks alone, behind every total.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """
    Between what an entry's result lies. A key is None where the entry takes no rank at that end.

    `open`: sheets are still due. Nothing surpasses `best` and `worst`; `good` and `bad` are keys that marks lead to,
    and mostly the same ones: not where one tie-break gains by what another one, or the total, loses by.
    """

    best: Key | None
    worst: Key | None
    best_total: Decimal | None
    worst_total: Decimal | None
    good: Key | None
    bad: Key | None
    open: bool = False


def settled(scheme: Scheme, result: Result) -> Span:
    """Of an entry to which no sheet will come any more."""
    key = _key(scheme, result)
    total = result.total if key is not None else None
    return Span(key, key, total, total, key, key)


def span(scheme: Scheme, sheets: Sheets, judges: Judges, given: Given = NOTHING) -> Span:
    """Between what the result of an entry lies, once all its sheets are in; takes what `result_of` takes."""
    sheets = _as_agreed(sheets, given)
    due = panels(
        scheme,
        {
            module: judging(seated(some, given.before.get(module, {}), sheets.get(module, {})), given.recused)
            for module, some in judges.items()
        },
    )
    if given.state != "competing" or not _missing(scheme, sheets, due):
        return settled(scheme, result_of(scheme, sheets, judges, given))
    best, worst = (
        result_of(scheme, completed(scheme, sheets, due, good=g), due, given) for g in (True, False)
    )
    best_key = _ideal(scheme, sheets, due, (best, worst), good=True)
    worst_key = _ideal(scheme, sheets, due, (worst, best), good=False)
    return Span(
        best_key,
        worst_key,
        None if best_key is None else best.total,
        None if worst_key is None else worst.total,
        _key(scheme, best),
        _key(scheme, worst),
        open=True,
    )


def _as_agreed(sheets: Sheets, given: Given) -> Sheets:
    """The sheets of the run that is being marked, with what panels agreed on."""
    if not given.agreed:
        return sheets
    runs = {module: again.number for module, again in given.runs.items()}
    return {
        module: {
            judge: as_agreed(sheet, given.agreed.get((module, runs.get(module, 1))))
            for judge, sheet in some.items()
        }
        for module, some in sheets.items()
    }


def panels(scheme: Scheme, judges: Judges) -> dict[ModuleId, Sequence[OfficialId]]:
    """The judges of every module; where none are named yet, as many as the scheme asks for."""
    return {
        module.id: judges.get(module.id) or [OfficialId(f"?{n}") for n in range(1, module.panel_size + 1)]
        for module in scheme.modules
    }


def completed(
    scheme: Scheme, sheets: Sheets, judges: Judges, *, good: bool
) -> dict[ModuleId, dict[OfficialId, Marks]]:
    """All sheets, those that are still due marked as well or as badly as can be."""
    end: End = "most" if (scheme.result.direction == "high") == good else "least"
    whole: dict[ModuleId, dict[OfficialId, Marks]] = {}
    for module in scheme.modules:
        there = {
            judge: sheet for judge, sheet in sheets.get(module.id, {}).items() if judge in judges[module.id]
        }
        missing = [judge for judge in judges[module.id] if judge not in there]
        filled = _filled(scheme, module, list(there.items()), end, good=good) if missing else {}
        whole[module.id] = there | dict.fromkeys(missing, filled)
    return whole


def _missing(scheme: Scheme, sheets: Sheets, judges: Judges) -> bool:
    return any(judge not in sheets.get(m.id, {}) for m in scheme.modules for judge in judges[m.id])


def _filled(
    scheme: Scheme, module: Module, there: Sequence[tuple[OfficialId, Marks]], end: End, *, good: bool
) -> Marks:
    """A sheet at one end; where marks are worth the same, the one that does better or worse in a tie-break."""
    return {aspect.id: _filled_one(scheme, aspect, there, end, good=good) for aspect in module.aspects()}


def _filled_one(
    scheme: Scheme, aspect: Aspect, there: Sequence[tuple[OfficialId, Marks]], end: End, *, good: bool
) -> Mark:
    rule = aspect.rule
    if not good and may_be_no_time(aspect):
        return failed(aspect)
    if isinstance(rule, Time) and rule.cut_off is not None:
        # Too long a time voids the module: that weighs more than any tie-break.
        return extreme(aspect, end, SECONDS, "low" if good else "high")
    tie = next((t for t in scheme.tie_breaks if t.by == "reading" and t.of == aspect.id), None)
    if tie is None:
        return extreme(aspect, end)
    assert tie.field is not None, "the scheme check asks for a field"
    if not good and median_reading(there, aspect.id, tie.field) is None:
        return extreme(aspect, end, tie.field, "none")
    return extreme(aspect, end, tie.field, _towards(tie, good=good))


def _towards(tie: TieBreak, *, good: bool) -> Direction:
    return "high" if (tie.order == "high") == good else "low"


def _ideal(
    scheme: Scheme, sheets: Sheets, judges: Judges, ends: tuple[Result, Result], *, good: bool
) -> Key | None:
    """The key of the result at this end, every tie-break at its own end: nothing that can come about is beyond it."""
    here, opposite = ends
    if not here.ranked:
        return None
    values: list[Fraction | None] = []
    for tie, near, far in zip(scheme.tie_breaks, here.ties, opposite.ties, strict=True):
        if tie.by == "reading":
            values.append(_ideal_reading(scheme, sheets, judges, tie, good=good))
        else:
            values.append(near if tie.order == scheme.result.direction else far)
    return _joined(scheme, here.total, values)


def _ideal_reading(
    scheme: Scheme, sheets: Sheets, judges: Judges, tie: TieBreak, *, good: bool
) -> Fraction | None:
    assert tie.field is not None, "the scheme check asks for a field"
    module, aspect = next((m, a) for m in scheme.modules for a in m.aspects() if a.id == tie.of)
    there = [(j, sheets.get(module.id, {}).get(j)) for j in judges[module.id]]
    read = [(j, sheet) for j, sheet in there if sheet is not None]
    missing = [j for j, sheet in there if sheet is None]
    none_yet = all(reading(sheet[aspect.id], tie.field) is None for _, sheet in read)
    if not good and none_yet and (not missing or can_be_not_attempted(aspect)):
        return None
    mark = {tie.field: extreme_reading(aspect, tie.field, _towards(tie, good=good))}
    filled: list[tuple[OfficialId, Marks]] = [(judge, {aspect.id: mark}) for judge in missing]
    return median_reading([*read, *filled], AspectId(tie.of), tie.field)


def _key(scheme: Scheme, result: Result) -> Key | None:
    return _joined(scheme, result.total, result.ties) if result.ranked else None


def _joined(scheme: Scheme, total: Decimal | None, ties: Sequence[Fraction | None]) -> Key:
    pairs = zip(scheme.tie_breaks, ties, strict=True)
    exact = None if total is None else Fraction(total)
    return (
        _compared(scheme.result.direction, exact),
        *(_compared(tie.order, value) for tie, value in pairs),
    )


def _compared(order: Direction, value: Fraction | None) -> tuple[int, Fraction]:
    if value is None:
        return 1, Fraction(0)
    return 0, -value if order == "high" else value
