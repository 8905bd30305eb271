"""Everything a judge's tablet needs for a day without network, by blind code only; pure. No name, no number, no entry id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.core.boxes import fields
from server.core.calibration import CalibrationPiece
from server.core.calibration_figures import piece_figures
from server.core.clock import PLANNED
from server.core.competition import Competition, Event
from server.core.conference import Conference
from server.core.decide_approval import check_takes_sheet
from server.core.ids import Code, CompetitionId, ModuleId, OfficialId
from server.core.round import Returned, Round, Sheet
from server.core.scheme import Module
from server.services.calibration_view import ends
from server.services.floor_view import clock, heats, note
from server.services.overview import text
from server.services.scheme_files import to_data

SHAPES_MAX = 500
_shapes: dict[tuple[str, ModuleId], dict[str, Any]] = {}


def work(id_: CompetitionId, state: Competition, judge: OfficialId, name: str) -> dict[str, Any]:
    """The rounds in which this judge sits on a panel, with the sheets of theirs."""
    return {
        "judge": {"id": judge, "name": name},
        "competition": {"id": id_, "title": text(state.title)},
        "rounds": list(_rounds(state, judge)),
    }


def _rounds(state: Competition, judge: OfficialId) -> Iterator[dict[str, Any]]:
    for round_ in state.rounds.values():
        event = state.event_of(round_)
        modules = [
            part
            for module in event.scheme.modules
            if judge in round_.have_sat(module.id) or judge in round_.shadows.get(module.id, ())
            for part in (
                *_calibrations(event, module, round_, judge),
                _module(state, module, round_, judge),
            )
        ]
        if modules:
            yield {
                "id": round_.id,
                "title": text(round_.title),
                "event": {"id": event.id, "title": text(event.title), "sheet_rules": _rules(event)},
                "phase": round_.phase,
                "heats": heats(round_),
                "modules": modules,
            }


def _rules(event: Event) -> dict[str, Any]:
    """How its sheets are filled in."""
    rules = event.sheet_rules
    return {
        "signature": rules.signature,
        "phrases": [text(phrase) for phrase in rules.phrases],
        "pictures": [to_data(picture) for picture in rules.pictures],
    }


def _module(state: Competition, module: Module, round_: Round, judge: OfficialId) -> dict[str, Any]:
    """The sheet's shape, the judge's sheets, and the heat that works now (0: none was called)."""
    return (
        _shape(state.event_of(round_), module)
        | ({"shadow": True} if judge in round_.shadows.get(module.id, ()) else {})
        | {
            "heat": round_.floor.heats.get(module.id, 0),
            "sheets": list(_sheets(state, round_, module, judge)),
        }
    )


def _calibrations(event: Event, module: Module, round_: Round, judge: OfficialId) -> Iterator[dict[str, Any]]:
    """The module's calibration pieces (校准件) as a part of their own, beside what counts; nothing where there are none."""
    panel = round_.everybody_of(module.id)
    pieces = [one for one in round_.calibrations.values() if one.module == module.id]
    if pieces and judge in panel:
        sheets = [
            _calibration(module, round_, piece, judge, order) for order, piece in enumerate(pieces, start=1)
        ]
        yield _shape(event, module) | {"calibration": True, "heat": 0, "sheets": sheets}


def _calibration(
    module: Module, round_: Round, piece: CalibrationPiece, judge: OfficialId, order: int
) -> dict[str, Any]:
    """One piece; what the others gave, of nobody in particular, only once all are in or the chief judge has ended it."""
    sheet = piece.sheets.get(judge)
    over = piece.ended or round_.phase in ("closed", "published")
    shown = piece.is_shown(round_.everybody_of(module.id))
    figures = piece_figures(module, piece, round_.panels.get(module.id, ())).aspects if shown else ()
    return {
        "code": piece.code,
        "title": piece.title,
        "order": order,
        "heat": 0,
        "station": 0,
        "state": "ended" if over else "competing",
        "submitted": None
        if sheet is None
        else {
            "position": sheet.position,
            "recorded_at": sheet.recorded_at,
            "marks": {aspect: dict(mark) for aspect, mark in sheet.marks.items()},
            "corrected": False,
        },
        **({"compared": {one.aspect: ends(one) for one in figures}} if shown else {}),
    }


def _shape(event: Event, module: Module) -> dict[str, Any]:
    """What the module's sheet looks like: the same for every judge, so it is drawn once for each scheme."""
    key = (event.scheme_hash, module.id)
    if key not in _shapes:
        if len(_shapes) >= SHAPES_MAX:
            _shapes.clear()
        _shapes[key] = {
            "module": to_data(module),
            "fields": {
                aspect.id: [to_data(field) for field in fields(aspect)] for aspect in module.aspects()
            },
            "direction": event.scheme.result.direction,
            "unit": event.scheme.result.unit,
        }
    return _shapes[key]


def _sheets(state: Competition, round_: Round, module: Module, judge: OfficialId) -> Iterator[dict[str, Any]]:
    """
    The judge's own. An entry they stay out of (回避) is simply not there, nor is one whose mark another holder of their seat
    gave: nothing says that it is, or why. What is locked is so because of an approval; by whom else it rests on is not said.
    """
    theirs = round_.shadowing if judge in round_.shadows.get(module.id, ()) else round_.judging
    for order, drawn in enumerate(round_.order_in(module.id), start=1):
        if judge not in theirs(module.id, drawn.entry):
            continue
        sheet, said = (
            round_.own_sheet(module.id, drawn.entry, judge),
            round_.conference(module.id, drawn.entry),
        )
        again = sheet is not None and judge in said.asked
        yield {
            "code": drawn.code,
            "order": order,
            "heat": drawn.heat,
            "station": drawn.station,
            "state": round_.state(drawn.entry),
            "submitted": _submitted(sheet) if sheet and not again else None,
            **_returned(round_.returned.get((module.id, drawn.entry, judge))),
            **(_asked(said, sheet) if sheet and again else {}),
            **_run(round_.run(module.id, drawn.entry)),
            **({"locked": True} if check_takes_sheet(state, round_, module.id, drawn.entry, judge) else {}),
            **_floor(round_, module, drawn.code),
        }


def _returned(one: Returned | None) -> dict[str, Any]:
    """Why a sheet came back, and what it said: that is what its judge goes on from."""
    if one is None:
        return {}
    marks = {aspect: dict(mark) for aspect, mark in one.sheet.marks.items()}
    return {
        "returned": {
            "position": one.position,
            "recorded_at": one.recorded_at,
            "reason": one.fact.reason,
            "marks": marks,
            "comment": one.sheet.comment,
        }
    }


def _asked(said: Conference, sheet: Sheet) -> dict[str, Any]:
    """
    Which aspects are to be marked again (评议), and what the whole panel had marked when that was asked, of nobody in
    particular. All were in by then; what others hand in since is not said.
    """
    call = said.calls[-1]
    known = {
        aspect: sorted(
            (dict(marks[aspect]) for marks in call.before.values()), key=lambda mark: sorted(mark.items())
        )
        for aspect in said.aspects
    }
    return {
        "returned": {
            "position": call.position,
            "recorded_at": call.recorded_at,
            "reason": call.fact.reason,
            "marks": {aspect: dict(mark) for aspect, mark in sheet.marks.items()},
            "comment": sheet.comment,
            "conference": {"aspects": list(said.aspects), "marks": known},
        }
    }


def _run(number: int) -> dict[str, Any]:
    """Which run the sheet is of, where the entry does the module again."""
    return {} if number == 1 else {"run": number}


def _floor(round_: Round, module: Module, code: Code) -> dict[str, Any]:
    """What the floor knows of the work: the station's clock once it ran, and what floor judges noted and hold to."""
    own = round_.floor.clock(module.id, code)
    notes = [note(one) for one in round_.floor.notes_on(module.id, code) if not one.withdrawn]
    shown: dict[str, Any] = {} if own == PLANNED else {"clock": clock(own, module)}
    return shown | ({"notes": notes} if notes else {})


def _submitted(sheet: Sheet) -> dict[str, Any]:
    return {
        "position": sheet.position,
        "recorded_at": sheet.recorded_at,
        "marks": {aspect: dict(mark) for aspect, mark in sheet.marks.items()},
        "corrected": sheet.corrected,
        **({"answers": sheet.answers} if sheet.answers else {}),
    }
