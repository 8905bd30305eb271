"""Facts about calibration pieces (校准件), which a panel marks before it judges. No result, count or spread knows of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.evidence import Evidence, Signature
from server.core.ids import AspectId, Code, FieldId, ModuleId, OfficialId, RoundId


@dataclass(frozen=True, slots=True)
class CalibrationOpened:
    """
    The judges of a module's panel, shadow judges too, mark one piece that never counts; `code` names it in its round.

    A mark lies within tolerance that is no further off than `tolerance` per cent of the most its aspect can give.
    """

    round: RoundId
    module: ModuleId
    code: Code
    title: str
    tolerance: int
    kind: Literal["calibration_opened"] = "calibration_opened"


@dataclass(frozen=True, slots=True)
class CalibrationReferenceSet:
    """What the experts find right for a piece, whole; replaces what was set before, which stays on record."""

    round: RoundId
    code: Code
    marks: Mapping[AspectId, Mapping[FieldId, str]]
    kind: Literal["calibration_reference_set"] = "calibration_reference_set"


@dataclass(frozen=True, slots=True)
class CalibrationSheetSubmitted:
    """One judge's whole sheet for a calibration piece; a fact of its own, so that it never counts."""

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Mapping[AspectId, Mapping[FieldId, str]]
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()
    signature: Signature | None = None
    kind: Literal["calibration_sheet_submitted"] = "calibration_sheet_submitted"


@dataclass(frozen=True, slots=True)
class CalibrationEnded:
    """No more sheets for a piece; from now on its judges see what all of them gave."""

    round: RoundId
    code: Code
    kind: Literal["calibration_ended"] = "calibration_ended"


CalibrationFact = CalibrationOpened | CalibrationReferenceSet | CalibrationSheetSubmitted | CalibrationEnded
