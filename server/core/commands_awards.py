"""What can be asked for about awards. See `commands.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.award_table import AwardTable, Level
from server.core.facts_awards import AwardGiven, Contest
from server.core.ids import EventId, RoundId


@dataclass(frozen=True, slots=True)
class SetAwardRules:
    """Set the awards of an event, in place of those set before; what is confirmed stays."""

    event: EventId
    table: AwardTable
    level: Level | None = None
    contest: Contest = "person"
    kind: Literal["set_award_rules"] = "set_award_rules"


@dataclass(frozen=True, slots=True)
class ConfirmAwards:
    """
    Confirm the awards of a round, all of them, for its published results.

    `version` is the version of the results the author saw; `reason` says why they are others than proposed.
    """

    round: RoundId
    version: int
    given: tuple[AwardGiven, ...]
    reason: str = ""
    kind: Literal["confirm_awards"] = "confirm_awards"
