"""Facts about a panel: who marks a module, and who takes over from whom. See `facts.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, OfficialId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class PanelSet:
    """
    The judges who mark a module in a round; replaces the panel set before.

    `shadows` (见习裁判) mark beside them to learn: their sheets never count.
    """

    round: RoundId
    module: ModuleId
    judges: tuple[OfficialId, ...]
    shadows: tuple[OfficialId, ...] = later(())
    kind: Literal["panel_set"] = "panel_set"


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
