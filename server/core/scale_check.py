"""What every kind of aspect needs alike: names of boxes, ranges with their steps, a maximum that can be reached."""

from collections.abc import Iterator
from decimal import Decimal

from server.core.boxes import NOT_ATTEMPTED
from server.core.exact import Rounding
from server.core.ids import FieldId, is_id
from server.core.marks import is_multiple
from server.core.problems import Problem, problem
from server.core.scheme import Aspect


def names(named: list[tuple[str, FieldId]], path: str) -> Iterator[Problem]:
    """The boxes of one mark have names of their own."""
    if not named:
        yield problem("empty", path)
    seen: set[FieldId] = set()
    for where, id_ in named:
        if not is_id(id_):
            yield problem("id_invalid", where, id=id_[:60])
        elif id_ == NOT_ATTEMPTED:
            yield problem("id_reserved", where, id=id_)
        elif id_ in seen:
            yield problem("id_twice", where, id=id_)
        seen.add(id_)


def reaches(aspect: Aspect, reach: Decimal, path: str) -> Iterator[Problem]:
    """A maximum nobody can reach would be missing from every total."""
    if aspect.max is not None and reach < aspect.max:
        yield problem("points_unreachable", path, reach=reach, max=aspect.max)


def scale(low: Decimal, high: Decimal, step: Decimal, path: str) -> Iterator[Problem]:
    """A range of at least one step, with both ends on a step."""
    if low >= high:
        yield problem("range_invalid", path, low=low, high=high)
    if step <= 0:
        yield problem("step_invalid", f"{path}.step")
        return
    for value in (low, high):
        if not is_multiple(value, step):
            yield problem("step_divides_not", f"{path}.step", step=step, value=value)


def not_lifted(rounding: Rounding | None, most: Decimal | None, path: str) -> Iterator[Problem]:
    """A rounding that may lift points above their maximum: where the maximum itself has more places."""
    if rounding is None or most is None or not 0 <= rounding.places <= 6:
        return
    if not is_multiple(most, Decimal(1).scaleb(-rounding.places)):
        yield problem("rounding_lifts", path, places=rounding.places, most=most)


def needs_max(aspect: Aspect, path: str) -> Iterator[Problem]:
    """A maximum above nought."""
    if not aspect.max:
        yield problem("max_needed", path)
