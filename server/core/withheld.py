"""What of a round's results is kept from the public by decision: a freeze, one that is planned, an embargo. Pure.

Whose decision it is stands in `decide_withheld.py`; what a board looks like under it is the services'.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from server.core.facts_round import ResultsPublished
from server.core.facts_withheld import (
    BoardFrozen,
    BoardUnfrozen,
    EmbargoLaid,
    EmbargoLiftAsked,
    EmbargoLifted,
    FreezePlanned,
    WithheldFact,
)
from server.core.ids import ModuleId

AT_MAX = 4_102_444_800_000
"""2100-01-01 UTC in ms: nothing is planned beyond, and a browser can still write it."""
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


class Embargo(NamedTuple):
    """
    How long a round's results are kept from the public: `until` a time, until the `ceremony` has revealed them, or by hand.

    `asked`: the ceremony has, and the results have yet to become official.
    """

    until: int = 0
    ceremony: bool = False
    asked: bool = False

    def is_put_off_by(self, later: Embargo) -> bool:
        """Whether it would end later: by its time, else by the ceremony, else by hand."""
        return (later.until or _BY_HAND[later.ceremony]) > (self.until or _BY_HAND[self.ceremony])


_BY_HAND = {True: 10**15, False: 10**15 + 1}
"""Beyond any time: an end nobody can name."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is kept from the public now; `plan` is the freeze that begins by itself when its time comes."""

    frozen: Cover | None = None
    plan: FreezePlanned | None = None
    embargo: Embargo | None = None

    @property
    def partly(self) -> Cover | None:
        """The cover of a freeze under which the rest of the board goes on."""
        return None if self.frozen is None or self.frozen.whole else self.frozen


NOTHING_WITHHELD = Withheld()


def after(now: Withheld, fact: BoardFrozen | BoardUnfrozen | ResultsPublished | WithheldFact) -> Withheld:
    """What is withheld once the fact has happened. A freeze fulfils the plan, and so do a publication and an embargo."""
    match fact:
        case BoardFrozen():
            return replace(now, frozen=Cover(fact.places, fact.modules), plan=None)
        case BoardUnfrozen():
            return replace(now, frozen=None)
        case ResultsPublished():
            return replace(now, frozen=None, plan=None)
        case FreezePlanned():
            return replace(now, plan=fact if fact.at else None)
        case EmbargoLaid():
            return replace(now, plan=None, embargo=Embargo(fact.until, fact.ceremony))
        case EmbargoLiftAsked():
            assert now.embargo is not None, "it is asked for where there is one"
            return replace(now, embargo=now.embargo._replace(asked=True))
        case EmbargoLifted():
            return replace(now, embargo=None)


def known(modules: Iterable[ModuleId], some: Iterable[ModuleId]) -> bool:
    """Whether some modules are a real part of all: each known and named once, and not every one."""
    every, named = set(modules), list(some)
    return set(named) < every and len(set(named)) == len(named)
