"""What an aspect that is compared with the field needs to be sound. Other kinds of aspects: `aspect_check.py`."""

from collections.abc import Iterator
from itertools import pairwise

from server.core.problems import Problem, problem
from server.core.rules import Beaten, BehindBest, BestShare, ByPlace, Relative
from server.core.scale_check import needs_max, reaches, scale
from server.core.scheme import Aspect

ENTRIES_MAX = 2000
"""So many entries an event may have: what the bonus for each one beaten can come to."""


def relative_problems(rule: Relative, aspect: Aspect, path: str, *, low_wins: bool) -> Iterator[Problem]:
    """A range of values, a maximum that the best one reaches, and figures that make sense; nowhere that less is better."""
    yield from needs_max(aspect, path)
    yield from scale(rule.low, rule.high, rule.step, path)
    if rule.low < 0:
        yield problem("relative_negative", f"{path}.low")
    if low_wins:
        yield problem("relative_low_wins", path)
    where = f"{path}.compared"
    match rule.compared:
        case BestShare():
            pass
        case BehindBest(step=step, minus_points=minus):
            if step <= 0 or minus <= 0:
                yield problem("deduction_invalid", where)
        case ByPlace() as how:
            yield from _places(how, aspect, f"{where}.ranks")
        case Beaten() as how:
            yield from _beaten(how, aspect, where)


def _places(how: ByPlace, aspect: Aspect, path: str) -> Iterator[Problem]:
    """From the first place on, one after the other, with points that fall and begin at the maximum."""
    if not how.ranks:
        yield problem("empty", path)
        return
    for n, line in enumerate(how.ranks):
        if line.first < 1 or (line.last is not None and line.last < line.first) or line.points < 0:
            yield problem("places_line_invalid", f"{path}[{n}]")
    for n, (before, after) in enumerate(pairwise(how.ranks), 1):
        if before.last is None or after.first != before.last + 1 or after.points > before.points:
            yield problem("places_line_invalid", f"{path}[{n}]")
    best = how.ranks[0].points
    if aspect.max is not None and best > aspect.max:
        yield problem("points_over_max", path, points=best, max=aspect.max)
    yield from reaches(aspect, best, path)


def _beaten(how: Beaten, aspect: Aspect, path: str) -> Iterator[Problem]:
    if how.start < 0 or how.each < 0 or how.minus_points < 0 or how.step <= 0:
        yield problem("beaten_invalid", path)
    yield from reaches(aspect, how.start + how.each * ENTRIES_MAX, path)
