"""What is kept from the public by decision, as facts: freezes and embargoes. See `facts.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class BoardFrozen:
    """
    封榜: from here on the public sees the standings as they were before this fact.

    With `places` only who stands on the first so many places is kept back, with `modules` only their marks; the rest
    goes on. `due` is the planned time that had come (ms since 1970 UTC), 0 where somebody froze it by hand.
    """

    round: RoundId
    places: int = later(0)
    modules: tuple[ModuleId, ...] = later(())
    due: int = later(0)
    kind: Literal["board_frozen"] = "board_frozen"


@dataclass(frozen=True, slots=True)
class BoardUnfrozen:
    """The public sees the live standings again."""

    round: RoundId
    kind: Literal["board_unfrozen"] = "board_unfrozen"


@dataclass(frozen=True, slots=True)
class FreezePlanned:
    """
    封榜 at a time: when it has come, the server freezes the board and records that as `BoardFrozen`.

    `at` is ms since 1970 UTC; 0 takes the plan back. Replaces what was planned before.
    """

    round: RoundId
    at: int
    places: int = 0
    modules: tuple[ModuleId, ...] = ()
    kind: Literal["freeze_planned"] = "freeze_planned"


@dataclass(frozen=True, slots=True)
class EmbargoLaid:
    """
    保密: from here on the public sees the round as it was before this fact, whatever is marked or published.

    `until` is ms since 1970 UTC, 0: no time; `ceremony`: until the ceremony has revealed the results. Neither: until it
    is lifted by hand. Laid again, it replaces the end.
    """

    round: RoundId
    until: int = 0
    ceremony: bool = False
    kind: Literal["embargo_laid"] = "embargo_laid"


@dataclass(frozen=True, slots=True)
class EmbargoLiftAsked:
    """The ceremony has revealed results that are not official yet: the embargo is lifted as soon as they are."""

    round: RoundId
    kind: Literal["embargo_lift_asked"] = "embargo_lift_asked"


@dataclass(frozen=True, slots=True)
class EmbargoLifted:
    """
    The public sees the round as it is. By hand with a `reason`; else by the server, at the time `due` that was set,
    or after the `ceremony`.
    """

    round: RoundId
    reason: str = ""
    due: int = 0
    ceremony: bool = False
    kind: Literal["embargo_lifted"] = "embargo_lifted"


EmbargoFact = EmbargoLaid | EmbargoLiftAsked | EmbargoLifted
WithheldFact = FreezePlanned | EmbargoFact
