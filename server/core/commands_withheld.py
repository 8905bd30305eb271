"""What can be asked for about what the public sees of results: freezes and embargoes. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class FreezeBoard:
    """
    封榜. `places` hides who stands on the first so many places, `modules` leaves their marks out, and the rest of the
    board goes on; with neither the whole board stands still.
    """

    round: RoundId
    places: int = later(0)
    modules: tuple[ModuleId, ...] = later(())
    kind: Literal["freeze_board"] = "freeze_board"


@dataclass(frozen=True, slots=True)
class UnfreezeBoard:
    """Show the live standings again."""

    round: RoundId
    kind: Literal["unfreeze_board"] = "unfreeze_board"


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


@dataclass(frozen=True, slots=True)
class LayEmbargo:
    """
    Keep a round's results from the public: until a time (ms since 1970 UTC), until the `ceremony` has revealed them, or,
    with neither, until the embargo is lifted by hand. Laid again, its end can only be put off.
    """

    round: RoundId
    until: int = 0
    ceremony: bool = False
    kind: Literal["lay_embargo"] = "lay_embargo"


@dataclass(frozen=True, slots=True)
class LiftEmbargo:
    """Let the public see the round now."""

    round: RoundId
    reason: str
    kind: Literal["lift_embargo"] = "lift_embargo"


@dataclass(frozen=True, slots=True)
class LiftWhenDue:
    """The server says that the time of an embargo has come; `at` names the time it means."""

    round: RoundId
    at: int
    kind: Literal["lift_when_due"] = "lift_when_due"


@dataclass(frozen=True, slots=True)
class LiftAfterCeremony:
    """The server says that the ceremony has revealed everything."""

    round: RoundId
    kind: Literal["lift_after_ceremony"] = "lift_after_ceremony"


ServersWithheld = FreezeWhenDue | LiftWhenDue | LiftAfterCeremony
"""What the server does by itself."""
WithheldCommand = PlanFreeze | LayEmbargo | LiftEmbargo | ServersWithheld
