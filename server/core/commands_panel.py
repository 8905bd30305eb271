"""What can be asked for about a panel: who marks a module, and who takes over from whom. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, OfficialId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class SetPanel:
    """Name the judges of a module in a round, and the shadow judges (见习裁判) whose marks do not count."""

    round: RoundId
    module: ModuleId
    judges: tuple[OfficialId, ...]
    shadows: tuple[OfficialId, ...] = later(())
    kind: Literal["set_panel"] = "set_panel"


@dataclass(frozen=True, slots=True)
class ReplaceJudge:
    """Put `by` on the panel of a module in place of `judge`, who leaves in the middle of the round."""

    round: RoundId
    module: ModuleId
    judge: OfficialId
    by: OfficialId
    reason: str
    kind: Literal["replace_judge"] = "replace_judge"
