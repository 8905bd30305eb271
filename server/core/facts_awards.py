"""Facts of awards: the rules of an event and who was given what. See `facts.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.award_table import AwardId, AwardTable, Level
from server.core.ids import EntryId, EventId, RoundId

Contest = Literal["person", "team"]
"""Whether an event's entries are single persons or teams: some orders go to one or the other."""


@dataclass(frozen=True, slots=True)
class AwardRulesSet:
    """The awards of an event, whole, the level of the competition, and whether persons or teams compete for them."""

    event: EventId
    table: AwardTable
    level: Level | None = None
    contest: Contest = "person"
    kind: Literal["award_rules_set"] = "award_rules_set"


@dataclass(frozen=True, slots=True)
class AwardGiven:
    """One award for one entry."""

    entry: EntryId
    award: AwardId


@dataclass(frozen=True, slots=True)
class AwardsConfirmed:
    """
    A person has confirmed these awards, all of the round's, for its results of that version; replaces those before.

    `reason` says why, where they are others than proposed. With a newer version of the results they lapse.
    """

    round: RoundId
    version: int
    given: tuple[AwardGiven, ...]
    reason: str = ""
    kind: Literal["awards_confirmed"] = "awards_confirmed"
