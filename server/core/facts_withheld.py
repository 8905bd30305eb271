"""What is kept from the public by decision, as facts. Part of the list in `facts.py`; the freeze itself stands there."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import ModuleId, RoundId


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


WithheldFact = FreezePlanned
