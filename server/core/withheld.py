"""What of a round's results is kept from the public by decision: a freeze, one that is planned, an embargo. Pure.

Whose decision it is stands in `decide_withheld.py`; what a board looks like under it is the services'.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from server.core.facts import BoardFrozen, BoardUnfrozen, ResultsPublished
from server.core.facts_withheld import FreezePlanned, WithheldFact
from server.core.ids import ModuleId

PLACES_MAX = 50
"""More first places than this are no suspense: the whole board can be frozen."""


class Cover(NamedTuple):
    """
    How a freeze covers a board: whole, or in part.

    `places`: who stands on the first so many places is not shown, the rest goes on live. `modules`: their marks do not
    count on the board, which goes on with the others. Nothing of both: the whole board stands still.
    """

    places: int = 0
    modules: tuple[ModuleId, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing on the board moves any more."""
        return not self.places and not self.modules


WHOLE = Cover()


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is kept from the public now; `plan` is the freeze that begins by itself when its time comes."""

    frozen: Cover | None = None
    plan: FreezePlanned | None = None

    @property
    def partly(self) -> Cover | None:
        """The cover of a freeze under which the rest of the board goes on."""
        return None if self.frozen is None or self.frozen.whole else self.frozen


NOTHING_WITHHELD = Withheld()


def after(now: Withheld, fact: BoardFrozen | BoardUnfrozen | ResultsPublished | WithheldFact) -> Withheld:
    """What is withheld once the fact has happened. A freeze fulfils the plan, and so does a publication."""
    match fact:
        case BoardFrozen():
            return replace(now, frozen=Cover(fact.places, fact.modules), plan=None)
        case BoardUnfrozen():
            return replace(now, frozen=None)
        case ResultsPublished():
            return replace(now, frozen=None, plan=None)
        case FreezePlanned():
            return replace(now, plan=fact if fact.at else None)


def known(modules: Iterable[ModuleId], some: Iterable[ModuleId]) -> bool:
    """Whether some modules are a real part of all: each known and named once, and not every one."""
    every, named = set(modules), list(some)
    return set(named) < every and len(set(named)) == len(named)
