"""Facts of approval (确认): the chief judge stands by entries' results, and takes that back. Neither changes a result."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import EntryId, RoundId


@dataclass(frozen=True, slots=True)
class EntriesApproved:
    """
    What is marked and ruled of these entries stands: nothing of it is changed until the approval is taken back.

    `seen` is the newest fact of the round that the author saw.
    """

    round: RoundId
    entries: tuple[EntryId, ...]
    seen: int
    kind: Literal["entries_approved"] = "entries_approved"


@dataclass(frozen=True, slots=True)
class ApprovalTakenBack:
    """These entries are approved no more (撤销确认); what is marked and ruled of them stays as it is until it is changed."""

    round: RoundId
    entries: tuple[EntryId, ...]
    reason: str
    kind: Literal["approval_taken_back"] = "approval_taken_back"


ApprovalFact = EntriesApproved | ApprovalTakenBack
