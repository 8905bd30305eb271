"""Conditions of awards: what an event or an entry lacks, in words. Who would have had the award stands elsewhere."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from server.core import award_texts
from server.core.award_table import AtLevel, EntriesAtLeast, Level, Need, OfKind, ReachPoints
from server.core.award_texts import say
from server.core.text import Text


class Field(NamedTuple):
    """The event as its conditions see it: how many entries count, the competition's level, persons or teams."""

    entries: int
    level: Level | None
    kind: str


def field_need(need: Need, field: Field) -> Text | None:
    """What the event lacks, None where it lacks nothing, or where the condition is one on the entry."""
    match need:
        case EntriesAtLeast():
            if field.entries < need.count:
                return say("need_entries", count=field.entries, minimum=need.count)
        case AtLevel():
            if field.level not in need.levels:
                return say(
                    "need_level", levels=award_texts.listed([award_texts.LEVELS[one] for one in need.levels])
                )
        case OfKind():
            if field.kind != need.kind:
                return say("need_kind", kind=award_texts.kind(need.kind))
    return None


def entry_need(need: Need, value: Fraction | None, parts: Mapping[str, Fraction]) -> Text | None:
    """What the entry lacks, None where it lacks nothing, or where the condition is one on the event."""
    if not isinstance(need, ReachPoints):
        return None
    there = parts.get(need.of) if need.of else value
    if there is not None and there >= need.minimum:
        return None
    part = Text(need.of, need.of) if need.of else say("total")
    shown = Text("—", "-") if there is None else there
    return say("need_points", part=part, value=shown, minimum=need.minimum)
