"""The kinds of penalty (判罚) a scheme knows, as data. How they count stands in `penalties.py`, who gives one elsewhere."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from server.core.ids import ModuleId, PenaltyId
from server.core.text import Text

Applies = Literal["total", "module", "weighted"]
"""What a penalty changes: the total; a module's points before its weight; what the module counts, after its weight."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """
    What the `times`-th penalty of a kind leads to, besides what each of them is worth.

    `penalty`: as if one of that kind had been given as well (a second yellow card is a red one); `void`: the module
    is void; `disqualified`: the entry is.
    """

    times: int
    then: Literal["penalty", "void", "disqualified"]
    penalty: PenaltyId | None = None


@dataclass(frozen=True, slots=True)
class Penalty:
    """
    A kind of penalty: a fixed amount, or one in `low`..`high` by `step` that whoever gives it names; or none (a card).

    Amounts are in the unit of the result and carry their sign: `-5` takes five points, `30` adds thirty seconds, a
    chief judge's adjustment goes from `-0.1` to `0.1`. They are never a judge's mark: no panel rule drops them.

    `applies` says to what: `total` (before its floor and rounding), or a module: `module` changes its points before
    the weight, never below the module's floor; `weighted` what it counts after the weight, never below the floor by
    that weight. `of` fixes the module; without it whoever gives the penalty names one. `count_max` is how often an
    entry can get it in one round, `cap` the most that several come to on the total or on one module.
    """

    id: PenaltyId
    title: Text
    amount: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    applies: Applies = "total"
    of: ModuleId | None = None
    count_max: int | None = None
    cap: Decimal | None = None
    card: Literal["yellow", "red"] | None = None
    consequence: Consequence | None = None
