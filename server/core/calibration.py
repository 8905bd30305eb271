"""Calibration pieces (校准件) as their facts left them: plain data. What is allowed stands in `decide_calibration.py`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from server.core.facts_calibration import (
    CalibrationEnded,
    CalibrationFact,
    CalibrationOpened,
    CalibrationReferenceSet,
    CalibrationSheetSubmitted,
)
from server.core.ids import AspectId, Code, FieldId, ModuleId, OfficialId

LETTER = "C"
"""What the codes of calibration pieces begin with: nobody can take one for the number of an entry."""

Marks = Mapping[AspectId, Mapping[FieldId, str]]


@dataclass(frozen=True, slots=True)
class CalibrationSheet:
    """What one judge gave a piece, with the position of the fact that holds it and its time."""

    position: int
    recorded_at: int
    marks: Marks
    comment: str


@dataclass(frozen=True, slots=True)
class CalibrationPiece:
    """
    One piece of a module: its sheets by judge, in the order they came in, and the reference, None where there is none.

    `tolerance` is in per cent of the most an aspect can give, `opened_at` a time, `changed_at` the position of the last fact
    about the piece.
    """

    code: Code
    module: ModuleId
    title: str
    tolerance: int
    opened_at: int
    changed_at: int
    reference: Marks | None = None
    sheets: Mapping[OfficialId, CalibrationSheet] = field(default_factory=dict)
    ended: bool = False

    def is_shown(self, panel: Iterable[OfficialId]) -> bool:
        """Whether its judges may see what all gave: when everybody's sheet is in, or the chief judge has ended it."""
        return self.ended or all(judge in self.sheets for judge in panel)


Pieces = Mapping[Code, CalibrationPiece]
"""The pieces of a round, in the order they were opened."""


def is_code(code: Code) -> bool:
    """Whether a code is a calibration piece's."""
    return code.startswith(LETTER)


def code_of(number: int) -> Code:
    """
    The code of a round's so-manieth piece.

    >>> code_of(1)
    'C1'
    """
    return Code(f"{LETTER}{number}")


def after(
    pieces: Pieces, fact: CalibrationFact, position: int, recorded_at: int
) -> dict[Code, CalibrationPiece]:
    """A round's pieces after something that happened."""
    if isinstance(fact, CalibrationOpened):
        opened = CalibrationPiece(fact.code, fact.module, fact.title, fact.tolerance, recorded_at, position)
        return {**pieces, fact.code: opened}
    piece = pieces[fact.code]
    match fact:
        case CalibrationReferenceSet():
            changed = replace(piece, reference=fact.marks, changed_at=position)
        case CalibrationSheetSubmitted():
            sheet = CalibrationSheet(position, recorded_at, fact.marks, fact.comment)
            changed = replace(piece, sheets={**piece.sheets, fact.judge: sheet}, changed_at=position)
        case CalibrationEnded():
            changed = replace(piece, ended=True, changed_at=position)
    return {**pieces, fact.code: changed}
