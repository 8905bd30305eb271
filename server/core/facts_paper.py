"""What happens to sheets that are filled in on paper and typed in by two persons (二次录入). See `facts.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.ids import AspectId, Code, FieldId, ModuleId, OfficialId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class FromPaper:
    """Who typed a sheet in: each without seeing what the other had typed, and in the end both the same."""

    entered_by: OfficialId
    confirmed_by: OfficialId


@dataclass(frozen=True, slots=True)
class PaperEntered:
    """
    One person has typed in a judge's paper sheet; it counts for nothing until another one has typed the same.

    What the person had typed of this sheet before is replaced by it, and stays on record. `run` and `answers` as in
    `SheetSubmitted`.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    by: OfficialId
    marks: Mapping[AspectId, Mapping[FieldId, str]]
    comment: str = ""
    run: int = later(1)
    answers: int = later(0)
    kind: Literal["paper_entered"] = "paper_entered"
