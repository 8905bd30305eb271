"""Equal marks become one object in memory: a competition holds millions of marks and a few thousand different ones.

Nothing is decided or changed here; whoever holds marks only reads them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from server.core.commands import Command
from server.core.commands_sheet import CorrectSheet, SubmitSheet
from server.core.facts import Fact
from server.core.facts_calibration import CalibrationSheetSubmitted
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import Mark, Marks, SheetCorrected, SheetSubmitted
from server.core.ids import AspectId, FieldId

DIFFERENT = 65_536
"""So many different marks are remembered; a hall that measures to the hundredth may have more, and then some twice."""
SHEETS = 256
"""So many sheets: who has just recorded one and who reads it from the ledger a moment later hold the same."""

_Boxes = tuple[tuple[FieldId, str], ...]
_Of = TypeVar("_Of", Fact, Command)
_WITH_MARKS = (
    SheetSubmitted
    | ShadowSheetSubmitted
    | CalibrationSheetSubmitted
    | SheetCorrected
    | SubmitSheet
    | CorrectSheet
)


def shared(of: _Of) -> _Of:
    """The same fact or command; where it has marks, those that others hold as well."""
    if isinstance(of, _WITH_MARKS):
        return replace(of, marks=_marks(of.marks))
    return of


def _marks(marks: Marks) -> Marks:
    return _sheet(tuple([(aspect, tuple(mark.items())) for aspect, mark in marks.items()]))


@lru_cache(maxsize=SHEETS)
def _sheet(marks: tuple[tuple[AspectId, _Boxes], ...]) -> Marks:
    return {aspect: _mark(boxes) for aspect, boxes in marks}


@lru_cache(maxsize=DIFFERENT)
def _mark(boxes: _Boxes) -> Mark:
    return dict(boxes)
