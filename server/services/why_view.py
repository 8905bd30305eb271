"""Why an entry has its rank, for the public: modules, parts, what is void, penalties, gates, the tie-break. Pure.

It is drawn from the result the public sees, never from sheets: no judge's mark is in it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from server.core.exact import Rounding
from server.core.ids import EntryId
from server.core.penalties import Charge
from server.core.results import ModuleResult, Result
from server.core.scheme import Module, Scheme, TieBreak
from server.core.standings import Standing
from server.core.steps import exact_text
from server.core.tally import Why
from server.core.text import Text
from server.services.public_view import Seen
from server.services.sheet_counts import of_module
from server.services.standings_view import figure, text, tie_break_title


def why(scheme: Scheme, now: Seen, entry: EntryId) -> dict[str, Any] | None:
    """The public part of the working of one entry, as `docs/protocol.md` has it; None where it has none to show."""
    standing = next((one for one in now.view.standings if one.entry == entry), None)
    if standing is None or not standing.result.marked:
        return None
    result = standing.result
    return {
        "modules": [_module(scheme, now, module, result.modules[module.id]) for module in scheme.modules],
        "gates": [_missed(scheme, one) for one in result.why if one.by == "gate"],
        "vetoes": [text(_title(scheme, one)) for one in result.why if one.by in ("veto", "penalty")],
        "penalties": [_penalty(one) for one in result.charges.charged],
        "ties": _ties(scheme, now, standing),
    }


def _module(scheme: Scheme, now: Seen, module: Module, of: ModuleResult) -> dict[str, Any]:
    places = (module.rounding or scheme.result.rounding).places
    there, due = of.sheets_in, of.sheets_due
    if now.identity == "code":
        there, due = of_module(now.view, module.id, (there, due))
    shown: dict[str, Any] = {
        "id": module.id,
        "title": text(module.title),
        "in": there,
        "due": due,
        "void": [text(_title(scheme, one)) for one in of.why],
    }
    if of.sheets_in:
        shown |= {"points": _shown(of.points, places), "total": figure(of.total)}
        shown["parts"] = [
            {"id": sub.id, "title": text(sub.title), "points": _shown(of.subs[sub.id], places)}
            for sub in module.sub_criteria
        ]
    if module.max is not None:
        shown["max"] = format(module.max.normalize(), "f")
    if module.weight is not None:
        shown["weight"] = format(module.weight.normalize(), "f")
    return shown


def _shown(value: Fraction, places: int) -> str:
    return figure(Rounding(places).apply(value))


def _penalty(one: Charge) -> dict[str, Any]:
    """One penalty by its kind and what it changes; the reason an official wrote stays with the officials."""
    shown: dict[str, Any] = {"title": text(one.kind.title)}
    if one.amount:
        shown["amount"] = exact_text(one.amount)
    if one.kind.card is not None:
        shown["card"] = one.kind.card
    if one.place is not None:
        shown["module"] = one.place
    return shown


def _missed(scheme: Scheme, one: Why) -> dict[str, Any]:
    gate = scheme.gates[int(one.of)]
    return {"title": text(gate.title), "minimum": format(gate.minimum.normalize(), "f"), "then": gate.then}


def _title(scheme: Scheme, one: Why) -> Text:
    if one.by == "gate":
        return scheme.gates[int(one.of)].title
    if one.by == "penalty":
        return next(kind.title for kind in scheme.penalties if kind.id == one.of)
    aspects = (aspect for module in scheme.modules for aspect in module.aspects())
    return next(aspect.title for aspect in aspects if aspect.id == one.of)


def _ties(scheme: Scheme, now: Seen, standing: Standing) -> list[dict[str, Any]]:
    """Where totals are equal: the neighbours, and what put them in order or that nothing did."""
    if standing.rank is None or not now.view.cover.whole:
        return []
    equal = [one for one in now.view.standings if one.rank is not None and one.total == standing.total]
    place = equal.index(standing)
    found = []
    for other, behind in ((place - 1, standing), (place + 1, None)):
        if not 0 <= other < len(equal):
            continue
        decided = (behind or equal[other]).decided_by
        found.append(_tie(scheme, now, standing.result, equal[other], decided, ahead=behind is None))
    return found


def _tie(
    scheme: Scheme, now: Seen, own: Result, other: Standing, decided: TieBreak | None, *, ahead: bool
) -> dict[str, Any]:
    """One neighbour with the same total: `ahead` of it, behind it, or sharing the rank where nothing decided."""
    shown: dict[str, Any] = {"entry": now.key(other.entry)}
    if decided is None:
        return shown | {"order": "shared"}
    shown |= {"order": "ahead" if ahead else "behind", "by": text(tie_break_title(scheme, decided))}
    place = scheme.tie_breaks.index(decided)
    for name, value in (("own", own.ties[place]), ("other", other.result.ties[place])):
        if value is not None:
            shown[name] = _shown(value, scheme.result.rounding.places)
    return shown
