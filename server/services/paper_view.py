"""Sheets on paper as a recorder sees them: by code, with judges' names and no competitor's. Pure.

Who has not typed a sheet yet is not given what another person has typed of it.
"""

from __future__ import annotations

from typing import Any

from server.core.competition import Competition
from server.core.ids import Code, EntryId, ModuleId, OfficialId
from server.core.paper import Typed, by_others, own
from server.core.round import Round, Sheet
from server.core.scheme import Module
from server.services.names import Names
from server.services.overview import text
from server.services.scheme_files import to_data


def due(state: Competition, names: Names, person: OfficialId) -> dict[str, Any]:
    """The open rounds with their modules, judges and codes, and what was typed in already of sheets that are not in."""
    rounds = [round_ for round_ in state.rounds.values() if round_.phase == "open"]
    return {
        "rounds": [_round(state, round_, names) for round_ in rounds],
        "waiting": [
            _waiting(round_, key, names, person)
            for round_ in rounds
            for key in (*round_.paper, *round_.shadow_paper)
            if key[2] in round_.filling(*key[:2]) and round_.typed(*key)
        ],
    }


def _round(state: Competition, round_: Round, names: Names) -> dict[str, Any]:
    event = state.event_of(round_)
    return {
        "id": round_.id,
        "title": text(round_.title),
        "event": text(event.title),
        "codes": sorted(drawn.code for drawn in (*round_.order, *round_.works)),
        "modules": [
            {
                "id": module.id,
                "title": text(module.title),
                "judges": [_person(one, names) for one in round_.everybody_of(module.id)],
            }
            for module in event.scheme.modules
        ],
    }


def _waiting(
    round_: Round, key: tuple[ModuleId, EntryId, OfficialId], names: Names, person: OfficialId
) -> dict[str, Any]:
    module, entry, judge = key
    waiting = round_.typed(*key)
    return {
        "round": round_.id,
        "module": module,
        "code": round_.codes[entry],
        "judge": _person(judge, names),
        "run": round_.run(module, entry),
        "answers": round_.answers(module, entry, judge),
        "differs": len(waiting) > 1,
        "mine": own(waiting, person) is not None,
        "by": [_person(one.fact.by, names) for one in waiting],
        "position": waiting[-1].position,
    }


def sheet(
    state: Competition,
    round_: Round,
    module: Module,
    code: Code,
    judge: OfficialId,
    names: Names,
    person: OfficialId,
) -> dict[str, Any] | None:
    """
    One sheet to type in: its shape, what is in already, one's own entry, and others' once there is one's own.

    None where the judge has no such sheet.
    """
    entry = round_.entry_in(module.id, code)
    if entry is None or judge not in round_.filling(module.id, entry):
        return None
    event = state.event_of(round_)
    drawn = next(one for one in round_.order_in(module.id) if one.code == code)
    waiting = round_.typed(module.id, entry, judge)
    mine = own(waiting, person)
    return {
        "round": {"id": round_.id, "title": text(round_.title), "phase": round_.phase},
        "event": text(event.title),
        "module": to_data(module),
        "code": code,
        "heat": drawn.heat,
        "station": drawn.station,
        "judge": _person(judge, names),
        "run": round_.run(module.id, entry),
        "answers": round_.answers(module.id, entry, judge),
        "shadow": judge in round_.shadows.get(module.id, ()),
        "submitted": _submitted(round_.own_sheet(module.id, entry, judge)),
        "mine": _typed(mine, names) if mine else None,
        "others": [
            _typed(one, names) if mine else {"by": _person(one.fact.by, names)}
            for one in by_others(waiting, person)
        ],
    }


def _submitted(one: Sheet | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "position": one.position,
        "recorded_at": one.recorded_at,
        "marks": _marks(one.marks),
        "paper": one.paper is not None,
    }


def _typed(one: Typed, names: Names) -> dict[str, Any]:
    return {
        "by": _person(one.fact.by, names),
        "marks": _marks(one.fact.marks),
        "comment": one.fact.comment,
        "position": one.position,
    }


def _marks(marks: Any) -> dict[str, dict[str, str]]:
    return {aspect: dict(mark) for aspect, mark in marks.items()}


def _person(id_: OfficialId, names: Names) -> dict[str, str]:
    return {"id": id_, "name": names.officials.get(id_, "")}
