"""One conference (评议) as its facts left it: who is asked, what was marked before, what was agreed or let stand. Pure.

Where a conference is open stands in `conferences.py`, what is allowed in `decide_conference.py`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from server.core.facts_conference import ConferenceCalled, SpreadAccepted, ValuesAgreed
from server.core.facts_sheet import Mark, Marks
from server.core.given import Agreed
from server.core.ids import AspectId, OfficialId

Value = TypeVar("Value")
Before = Mapping[OfficialId, Mapping[AspectId, Mark]]


@dataclass(frozen=True, slots=True)
class Call:
    """
    One time that judges were asked to mark again, and what every judge had marked until then.

    All marks were in when it was called: these are what the judges may know of each other, and nothing newer.
    """

    fact: ConferenceCalled
    position: int
    recorded_at: int
    before: Before


@dataclass(frozen=True, slots=True)
class Conference:
    """
    What was said on one entry in one module, in the run that is being marked.

    `asked` are judges who have not handed in again since the newest call, for `aspects`; `agreed` are the panel's values,
    `accepted` why aspects stand as they are; `changed_at` is the last fact that said something.
    """

    calls: tuple[Call, ...] = ()
    asked: frozenset[OfficialId] = frozenset()
    aspects: tuple[AspectId, ...] = ()
    agreed: Mapping[AspectId, Agreed] = field(default_factory=dict)
    accepted: Mapping[AspectId, str] = field(default_factory=dict)
    changed_at: int = 0

    @property
    def called_at(self) -> int:
        """The position of the newest call, 0 before the first."""
        return self.calls[-1].position if self.calls else 0


NOTHING_SAID = Conference()


def called(
    before: Conference,
    fact: ConferenceCalled,
    position: int,
    recorded_at: int,
    marks: Mapping[OfficialId, Marks],
) -> Conference:
    """The judges are asked; what was agreed or let stand of these aspects is open again."""
    kept = {judge: {one: sheet[one] for one in fact.aspects} for judge, sheet in marks.items()}
    return Conference(
        calls=(*before.calls, Call(fact, position, recorded_at, kept)),
        asked=frozenset(fact.judges),
        aspects=fact.aspects,
        agreed=_without(before.agreed, fact.aspects),
        accepted=_without(before.accepted, fact.aspects),
        changed_at=position,
    )


def agreed(before: Conference, fact: ValuesAgreed, position: int) -> Conference:
    """These values count for the whole panel; nobody has to mark these aspects again."""
    values = {aspect: Agreed(mark, fact.reason) for aspect, mark in fact.marks.items()}
    return _settled(
        replace(
            before,
            agreed={**before.agreed, **values},
            accepted=_without(before.accepted, fact.marks),
            changed_at=position,
        ),
        fact.marks,
    )


def accepted(before: Conference, fact: SpreadAccepted, position: int) -> Conference:
    """These aspects stand; nobody has to mark them again."""
    said = {**before.accepted, **dict.fromkeys(fact.aspects, fact.reason)}
    return _settled(replace(before, accepted=said, changed_at=position), fact.aspects)


def answered(before: Conference, judge: OfficialId) -> Conference:
    """The judge has handed in again, or their sheet went back as a whole."""
    return replace(before, asked=before.asked - {judge}) if judge in before.asked else before


def remarked(before: Conference, aspects: Collection[AspectId]) -> Conference:
    """Marks of these aspects are others than before: what was let stand of them is open again."""
    if before.accepted.keys().isdisjoint(aspects):
        return before
    return replace(before, accepted=_without(before.accepted, aspects))


def changed_aspects(before: Marks | None, now: Marks) -> frozenset[AspectId]:
    """The aspects on which a sheet says something else than before; all of them where there was no sheet."""
    return frozenset(aspect for aspect, mark in now.items() if before is None or before.get(aspect) != mark)


def _settled(of: Conference, aspects: Collection[AspectId]) -> Conference:
    left = tuple(aspect for aspect in of.aspects if aspect not in aspects)
    return replace(of, aspects=left, asked=of.asked if left else frozenset())


def _without(of: Mapping[AspectId, Value], aspects: Collection[AspectId]) -> dict[AspectId, Value]:
    return {aspect: value for aspect, value in of.items() if aspect not in aspects}
