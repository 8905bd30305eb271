"""What can be asked for about judges' sheets, and about how they are filled in. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.evidence import Evidence, Signature
from server.core.facts_sheet import Marks
from server.core.ids import Code, EventId, ModuleId, OfficialId, RoundId
from server.core.later import later
from server.core.sheet_rules import SheetRules


@dataclass(frozen=True, slots=True)
class SubmitSheet:
    """
    A judge hands in one whole sheet, with the evidence it names and the judge's signature where there is one.

    `run` says of which run of the module it is, where the entry does it again: a sheet of an earlier run is refused.
    `answers` is the position of the fact that returned the sheet, where one did: what was written before is refused.
    """

    round: RoundId
    module: ModuleId
    code: Code
    marks: Marks
    comment: str = ""
    evidence: tuple[Evidence, ...] = later(())
    signature: Signature | None = later(None)
    run: int = later(1)
    answers: int = later(0)
    kind: Literal["submit_sheet"] = "submit_sheet"


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """
    Give a submitted sheet back to its judge, with a reason; it does not count until it is handed in again.

    `replaces` is the position the author saw; if the sheet has changed since, it is not returned.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    reason: str
    replaces: int
    kind: Literal["return_sheet"] = "return_sheet"


@dataclass(frozen=True, slots=True)
class CorrectSheet:
    """
    Replace the marks of a submitted sheet, with a reason.

    `replaces` is the position the author saw; if the sheet has changed since, the correction is refused.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Marks
    reason: str
    replaces: int
    kind: Literal["correct_sheet"] = "correct_sheet"


@dataclass(frozen=True, slots=True)
class SetSheetRules:
    """Say how the sheets of an event are filled in, in place of what was said before."""

    event: EventId
    rules: SheetRules
    kind: Literal["set_sheet_rules"] = "set_sheet_rules"
