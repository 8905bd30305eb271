"""What a chief judge asks for when results are finished (确认). Rules stand in `decide_approval.py`."""

from dataclasses import dataclass
from typing import Literal

from server.core.ids import EntryId, RoundId


@dataclass(frozen=True, slots=True)
class ApproveEntries:
    """
    Approve the results of entries that lack nothing, all of them or none.

    `seen` is the newest fact of the round that the author saw; an entry of which there is a newer one is not approved.
    """

    round: RoundId
    entries: tuple[EntryId, ...]
    seen: int
    kind: Literal["approve_entries"] = "approve_entries"


@dataclass(frozen=True, slots=True)
class TakeBackApproval:
    """Take the approval of entries back (撤销确认), with a reason, so that they can be changed again."""

    round: RoundId
    entries: tuple[EntryId, ...]
    reason: str
    kind: Literal["take_back_approval"] = "take_back_approval"


ApprovalCommand = ApproveEntries | TakeBackApproval
