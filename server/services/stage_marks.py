"""One entry's working for everyone to see: module by module, judge by judge, dropped marks marked as such. Pure.

It is cut out of the tree of `core/working.py`; judges are seats, by number. Whose marks may be told is decided by
whoever asks (`public_marks.py`), a module whose panel is not complete is told by the number of its sheets alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from server.core.exact import Rounding
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.rules import Judgement, Points, Relative, Veto
from server.core.scheme import Aspect, Module, Scheme
from server.core.steps import Kind, Step, exact_text
from server.core.working import explain
from server.services.marked import Marked
from server.services.standings_view import figure, text

_THEN: frozenset[Kind] = frozenset(
    {
        "limit",
        "void",
        "weight",
        "difficulty",
        "ruling",
        "penalty",
        "best_module",
        "own_share",
        "carried",
        "best_round",
    }
)
"""Steps after the parts that are told; what an official wrote with them is not."""
_PLACES_MOST = 4


def explained(scheme: Scheme, marks: Marked, entry: EntryId) -> Step:
    """The working of an entry, from what the public result is made of."""
    return explain(scheme, marks.sheets[entry], marks.panels, marks.given[entry])


def module_marks(
    module: Module, step: Step, seats: Mapping[OfficialId, int] | None, places: int
) -> dict[str, Any]:
    """
    The parts of a module with their aspects, the seats whose marks are told, and what happened after them.

    :param seats: by judge; None: no judge's mark is told, only what the panel came to
    """
    told = sorted({seats[judge] for judge in _judges(step)}) if seats else []
    aspects = {aspect.id: aspect for aspect in module.aspects()}
    parts = {one.of: one for one in step.steps if one.kind == "sub_criterion"}
    titles = {sub.id: sub.title for sub in module.sub_criteria}
    return {
        "parts": [
            {
                "id": id_,
                "title": text(titles[id_]),
                "points": _rounded(part.value, places),
                "aspects": [
                    _aspect(aspects[one.of], one, seats or {}, told, places)  # type: ignore[index]
                    for one in part.steps
                    if one.kind == "aspect" and _is_told(aspects[one.of])  # type: ignore[index]
                ],
            }
            for id_, part in parts.items()
        ],
        "after": after(step, places),
        **({"seats": told} if told else {}),
    }


def after(step: Step, places: int) -> list[dict[str, Any]]:
    """What changed a sum after its parts were added: limits, weights, penalties, what is carried over; not roundings."""
    found = []
    for one in step.steps:
        if one.kind not in _THEN or Fraction(one.value) == 0:
            continue
        said: dict[str, Any] = {"kind": one.kind, "value": _rounded(one.value, places)}
        said |= {} if one.title is None else {"title": text(one.title)}
        said |= {
            name: one.figures[name] for name in ("max", "weight", "factor", "percent") if name in one.figures
        }
        found.append(said)
    return found


def seats_of(marks: Marked, module: ModuleId, entry: EntryId, *, by_name: bool) -> dict[OfficialId, int]:
    """
    The number of each judge's seat, from 1.

    Under a blind code those who mark the entry are numbered through: a seat that is left out would tell whose it is.
    """
    given = marks.given[entry]
    before = given.before.get(module, {})
    panel = [judge for judge in marks.panels.get(module, ()) if by_name or judge not in given.recused]
    return {one: seat for seat, judge in enumerate(panel, 1) for one in (judge, *before.get(judge, ()))}


def _is_told(aspect: Aspect) -> bool:
    """A veto nobody has found is no line; one that was found is told with what it voids."""
    return not isinstance(aspect.rule, Veto)


def _judges(step: Step) -> set[OfficialId]:
    return {
        OfficialId(one.of)
        for part in step.steps
        if part.kind == "sub_criterion"
        for aspect in part.steps
        for one in aspect.steps
        if one.kind == "judge"
    }


def _aspect(
    aspect: Aspect, step: Step, seats: Mapping[OfficialId, int], told: Sequence[int], places: int
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": aspect.id,
        "title": text(aspect.title),
        "kind": aspect.rule.kind,
        "points": _rounded(step.value, places),
    }
    if aspect.max is not None:
        said["max"] = format(aspect.max.normalize(), "f")
    kinds = {one.kind for one in step.steps}
    if "agreed" in kinds:  # what each had marked before they came together stays in the room
        return said | {"agreed": True}
    if isinstance(aspect.rule, Relative) or not told:
        return said
    by_seat = {seats[OfficialId(one.of)]: one for one in step.steps if one.kind == "judge"}
    said["marks"] = [_mark(aspect, by_seat[seat]) if seat in by_seat else "" for seat in told]
    for kept, name in (("dropped_high", "high"), ("dropped_low", "low")):
        dropped = [at for at, seat in enumerate(told) if _kept(by_seat.get(seat)) == kept]
        said |= {name: dropped} if dropped else {}
    return said


def _kept(step: Step | None) -> str:
    return "" if step is None else step.figures.get("kept", "")


def _mark(aspect: Aspect, step: Step) -> str:
    """A judge's mark as it was given, where it is one figure; else what it is worth."""
    if aspect.tries is None and isinstance(aspect.rule, Judgement | Points):
        given = step.figures.get("mark.level", step.figures.get("mark.points", ""))
        if given:
            return given
    value = Fraction(step.value)
    shown = exact_text(value)
    return shown if "/" not in shown and len(shown.partition(".")[2]) <= _PLACES_MOST else _rounded(shown, 2)


def _rounded(value: str, places: int) -> str:
    return figure(Rounding(places).apply(Fraction(value)))
