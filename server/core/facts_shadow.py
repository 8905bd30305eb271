"""Facts about shadow judges (见习裁判), who mark beside a panel to learn. No result, count or spread knows of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.core.evidence import Evidence, Signature
from server.core.facts_paper import FromPaper
from server.core.ids import AspectId, Code, FieldId, ModuleId, OfficialId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class ShadowSheetSubmitted:
    """
    A shadow judge's whole sheet for one entry, by its code, in one module; a fact of its own, so that it never counts.

    `paper` says who typed it in, where it came on paper.
    """

    round: RoundId
    module: ModuleId
    code: Code
    judge: OfficialId
    marks: Mapping[AspectId, Mapping[FieldId, str]]
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()
    signature: Signature | None = None
    run: int = 1
    paper: FromPaper | None = later(None)
    kind: Literal["shadow_sheet_submitted"] = "shadow_sheet_submitted"
