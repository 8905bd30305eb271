"""Judges by name: added once each, with a card that is shown once. Names stand in the people store, ids in the ledger."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from server.core.commands_setup import AddOfficial
from server.core.facts_setup import OfficialRole
from server.core.ids import CommandId, DelegationId, OfficialId


@dataclass(frozen=True, slots=True)
class NewOfficial:
    """A judge to be added: an id and the command that adds them, both following from the request's key."""

    name: str
    id: OfficialId
    key: CommandId
    command: AddOfficial


def planned(
    key: CommandId,
    names: list[str],
    role: OfficialRole = "judge",
    delegation: DelegationId | None = None,
) -> list[NewOfficial]:
    """
    Judges under one request's key: the same request again means the same judges, so that nobody is added twice.

    >>> [p.name for p in planned(CommandId("0" * 32), [" 王 伟 ", "Ada"])]
    ['王 伟', 'Ada']
    """
    tidied = [" ".join(unicodedata.normalize("NFC", name).split()) for name in names]
    head: list[str] = [key] if role == "judge" else [key, role]
    head += [] if delegation is None else [delegation]
    # The role, the delegation and all names are in each id and none in a key: another list under the same key is another
    # body, and refused.
    whole = "\n".join([*head, *tidied])
    made = []
    for number, name in enumerate(tidied):
        id_ = OfficialId(f"j{_digest(f'{number}/{whole}')[:10]}")
        made.append(
            NewOfficial(
                name, id_, CommandId(_digest(f"{key}/{number}")[:32]), AddOfficial(id_, role, delegation)
            )
        )
    return made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
