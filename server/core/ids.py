"""Typed identifiers and the one spelling each of them may have. Nothing here makes an id: ids come in as arguments."""

import re
from typing import NewType

CompetitionId = NewType("CompetitionId", str)
EventId = NewType("EventId", str)
RoundId = NewType("RoundId", str)
ModuleId = NewType("ModuleId", str)
AspectId = NewType("AspectId", str)
FieldId = NewType("FieldId", str)
EntryId = NewType("EntryId", str)
DelegationId = NewType("DelegationId", str)
OfficialId = NewType("OfficialId", str)
PenaltyId = NewType("PenaltyId", str)
CommandId = NewType("CommandId", str)
FileHash = NewType("FileHash", str)
"""SHA-256 (hex) of a picture that is kept beside the ledger: its name."""
Code = NewType("Code", str)
"""The blind number under which an entry is judged (加密号)."""

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_COMMAND_ID = re.compile(r"[0-9a-f]{32}")


def is_id(text: str) -> bool:
    """Whether `text` may stand as an id of a competition, event, round, module, aspect, entry or official."""
    return _ID.fullmatch(text) is not None


def is_command_id(text: str) -> bool:
    """Whether `text` may stand as a command's id: 128 random bits as 32 lower-case hexadecimal digits."""
    return _COMMAND_ID.fullmatch(text) is not None
