"""What the tie-breaks of a scheme compare, for one entry; exact. How ties end stands in `standings.py`."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from server.core.boxes import try_box, try_marks
from server.core.brought import amount
from server.core.exact import exact_sum
from server.core.facts_sheet import Mark
from server.core.given import Given
from server.core.ids import AspectId, FieldId
from server.core.panel import combine
from server.core.points import divisor, not_attempted, try_divisor, try_worth, worth
from server.core.rules import Count, Fault, Relative, Time
from server.core.scheme import TOTAL, Aspect, Direction, PanelRule, TieBreak, Tries
from server.core.tally import Tally, median_reading

MIDDLE = PanelRule("median")


def tie_value(
    tie: TieBreak, tallies: Sequence[Tally], exact: Fraction, given: Given, direction: Direction
) -> Fraction | None:
    """
    The value of a tie-break, None where nothing was read; inside the `EXACT` context.

    :param exact: what the round itself came to, before it was rounded
    :param direction: which end of the event's results wins
    """
    match tie.by:
        case "module" | "sub_criterion":
            return part_points(tie.of, tallies)
        case "aspect" | "reading" | "try":
            return _of_aspect(tie, tallies)
        case "faults":
            return _faults(tie.of, tallies, direction)
        case "best_judge" | "worst_judge":
            sums = list(_judges_sums(tie.of, tallies))
            return None if not sums else max(sums) if tie.by == "best_judge" else min(sums)
        case "exact":
            return exact
        case "decision":
            return None if given.decided is None else Fraction(given.decided)
        case "carried":
            known = [amount(one) for one in given.brought if one.total is not None]
            return exact_sum(known) if known else None
        case _:
            assert_never(tie.by)


def part_points(part: str, tallies: Sequence[Tally]) -> Fraction | None:
    """The points of a module or sub-criterion, None before its first sheet."""
    for tally in tallies:
        if tally.counts and tally.module.id == part:
            return tally.points
        if part in tally.subs:
            return tally.subs[part]
    return None


def _of_aspect(tie: TieBreak, tallies: Sequence[Tally]) -> Fraction | None:
    aspect = AspectId(tie.of)
    for tally in tallies:
        if aspect in tally.aspects and tally.counts:
            if tie.by == "aspect":
                return tally.aspects[aspect]
            if aspect in tally.ruled.aspects:
                return None
            if tie.by == "try":
                found = next(one for one in tally.module.aspects() if one.id == aspect)
                return _nth_try(tally, found, tie.place, tie.order)
            assert tie.field is not None, "the scheme check asks for a field"
            return median_reading(tally.sheets, aspect, tie.field)
    return None


def _nth_try(tally: Tally, aspect: Aspect, place: int, order: Direction) -> Fraction | None:
    """The `place`-th best try; with several judges the middle one of those who saw so many."""
    found = []
    for _, sheet in tally.sheets:
        if aspect.id in sheet:
            values = sorted(made_tries(aspect, sheet[aspect.id]), reverse=order == "high")
            found += values[place - 1 : place]
    return combine(MIDDLE, found, try_divisor(aspect)) if found else None


def made_tries(aspect: Aspect, mark: Mark) -> list[Decimal]:
    """What each try that was made is worth, whatever the tries together come to."""
    tries = try_marks(aspect, mark)
    timed = isinstance(aspect.rule, Time) and aspect.rule.scored == "elapsed"
    return [try_worth(aspect, one) for one in tries if not timed or not not_attempted(one)]


def _parts(of: str, tallies: Sequence[Tally]) -> Iterator[tuple[Tally, Aspect]]:
    """The aspects of an aspect, a sub-criterion, a module or the whole scheme that were marked and not ruled on."""
    for tally in tallies:
        if not tally.sheets:
            continue
        for sub in tally.module.sub_criteria:
            for aspect in sub.aspects:
                if of in (aspect.id, sub.id, tally.module.id, TOTAL) and aspect.id not in tally.ruled.aspects:
                    yield tally, aspect


def costs(fault: Fault, direction: Direction) -> bool:
    """Whether what is counted makes a result worse: points taken away, or seconds added where the lower wins."""
    return fault.points < 0 if direction == "high" else fault.points > 0


def _faults(of: str, tallies: Sequence[Tally], direction: Direction) -> Fraction | None:
    """How many faults were counted, over all tries: of each kind the middle one of the judges' counts."""
    counts = []
    for tally, aspect in _parts(of, tallies):
        if not isinstance(aspect.rule, Count):
            continue
        kinds = [fault.id for fault in aspect.rule.faults if costs(fault, direction)]
        boxes = kinds if aspect.tries is None else _of_every_try(aspect.tries, kinds)
        counts += [median_reading(tally.sheets, aspect.id, box) for box in boxes]
    known = [count for count in counts if count is not None]
    return exact_sum(known) if known else None


def _of_every_try(tries: Tries, boxes: Sequence[FieldId]) -> list[FieldId]:
    return [try_box(box, n) for n in range(1, tries.count + 1) for box in boxes]


def _judges_sums(of: str, tallies: Sequence[Tally]) -> Iterator[Fraction]:
    """What each judge alone gave to a module or sub-criterion, before anything is dropped or void."""
    for tally in tallies:
        inside = [aspect for one, aspect in _parts(of, [tally]) if not isinstance(aspect.rule, Relative)]
        for _, sheet in tally.sheets if inside else ():
            yield exact_sum(
                Fraction(worth(aspect, sheet[aspect.id])) / Fraction(divisor(aspect))
                for aspect in inside
                if aspect.id in sheet
            )
