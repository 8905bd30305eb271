"""One conference (评议) for the chief judge: every mark of the panel, what it was before, what was said. Pure; read only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.core.conference import Call
from server.core.conferences import apart, open_conference, seen_at
from server.core.facts_sheet import Mark
from server.core.given import Agreed
from server.core.ids import AspectId, EntryId, OfficialId
from server.core.panel import rule_for
from server.core.round import Round
from server.core.scheme import Aspect, Module, Scheme
from server.core.tally import Spread
from server.services.standings_view import figure


def conference(scheme: Scheme, round_: Round, module: Module, entry: EntryId) -> dict[str, Any]:
    """
    The aspects that are or were apart, in the order of the sheet, with each judge's mark beside those before it.

    `seen` is what a command has to name; `asked` are judges who have yet to mark again.
    """
    said = round_.conference(module.id, entry)
    now = open_conference(scheme, round_, module, entry)
    wide = {one.aspect: one for one in apart(scheme, round_, module, entry)}
    named = {aspect for call in said.calls for aspect in call.fact.aspects} | said.agreed.keys() | wide.keys()
    asked = list(now.asked) if now else []
    return {
        "code": round_.codes[entry],
        "seen": seen_at(round_, module.id, entry),
        "open": now is not None,
        "asked": asked,
        "calls": [_call(one) for one in said.calls],
        "aspects": [
            {
                "aspect": aspect.id,
                "agreeable": rule_for(module, aspect).rule == "agreed",
                "asked": bool(asked) and aspect.id in said.aspects,
                "marks": _marks(round_, module, entry, aspect, said.calls),
                **_span(wide, aspect.id),
                **({"agreed": _agreed(said.agreed[aspect.id])} if aspect.id in said.agreed else {}),
                **({"accepted": said.accepted[aspect.id]} if aspect.id in said.accepted else {}),
            }
            for aspect in module.aspects()
            if aspect.id in named
        ],
    }


def _call(one: Call) -> dict[str, Any]:
    return {
        "position": one.position,
        "recorded_at": one.recorded_at,
        "aspects": list(one.fact.aspects),
        "judges": list(one.fact.judges),
        "reason": one.fact.reason,
    }


def _marks(
    round_: Round, module: Module, entry: EntryId, aspect: Aspect, calls: tuple[Call, ...]
) -> list[dict[str, Any]]:
    """Of each judge the mark that stands, and those of before, call by call; None where there is none."""
    sheets = round_.sheets.get((module.id, entry), {})
    return [
        {
            "judge": judge,
            "before": [
                _before(call.before, judge, aspect.id) for call in calls if aspect.id in call.fact.aspects
            ],
            "now": _plain(sheets[judge].marks.get(aspect.id)) if judge in sheets else None,
        }
        for judge in round_.judging(module.id, entry)
    ]


def _before(
    of: Mapping[OfficialId, Mapping[AspectId, Mark]], judge: OfficialId, aspect: AspectId
) -> dict[str, str] | None:
    return _plain(of.get(judge, {}).get(aspect))


def _plain(mark: Mark | None) -> dict[str, str] | None:
    return None if mark is None else {str(box): text for box, text in mark.items()}


def _span(wide: Mapping[AspectId, Spread], aspect: AspectId) -> dict[str, Any]:
    one = wide.get(aspect)
    return {} if one is None else {"lowest": figure(one.lowest), "highest": figure(one.highest)}


def _agreed(one: Agreed) -> dict[str, Any]:
    return {"mark": _plain(one.mark), "reason": one.reason}
