"""What can be asked for about what the public sees of results, one dataclass each. Part of the list in `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, RoundId


@dataclass(frozen=True, slots=True)
class PlanFreeze:
    """
    Have a board freeze by itself at a time (ms since 1970 UTC), as `FreezeBoard` would; 0 takes that back.

    Replaces what was planned before.
    """

    round: RoundId
    at: int
    places: int = 0
    modules: tuple[ModuleId, ...] = ()
    kind: Literal["plan_freeze"] = "plan_freeze"


@dataclass(frozen=True, slots=True)
class FreezeWhenDue:
    """The server says that the time of a planned freeze has come; `at` names the plan it means."""

    round: RoundId
    at: int
    kind: Literal["freeze_when_due"] = "freeze_when_due"


WithheldCommand = PlanFreeze | FreezeWhenDue
ServersWithheld = FreezeWhenDue
"""What the server does by itself."""
