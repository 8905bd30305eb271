"""Judges by name: added once each, with a card that is shown once. Names stand in the people store, ids in the ledger."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from server.core.commands import AddOfficial
from server.core.ids import CommandId, OfficialId


@dataclass(frozen=True, slots=True)
class NewOfficial:
    """A judge to be added: an id and the command that adds them, both following from the request's key."""

    name: str
    id: OfficialId
    key: CommandId
    command: AddOfficial


def planned(key: CommandId, names: list[str]) -> list[NewOfficial]:
    """
    Judges under one request's key: the same request again means the same judges, so that nobody is added twice.

    >>> [p.name for p in planned(CommandId("0" * 32), [" 王 伟 ", "Ada"])]
    ['王 伟', 'Ada']
    """
    made = []
    for number, name in enumerate(names):
        tidy = " ".join(unicodedata.normalize("NFC", name).split())
        # The name is in the id and not in the key: other names under the same key are another body, and refused.
        id_ = OfficialId(f"j{_digest(f'{key}/{number}/{tidy}')[:10]}")
        made.append(NewOfficial(tidy, id_, CommandId(_digest(f"{key}/{number}")[:32]), AddOfficial(id_)))
    return made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
