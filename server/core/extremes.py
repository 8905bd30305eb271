"""The marks by which an aspect is worth most and least, found exactly: for what is still possible. No totals here.

Readings of measurements stand in `extreme_readings.py`. A veto is never found in these marks: that a fault is there
is decided by what happens, not by how well the work is done.
"""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import Literal

from server.core.amounts import EXACT, ZERO
from server.core.boxes import NOT_ATTEMPTED, can_be_not_attempted, fields, try_box, try_can_be_not_attempted
from server.core.extreme_readings import can_be_tried, highest, lowest, readings, spelled
from server.core.facts_sheet import Mark
from server.core.ids import FieldId
from server.core.points import FAULT, SECONDS, YES, worth
from server.core.rules import Count, Fault, Measurement, Relative, Time, Veto, YesNo
from server.core.scheme import Aspect, Direction, Scheme

End = Literal["most", "least"]
"""The two ends of what an aspect can be worth."""


_UNBOUNDED_TIES = ("faults", "best_judge", "worst_judge", "try")


def can_be_bounded(scheme: Scheme) -> bool:
    """
    Whether what marks can still do is known exactly. It is not where one and the same mark is good and bad at once:

    a gate or a tie-break asks for points where few win; a time that is too long voids its module, but a short one
    costs more; a line of readings is limited, and several quantities or a mean decide it; or it has too many
    combinations. Nor is it where points depend on the field, where a mark decides what of others is dropped, where
    ties are broken by faults, single judges or single tries, or where they alone rank whoever a mark leaves without a
    total.
    """
    if any(tie.by in _UNBOUNDED_TIES for tie in scheme.tie_breaks):
        return False
    if scheme.result.not_finished == "by_ties" and any(map(_may_fail, _aspects(scheme))):
        return False
    rules = [aspect.panel or module.panel for module in scheme.modules for aspect in module.aspects()]
    if any(rule.apart or rule.missing == "mean" for rule in rules):
        return False
    if scheme.result.direction == "low":
        ties = [tie for tie in scheme.tie_breaks if tie.by != "reading"]
        if scheme.gates or any(tie.order == "high" for tie in ties):
            return False
    return all(_can_be_bounded(aspect, scheme.result.direction) for aspect in _aspects(scheme))


def _aspects(scheme: Scheme) -> Iterator[Aspect]:
    for module in scheme.modules:
        yield from module.aspects()


def _may_fail(aspect: Aspect) -> bool:
    """Whether a mark may void the module: a time that is too long, or tries without a time."""
    return isinstance(aspect.rule, Time) and (aspect.rule.cut_off is not None or aspect.tries is not None)


def _can_be_bounded(aspect: Aspect, direction: Direction) -> bool:
    rule = aspect.rule
    if isinstance(rule, Relative):
        return False
    if isinstance(rule, Measurement):
        return can_be_tried(rule)
    if not isinstance(rule, Time) or rule.cut_off is None:
        return True
    if rule.scored == "elapsed":
        return direction == "low"
    longest = {SECONDS: spelled(highest(fields(aspect)[0]))}
    with localcontext(EXACT):
        return aspect.tries is None and worth(aspect, longest) == worth(aspect, extreme(aspect, "least"))


@lru_cache(maxsize=4096)
def extreme(
    aspect: Aspect, end: End, box: FieldId | None = None, wanted: Direction | Literal["none"] = "low"
) -> Mark:
    """
    A mark that may be recorded and is worth the most or the least.

    :param box: among equals the one with the lowest or highest reading there, as `wanted` says, or without any
    """

    def place(mark: Mark) -> tuple[Decimal, bool, Decimal]:
        value = worth(aspect, mark)
        said = None if box is None else mark.get(box)
        read = ZERO if said is None else Decimal(said)
        reads = (said is not None) == (wanted != "none")
        return value if end == "most" else -value, reads, read if wanted == "high" else -read

    with localcontext(EXACT):
        return max(_marks(aspect), key=place)


def extreme_reading(aspect: Aspect, box: FieldId, wanted: Direction) -> str:
    """The lowest or the highest reading that may be written in a box."""
    one = next(field for field in fields(aspect) if field.id == box)
    return spelled(highest(one) if wanted == "high" else lowest(one))


def _marks(aspect: Aspect) -> Iterator[Mark]:
    """Marks that may be recorded, those of most and of least worth among them."""
    if can_be_not_attempted(aspect):
        yield {NOT_ATTEMPTED: YES}
    if aspect.tries is None:
        yield from _tried(aspect)
        return
    numbers = range(1, aspect.tries.count + 1)
    if try_can_be_not_attempted(aspect) and not may_be_no_time(aspect):
        yield failed(aspect)
    for one in _tried(aspect):
        # However several tries are taken together, more in one of them is never less in all.
        yield {try_box(box, n): said for n in numbers for box, said in one.items()}


def may_be_no_time(aspect: Aspect) -> bool:
    """Whether a mark may leave a timed event without a time: that is worth no seconds, and still the worst there is."""
    return isinstance(aspect.rule, Time) and aspect.rule.scored == "elapsed" and aspect.tries is not None


def failed(aspect: Aspect) -> Mark:
    """No try was made."""
    assert aspect.tries is not None, "asked for an aspect with tries"
    return {try_box(NOT_ATTEMPTED, n): YES for n in range(1, aspect.tries.count + 1)}


def _tried(aspect: Aspect) -> Iterator[Mark]:
    """The marks of one try."""
    rule = aspect.rule
    match rule:
        case Veto():
            yield {FAULT: "no"}
        case YesNo():
            yield {item.id: YES if item.points > 0 else "no" for item in rule.items}
            yield {item.id: YES if item.points < 0 else "no" for item in rule.items}
        case Count():
            yield from _counts(rule)
        case Measurement():
            yield from readings(rule)
        case _:
            box = fields(aspect)[0]
            name = FieldId(box.id.partition("@")[0])
            yield {name: spelled(lowest(box))}
            yield {name: spelled(highest(box))}


def _counts(rule: Count) -> Iterator[Mark]:
    """All that gives and nothing that takes, the reverse of it, and each number that makes the whole nothing."""
    yield {fault.id: str(_safe(fault) if fault.points > 0 else 0) for fault in rule.faults}
    worst = {fault.id: str(fault.count_max if fault.points < 0 else 0) for fault in rule.faults}
    yield worst
    yield {fault.id: str(_safe(fault) if fault.points < 0 else 0) for fault in rule.faults}
    for fault in rule.faults:
        if fault.zero_from is not None and fault.zero_from <= fault.count_max:
            yield worst | {fault.id: str(fault.count_max)}


def _safe(fault: Fault) -> int:
    """As many as may be without making everything nothing."""
    return fault.count_max if fault.zero_from is None else min(fault.count_max, fault.zero_from - 1)
