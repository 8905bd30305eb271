"""Facts about a panel in the middle of a round: who takes over from whom."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, OfficialId, RoundId


@dataclass(frozen=True, slots=True)
class JudgeReplaced:
    """
    替补: `by` takes the seat of `judge` on the panel of a module.

    What `judge` has handed in stays and counts; every sheet they still owe is due from `by`.
    """

    round: RoundId
    module: ModuleId
    judge: OfficialId
    by: OfficialId
    reason: str
    kind: Literal["judge_replaced"] = "judge_replaced"
