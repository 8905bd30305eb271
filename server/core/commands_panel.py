"""What a chief judge asks for about a panel in the middle of a round."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, OfficialId, RoundId


@dataclass(frozen=True, slots=True)
class ReplaceJudge:
    """Put `by` on the panel of a module in place of `judge`, who leaves in the middle of the round."""

    round: RoundId
    module: ModuleId
    judge: OfficialId
    by: OfficialId
    reason: str
    kind: Literal["replace_judge"] = "replace_judge"
