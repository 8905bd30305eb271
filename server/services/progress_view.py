"""Who has marked whom, as JSON for the organiser: judges x entries, with totals and ranks as they are now. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from server.core.approval import Lack, field_is_open, lacking, newest_change
from server.core.field import relative_aspects
from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.lateness import Late, late
from server.core.round import Round
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.round_view import Logged
from server.services.standings_view import figure, penalty, text


def progress(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """The progress of a round, as `docs/protocol.md` has it. Names included: not for the public, nor for judges."""
    round_ = live.round
    counts = live.counts().values()
    return {
        "round": round_.id,
        "phase": round_.phase,
        "unit": live.event.scheme.result.unit,
        "judges": judges(competition, live),
        "order": [drawn.entry for drawn in round_.pieces],
        "rows": _rows(competition, live),
        "recent": [_logged(logged) for logged in reversed(live.log)],
        "sheets_in": sum(there for there, _ in counts),
        "sheets_due": sum(due for _, due in counts),
        **_calibrations(round_),
        "seen": newest_change(competition.state, round_),
    }


def _calibrations(round_: Round) -> dict[str, Any]:
    """The last fact about each calibration piece; nothing where there is none. What was marked stands elsewhere."""
    said = {code: piece.changed_at for code, piece in round_.calibrations.items()}
    return {"calibrations": said} if said else {}


def judges(competition: LiveCompetition, live: LiveRound) -> list[dict[str, Any]]:
    """The judges of the panels with their modules, then those who only mark beside a panel as shadow judges."""
    round_, names = live.round, competition.names.officials
    counting = _modules(live, {module: round_.have_sat(module) for module in round_.panels})
    shadows = _modules(live, round_.shadows)
    listed: list[dict[str, Any]]
    listed = [{"id": one, "name": names.get(one, one), "modules": of} for one, of in counting.items()]
    for one, of in shadows.items():
        known = next((judge for judge in listed if judge["id"] == one), None)
        if known is None:
            listed.append({"id": one, "name": names.get(one, one), "modules": [], "shadows": of})
        else:
            known["shadows"] = of
    for judge in listed:
        held = {m: list(of[judge["id"]]) for m, of in round_.before.items() if of.get(judge["id"])}
        left = [m for m in judge["modules"] if judge["id"] not in round_.panels[m]]
        judge |= ({"replaces": held} if held else {}) | ({"left": left} if left else {})
    return listed


def _modules(
    live: LiveRound, panels: Mapping[ModuleId, Sequence[OfficialId]]
) -> dict[OfficialId, list[ModuleId]]:
    found: dict[OfficialId, list[ModuleId]] = {}
    for module in live.event.scheme.modules:
        for judge in panels.get(module.id, ()):
            found.setdefault(judge, []).append(module.id)
    return found


def _rows(competition: LiveCompetition, live: LiveRound) -> dict[EntryId, dict[str, Any]]:
    ranks = {standing.entry: standing.rank for standing in live.standings()}
    results, tardy, lacks = live.results(), _late(live.round), _lacks(live)
    rows = {}
    for drawn in live.round.pieces:
        entry = drawn.entry
        name, total, rank = competition.names.entries.get(entry), results[entry].total, ranks.get(entry)
        row: dict[str, Any] = {
            "code": drawn.code,
            "number": live.event.registrations[entry].number,
            "state": live.round.state(entry),
            **_recused(live, entry),
            "cells": _cells(live, entry),
            **_paper(live.round, entry),
            **({"late": tardy[entry]} if entry in tardy else {}),
        }
        if name is not None:
            row["name"] = text(name)
        if total is not None:
            row["total"] = figure(total)
        if rank is not None:
            row["rank"] = rank
        row |= penalty(results[entry])
        row |= _conferences(live, entry) | _approval(live.round, entry, lacks.get(entry, ()))
        rows[entry] = row
    return rows


def _paper(round_: Round, entry: EntryId) -> dict[str, Any]:
    """The sheets on paper that wait for a second person, by module and judge; nothing where there are none."""
    found: dict[ModuleId, dict[OfficialId, dict[str, Any]]] = {}
    for module, of, judge in (*round_.paper, *round_.shadow_paper):
        typed = round_.typed(module, of, judge)
        if of == entry and typed:
            last = typed[-1]
            said = {"position": last.position, "at": last.recorded_at, "differs": len(typed) > 1}
            found.setdefault(module, {})[judge] = said
    return {"paper": found} if found else {}


def _late(round_: Round) -> dict[EntryId, dict[ModuleId, dict[OfficialId, Late]]]:
    """The sheets that are late, by entry, module and judge, each with the reason."""
    found: dict[EntryId, dict[ModuleId, dict[OfficialId, Late]]] = {}
    for module, entry, judge, why in late(round_):
        found.setdefault(entry, {}).setdefault(module, {})[judge] = why
    return found


def _conferences(live: LiveRound, entry: EntryId) -> dict[str, Any]:
    """The conferences that are open on an entry, by module: what is too far apart, and who has yet to mark again."""
    found = {}
    for module in live.event.scheme.modules:
        if (one := live.conferences().get((module.id, entry))) is None:
            continue
        spans = [
            {"aspect": wide.aspect, "lowest": figure(wide.lowest), "highest": figure(wide.highest)}
            for wide in one.aspects
        ]
        found[module.id] = {"apart": spans, "asked": list(one.asked)}
    return {"conferences": found} if found else {}


def _lacks(live: LiveRound) -> dict[EntryId, tuple[Lack, ...]]:
    """What stands in the way of approving the entries that compete and are not approved yet."""
    round_, scheme = live.round, live.event.scheme
    competing = [one.entry for one in round_.pieces if round_.state(one.entry) == "competing"]
    found = {entry: lacking(scheme, round_, entry, live.conferences()) for entry in competing}
    if relative_aspects(scheme) and field_is_open(scheme, found):
        found = {entry: (*some, Lack("field")) for entry, some in found.items()}
    return {entry: some for entry, some in found.items() if entry not in round_.approved}


def _approval(round_: Round, entry: EntryId, lacks: tuple[Lack, ...]) -> dict[str, Any]:
    """When the entry was approved, or what it lacks: how often what, by kind and module; an empty list: it is ready."""
    if (approved := round_.approved.get(entry)) is not None:
        return {"approved": {"position": approved.position, "at": approved.recorded_at}}
    if round_.phase in ("planned", "drawn") or round_.state(entry) != "competing":
        return {}
    counted = Counter((one.kind, one.module) for one in lacks)
    return {
        "lacks": [
            {"kind": kind, **({"module": module} if module else {}), "n": n}
            for (kind, module), n in counted.items()
        ]
    }


def _recused(live: LiveRound, entry: EntryId) -> dict[str, Any]:
    """The judges of its panels who stay out of the entry; nothing where none does."""
    round_ = live.round
    panels = {judge for of in (round_.panels, round_.shadows) for panel in of.values() for judge in panel}
    out = sorted(panels & live.round.recused.get(entry, frozenset()))
    return {"recused": out} if out else {}


def _cells(live: LiveRound, entry: EntryId) -> dict[ModuleId, dict[OfficialId, dict[str, Any]]]:
    cells = {}
    for module in live.event.scheme.modules:
        sheets = {
            judge: sheet
            for judge in (
                *live.round.shadows.get(module.id, ()),
                *live.round.sheets.get((module.id, entry), {}),
            )
            if (sheet := live.round.own_sheet(module.id, entry, judge)) is not None
        }
        back = {j: one for (of, e, j), one in live.round.returned.items() if (of, e) == (module.id, entry)}
        if sheets or back:
            cells[module.id] = {
                judge: {
                    "position": sheet.position,
                    "at": sheet.recorded_at,
                    "corrected": sheet.corrected,
                }
                for judge, sheet in sheets.items()
            } | {
                judge: {"position": one.position, "at": one.recorded_at, "corrected": False, "returned": True}
                for judge, one in back.items()
            }
    return cells


def _logged(logged: Logged) -> dict[str, Any]:
    return {
        "position": logged.position,
        "at": logged.at,
        "judge": logged.judge,
        "module": logged.module,
        "code": logged.code,
        "kind": logged.kind,
    }
