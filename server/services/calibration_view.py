"""The calibration pieces (校准件) of a round as JSON, for the chief judge alone. Figures are rounded here."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from server.core.calibration import CalibrationPiece
from server.core.calibration_figures import (
    AspectFigures,
    Beside,
    JudgeAgreement,
    ModuleFigures,
    module_figures,
    piece_figures,
)
from server.core.competition import Event
from server.core.exact import Rounding
from server.core.ids import AspectId, ModuleId, OfficialId
from server.core.judge_statistics import SAMPLE_MIN
from server.core.round import Round
from server.core.scheme import Module
from server.core.text import Text
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.standings_view import text

_SHOWN = Rounding(2)


def calibration(competition: LiveCompetition, live: LiveRound) -> dict[str, Any]:
    """The pieces of a round and how far its panels agree on them, as `docs/protocol.md` has it."""
    event, round_, names = live.event, live.round, competition.names.officials
    pieces = [_piece(event, round_, names, piece) for piece in round_.calibrations.values()]
    modules = [
        _module(module, round_, names) for module in event.scheme.modules if _pieces(round_, module.id)
    ]
    return {"round": round_.id, "sample_min": SAMPLE_MIN, "pieces": pieces, "modules": modules}


def _pieces(round_: Round, module: ModuleId) -> list[CalibrationPiece]:
    return [piece for piece in round_.calibrations.values() if piece.module == module]


def _module_of(event: Event, id_: ModuleId) -> Module:
    module = event.scheme.module(id_)
    assert module is not None, "a piece is of a module of the scheme"
    return module


def _piece(
    event: Event, round_: Round, names: Mapping[OfficialId, str], piece: CalibrationPiece
) -> dict[str, Any]:
    module = _module_of(event, piece.module)
    figures = piece_figures(module, piece, round_.panels.get(module.id, ()))
    titles = {aspect.id: aspect for aspect in module.aspects()}
    return {
        "code": piece.code,
        "title": piece.title,
        "module": piece.module,
        "tolerance": piece.tolerance,
        "opened_at": piece.opened_at,
        "ended": piece.ended,
        "reference": None if piece.reference is None else _marks(piece.reference),
        "judges": [
            _person(round_, module.id, names, judge)
            | _sheet(piece, judge)
            | _agreement(figures.judges.get(judge))
            for judge in _everybody(round_, piece)
        ],
        "aspects": [_aspect(titles[one.aspect].title, one) for one in figures.aspects],
    }


def _everybody(round_: Round, piece: CalibrationPiece) -> list[OfficialId]:
    """Who is to mark a piece, then who has marked it and left the panel."""
    due = round_.everybody_of(piece.module)
    return [*due, *(judge for judge in piece.sheets if judge not in due)]


def _person(
    round_: Round, module: ModuleId, names: Mapping[OfficialId, str], judge: OfficialId
) -> dict[str, Any]:
    shadow = judge in round_.shadows.get(module, ())
    return {"id": judge, "name": names.get(judge, judge), **({"shadow": True} if shadow else {})}


def _sheet(piece: CalibrationPiece, judge: OfficialId) -> dict[str, Any]:
    sheet = piece.sheets.get(judge)
    if sheet is None:
        return {"position": None}
    return {"position": sheet.position, "recorded_at": sheet.recorded_at, "comment": sheet.comment}


def _agreement(one: JudgeAgreement | None) -> dict[str, Any]:
    """Nothing where a judge was compared with nobody."""
    if one is None:
        return {}
    return {"marks": one.marks, "within": one.within, "deviation": _figure(one.deviation)}


def _aspect(title: Text, one: AspectFigures) -> dict[str, Any]:
    return {
        "aspect": one.aspect,
        "title": text(title),
        **ends(one),
        "range": _figure(one.range_percent),
        "judges": {judge: _beside(beside) for judge, beside in one.judges.items()},
    }


def ends(one: AspectFigures) -> dict[str, Any]:
    """What a panel gave for an aspect, of nobody in particular, and the reference."""
    return {
        "lowest": _figure(one.lowest),
        "highest": _figure(one.highest),
        "mean": _figure(one.mean),
        "reference": None if one.reference is None else _figure(one.reference),
    }


def _beside(one: Beside) -> dict[str, Any]:
    return {
        "points": _figure(one.points),
        "percent": None if one.percent is None else _figure(one.percent),
        "within": one.within,
    }


def _module(module: Module, round_: Round, names: Mapping[OfficialId, str]) -> dict[str, Any]:
    figures: ModuleFigures = module_figures(
        module, _pieces(round_, module.id), round_.panels.get(module.id, ())
    )
    return {
        "module": module.id,
        "pieces": figures.pieces,
        "few": figures.pieces < SAMPLE_MIN,
        "concordance": None if figures.concordance is None else _figure(figures.concordance),
        "judges": [
            _person(round_, module.id, names, judge) | _agreement(figures.judges[judge])
            for judge in round_.everybody_of(module.id)
            if judge in figures.judges
        ],
    }


def _marks(marks: Mapping[AspectId, Mapping[Any, str]]) -> dict[str, dict[str, str]]:
    return {aspect: dict(mark) for aspect, mark in marks.items()}


def _figure(value: Fraction) -> str:
    return format(_SHOWN.apply(value), "f")
