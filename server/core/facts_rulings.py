"""Facts of what is ruled in a round: states of entries, penalties, parts of a scheme, runs anew, ties. See `facts.py`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from server.core.ids import EntryId, ModuleId, PenaltyId, RoundId
from server.core.later import later

EntryState = Literal["competing", "not_started", "not_finished", "disqualified", "withdrawn"]
PartKind = Literal["module", "sub_criterion", "aspect"]
"""What a part of a scheme is: modules and sub-criteria share one set of names, aspects have another."""
RunThatCounts = Literal["last", "best"]
Ruling = Literal["full", "struck", "marked"]


@dataclass(frozen=True, slots=True)
class EntryStateSet:
    """An entry did not start, did not finish, was disqualified, withdrew, or competes after all."""

    round: RoundId
    entry: EntryId
    state: EntryState
    reason: str = ""
    kind: Literal["entry_state_set"] = "entry_state_set"


@dataclass(frozen=True, slots=True)
class PenaltyGiven:
    """
    A penalty of one of the scheme's kinds for an entry; `number` names it in its round.

    `amount` is there where the kind leaves it open, `module` where the kind is about one and does not name it.
    """

    round: RoundId
    entry: EntryId
    number: int
    penalty: PenaltyId
    reason: str
    amount: Decimal | None = None
    module: ModuleId | None = None
    kind: Literal["penalty_given"] = "penalty_given"


@dataclass(frozen=True, slots=True)
class PenaltyLifted:
    """A penalty no longer counts; that it was given stays on record."""

    round: RoundId
    number: int
    reason: str
    kind: Literal["penalty_lifted"] = "penalty_lifted"


@dataclass(frozen=True, slots=True)
class PartRuled:
    """
    A ruling on a part of the scheme for every entry of the round; replaces the one on that part before.

    `full`: everybody has full marks for it. `struck`: it counts for nobody; with `scaled` the rest takes its place, so
    that the most one can reach stays what it was. `marked`: as the judges marked it, after all.
    """

    round: RoundId
    on: PartKind
    part: str
    ruling: Ruling
    reason: str
    scaled: bool = False
    kind: Literal["part_ruled"] = "part_ruled"


@dataclass(frozen=True, slots=True)
class RerunOrdered:
    """
    重赛: an entry does these modules again; the judges owe its sheets anew, those handed in stay on record.

    `last`: from now on only the coming run counts. `best`: the better of it and of what counted until now.
    """

    round: RoundId
    entry: EntryId
    modules: tuple[ModuleId, ...]
    reason: str
    counts: RunThatCounts = "last"
    kind: Literal["rerun_ordered"] = "rerun_ordered"


@dataclass(frozen=True, slots=True)
class TieDecided:
    """
    The chief judge has decided between entries that were equal in everything else: they rank in this order.

    `replaces` is the order that was decided between them before, empty where none was.
    """

    round: RoundId
    entries: tuple[EntryId, ...]
    reason: str
    replaces: tuple[EntryId, ...] = later(())
    kind: Literal["tie_decided"] = "tie_decided"
