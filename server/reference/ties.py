"""What the tie-breaks of a scheme compare, for one entry. How equals are ranked: `ranks.py`."""

from fractions import Fraction

from server.core.rules import Count, Relative
from server.core.scheme import Aspect, Scheme, TieBreak
from server.reference.numbers import ZERO, middle
from server.reference.part import Beside, Part, reading, value_of
from server.reference.points import points, tries


def tie_value(
    scheme: Scheme, tie: TieBreak, parts: list[Part], exact: Fraction, beside: Beside
) -> Fraction | None:
    """The value of one tie-break; None where nothing was read."""
    assert tie.by in TIE_BREAKS, f"no reference for a tie-break by {tie.by}"
    if tie.by in ("module", "sub_criterion"):
        return value_of(tie.of, parts)
    if tie.by == "exact":
        return exact
    if tie.by == "decision":  # given to whole ties, see `ranks.py`
        return None
    if tie.by == "carried":
        before = [total * percent / 100 for percent, total in beside.earlier if total is not None]
        return sum(before, ZERO) if before else None
    if tie.by == "faults":
        return _faults(tie.of, parts, low=scheme.result.direction == "low")
    if tie.by in ("best_judge", "worst_judge"):
        sums = [one for part in parts for one in _by_judge(tie.of, part)]
        return None if not sums else max(sums) if tie.by == "best_judge" else min(sums)
    for part in parts:
        for aspect in part.module.aspects():
            if aspect.id == tie.of and part.is_open:
                if tie.by == "aspect":
                    return part.aspects[aspect.id]
                if part.decided.touches(aspect.id):
                    return None
                if tie.by == "try":
                    return _nth_try(part, aspect, tie)
                return reading(part, aspect, str(tie.field))
    return None


TIE_BREAKS = (
    "module", "sub_criterion", "aspect", "reading", "faults", "best_judge", "worst_judge", "try", "exact", "carried",
    "decision",
)  # fmt: skip


def _looked_at(of: str, part: Part) -> list[Aspect]:
    """The aspects of a module that a tie-break looks at, by the name of an aspect, a sub-criterion, a module or all."""
    if not part.sheets:
        return []
    every = list(part.module.aspects())
    subs = [aspect for sub in part.module.sub_criteria if sub.id == of for aspect in sub.aspects]
    found = every if of in ("total", part.module.id) else subs or [one for one in every if one.id == of]
    return [aspect for aspect in found if not part.decided.touches(aspect.id)]


def _faults(of: str, parts: list[Part], *, low: bool) -> Fraction | None:
    """All that makes a result worse, as often as the middle judge counted it, in every try."""
    counts = []
    for part in parts:
        for aspect in _looked_at(of, part):
            if isinstance(aspect.rule, Count):
                kinds = [one for one in aspect.rule.faults if (one.points > 0 if low else one.points < 0)]
                if aspect.tries is None:
                    names = [str(one.id) for one in kinds]
                else:
                    names = [f"{one.id}@{n + 1}" for one in kinds for n in range(aspect.tries.count)]
                counts += [reading(part, aspect, name) for name in names]
    known = [count for count in counts if count is not None]
    return sum(known, ZERO) if known else None


def _by_judge(of: str, part: Part) -> list[Fraction]:
    """What each judge alone would have given."""
    inside = [one for one in _looked_at(of, part) if not isinstance(one.rule, Relative)]
    if not inside:
        return []
    return [
        sum((points(one, sheet[one.id]) for one in inside if one.id in sheet), ZERO) for sheet in part.sheets
    ]


def _nth_try(part: Part, aspect: Aspect, tie: TieBreak) -> Fraction | None:
    """The best try, the second best ...: of the judges who saw that many, the middle one."""
    found = []
    for mark in part.marks(aspect):
        values = sorted(value for value in tries(aspect, mark) if value is not None)
        if tie.order == "high":
            values.reverse()
        if len(values) >= tie.place:
            found.append(values[tie.place - 1])
    return middle(found) if found else None
