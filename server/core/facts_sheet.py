"""Facts of judges' sheets: handed in, returned, corrected, and how they are filled in. See `facts.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.evidence import Evidence, Signature
from server.core.facts_paper import FromPaper
from server.core.ids import AspectId, Code, EventId, FieldId, ModuleId, OfficialId, RoundId
from server.core.later import later
from server.core.sheet_rules import SheetRules

Mark = Mapping[FieldId, str]
"""One judge's mark for one aspect as it was typed: field id -> text."""
Marks = Mapping[AspectId, Mark]
"""All marks of one sheet."""


@dataclass(frozen=True, slots=True)
class SheetSubmitted:
    """
    One judge's whole sheet for one entry, by its code, in one module; signed, where the event asks for it.

    `run` is 2, 3, ... where the entry did the module again; `answers` is the position of the fact that returned the sheet
    before, 0 where none was. `paper` says who typed it in, where the judge handed it in on paper; it is signed there.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Marks
    comment: str = ""
    evidence: tuple[Evidence, ...] = later(())
    signature: Signature | None = later(None)
    run: int = later(1)
    answers: int = later(0)
    paper: FromPaper | None = later(None)
    kind: Literal["sheet_submitted"] = "sheet_submitted"


@dataclass(frozen=True, slots=True)
class SheetReturned:
    """
    退回: a sheet goes back to its judge, who hands it in again; until then its marks do not count.

    `replaces` is the position of the fact that held them; the marks stay on record.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    reason: str
    replaces: int
    kind: Literal["sheet_returned"] = "sheet_returned"


@dataclass(frozen=True, slots=True)
class SheetCorrected:
    """A sheet's marks from now on, whole; `replaces` is the position of the fact that held them until now."""

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Marks
    reason: str
    replaces: int
    kind: Literal["sheet_corrected"] = "sheet_corrected"


@dataclass(frozen=True, slots=True)
class SheetRulesSet:
    """How the sheets of an event are filled in from now on, whole."""

    event: EventId
    rules: SheetRules
    kind: Literal["sheet_rules_set"] = "sheet_rules_set"
