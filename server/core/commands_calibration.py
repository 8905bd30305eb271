"""What a chief judge asks for about calibration pieces (校准件). See `commands.py`; sheets come as `SubmitSheet`."""

from dataclasses import dataclass
from typing import Literal

from server.core.facts_sheet import Marks
from server.core.ids import Code, ModuleId, RoundId

TOLERANCE = 10
"""Per cent of the most an aspect can give, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class OpenCalibration:
    """Let the panel of a module mark one piece that never counts."""

    round: RoundId
    module: ModuleId
    title: str = ""
    tolerance: int = TOLERANCE
    kind: Literal["open_calibration"] = "open_calibration"


@dataclass(frozen=True, slots=True)
class SetCalibrationReference:
    """Say what the experts find right for a calibration piece, in place of what was said before."""

    round: RoundId
    code: Code
    marks: Marks
    kind: Literal["set_calibration_reference"] = "set_calibration_reference"


@dataclass(frozen=True, slots=True)
class EndCalibration:
    """Take no more sheets for a calibration piece, and show its judges what all of them gave."""

    round: RoundId
    code: Code
    kind: Literal["end_calibration"] = "end_calibration"


CalibrationCommand = OpenCalibration | SetCalibrationReference | EndCalibration
