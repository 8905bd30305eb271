"""What can be ruled in a round: states of entries, penalties, parts of a scheme, runs anew, ties. See `commands.py`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from server.core.facts_rulings import EntryState, PartKind, Ruling, RunThatCounts
from server.core.ids import EntryId, ModuleId, PenaltyId, RoundId
from server.core.later import later


@dataclass(frozen=True, slots=True)
class SetEntryState:
    """Record that an entry did not start, did not finish, is disqualified, withdrew, or competes; with a reason."""

    round: RoundId
    entry: EntryId
    state: EntryState
    reason: str = ""
    kind: Literal["set_entry_state"] = "set_entry_state"


@dataclass(frozen=True, slots=True)
class GivePenalty:
    """
    Give an entry a penalty of one of the scheme's kinds, with a reason.

    `amount` where the kind leaves it open, with its sign; `module` where the kind is about one and does not name it.
    """

    round: RoundId
    entry: EntryId
    penalty: PenaltyId
    reason: str
    amount: Decimal | None = None
    module: ModuleId | None = None
    kind: Literal["give_penalty"] = "give_penalty"


@dataclass(frozen=True, slots=True)
class LiftPenalty:
    """Take a penalty back, by its number in the round, with a reason."""

    round: RoundId
    number: int
    reason: str
    kind: Literal["lift_penalty"] = "lift_penalty"


@dataclass(frozen=True, slots=True)
class RulePart:
    """Give everybody full marks for a part, strike it for all (with or without scaling up the rest), or take that back."""

    round: RoundId
    on: PartKind
    part: str
    ruling: Ruling
    reason: str
    scaled: bool = False
    kind: Literal["rule_part"] = "rule_part"


@dataclass(frozen=True, slots=True)
class OrderRerun:
    """Let an entry do modules again, with a reason, and say whether the last run counts or the best."""

    round: RoundId
    entry: EntryId
    modules: tuple[ModuleId, ...]
    reason: str
    counts: RunThatCounts = "last"
    kind: Literal["order_rerun"] = "order_rerun"


@dataclass(frozen=True, slots=True)
class DecideTie:
    """
    Put entries that are equal in everything else in an order, the first one first, with a reason.

    `replaces` is the order of the decision the author saw between these entries, empty where there was none; where
    another one has been recorded since, this one is refused.
    """

    round: RoundId
    entries: tuple[EntryId, ...]
    reason: str
    replaces: tuple[EntryId, ...] = later(())
    kind: Literal["decide_tie"] = "decide_tie"
