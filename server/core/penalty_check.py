"""What can be wrong with a scheme's kinds of penalty: ids, amounts, modules, what they lead to. Texts: `problem_texts.py`."""

from collections.abc import Iterator
from decimal import Decimal

from server.core.ids import is_id
from server.core.marks import is_multiple
from server.core.penalty_kinds import Consequence, Penalty
from server.core.problems import Problem, problem
from server.core.scheme import Scheme

PENALTIES_MAX = 40


def penalty_problems(scheme: Scheme) -> Iterator[Problem]:
    """Every fault of the section `penalties`."""
    if len(scheme.penalties) > PENALTIES_MAX:
        yield problem("too_many", "penalties", limit=PENALTIES_MAX, count=len(scheme.penalties))
    seen: set[str] = set()
    for n, kind in enumerate(scheme.penalties):
        path = f"penalties[{n}]"
        if not is_id(kind.id):
            yield problem("id_invalid", path, id=kind.id[:60])
        if kind.id in seen:
            yield problem("id_twice", path, id=kind.id)
        seen.add(kind.id)
        yield from _amount(kind, path)
        yield from _module(scheme, kind, path)
        yield from _often(kind, path)
        if kind.consequence is not None:
            yield from _leads(scheme, n, kind, kind.consequence, f"{path}.consequence")


def _amount(kind: Penalty, path: str) -> Iterator[Problem]:
    """One amount, or a range of whole steps that holds more than nought, or none at all."""
    ranged = (kind.low, kind.high, kind.step) != (None, None, None)
    if kind.amount is not None and ranged:
        yield problem("penalty_amount_twice", f"{path}.amount")
    elif ranged:
        yield from _range(kind, path)
    elif not kind.amount and kind.card is None and kind.consequence is None:
        yield problem("penalty_nothing", path)


def _range(kind: Penalty, path: str) -> Iterator[Problem]:
    low, high, step = kind.low, kind.high, kind.step
    if low is None or high is None or step is None or not _whole(low, high, step):
        yield problem("penalty_range", f"{path}.step")
    elif low == high == 0:
        yield problem("penalty_nothing", path)


def _whole(low: Decimal, high: Decimal, step: Decimal) -> bool:
    return step > 0 and low <= high and is_multiple(low, step) and is_multiple(high, step)


def _module(scheme: Scheme, kind: Penalty, path: str) -> Iterator[Problem]:
    if kind.of is None:
        return
    if scheme.module(kind.of) is None:
        yield problem("reference_unknown", f"{path}.of", id=kind.of, what_zh="模块", what_en="module")
    leads = kind.consequence
    if kind.applies == "total" and (leads is None or leads.then == "disqualified"):
        yield problem("penalty_module_unused", f"{path}.of")


def _often(kind: Penalty, path: str) -> Iterator[Problem]:
    if kind.count_max is not None and kind.count_max < 1:
        yield problem("penalty_count", f"{path}.count_max")
    if kind.cap is not None and (kind.cap <= 0 or not (kind.amount or kind.step)):
        yield problem("penalty_cap", f"{path}.cap")
    leads = kind.consequence
    if leads is None:
        return
    if leads.times < 1:
        yield problem("penalty_count", f"{path}.consequence.times")
    elif kind.count_max is not None and kind.count_max < leads.times:
        yield problem(
            "penalty_unreachable", f"{path}.consequence.times", times=leads.times, count_max=kind.count_max
        )


def _leads(scheme: Scheme, place: int, kind: Penalty, leads: Consequence, path: str) -> Iterator[Problem]:
    """To a later kind of the list, so that nothing goes round in circles, and to one whose amount is known."""
    if (leads.then == "penalty") != (leads.penalty is not None):
        yield problem("penalty_leads", f"{path}.penalty")
        return
    if leads.penalty is None:
        return
    later = {one.id: one for one in scheme.penalties[place + 1 :]}
    if leads.penalty == kind.id or leads.penalty not in later:
        yield problem("penalty_later", f"{path}.penalty", id=leads.penalty)
    elif later[leads.penalty].step is not None:
        yield problem("penalty_open", f"{path}.penalty", id=leads.penalty)
