"""Entries from paper that wait for a second person, as plain data. What is allowed stands in `decide_paper.py`."""

from dataclasses import dataclass

from server.core.facts_paper import PaperEntered
from server.core.ids import EntryId, ModuleId, OfficialId

PaperKey = tuple[ModuleId, EntryId, OfficialId]
"""Which sheet: the module, the entry, and the judge who filled it in."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What one person typed of a sheet last, with the position of the fact that holds it and its time."""

    fact: PaperEntered
    position: int
    recorded_at: int


Waiting = tuple[Typed, ...]
"""What was typed of one sheet that is not in yet: at most one entry of each person, the latest last. No two are equal."""


def typed(before: Waiting, fact: PaperEntered, position: int, recorded_at: int) -> Waiting:
    """With a new entry, in the place of what the same person had typed before."""
    return (*by_others(before, fact.by), Typed(fact, position, recorded_at))


def by_others(waiting: Waiting, person: OfficialId) -> Waiting:
    """What others than this person typed."""
    return tuple(one for one in waiting if one.fact.by != person)


def own(waiting: Waiting, person: OfficialId) -> Typed | None:
    """What this person typed."""
    return next((one for one in waiting if one.fact.by == person), None)
