"""Which browser is which screen: each draws a token of its own, kept here as a hash only. What it shows stands elsewhere."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from hmac import compare_digest

from server.storage.people import People
from server.storage.tables import HallItem

SCREEN_TOKEN = "screen_token"
"""The kind of hall item that keeps the hash of a screen's token beside its row."""
TOKEN = re.compile("[0-9a-f]{32}")
"""128 random bits in hexadecimal digits: nothing to guess, so one round of SHA-256 hides it."""


class ScreenTokens:
    """
    The hash of every screen's token, in memory and in the store; the token itself is never kept and never sent.

    The screen draws its token, not the server: an answer that gets lost on the way then costs the screen nothing.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._hashes: dict[str, str] = {}

    async def load(self) -> None:
        """Read what is stored; once, before anything else."""
        for row in await self._people.list_hall_items():
            if row.kind == SCREEN_TOKEN:
                self._hashes[row.id] = json.loads(row.body)

    def owns(self, display: str, token: str) -> bool:
        """Whether this token is the screen's; a screen without one belongs to no token."""
        kept = self._hashes.get(display)
        return kept is not None and compare_digest(kept, _hash(token))

    def whose(self, token: str) -> list[str]:
        """The screens of this token: one browser may have announced itself more than once."""
        if not TOKEN.fullmatch(token):
            return []
        hashed = _hash(token)
        return [display for display, kept in self._hashes.items() if compare_digest(kept, hashed)]

    def is_free(self, display: str) -> bool:
        """Whether the screen has no token yet: prepared at the desk, or from before there were tokens."""
        return display not in self._hashes

    async def claim(self, display: str, token: str) -> bool:
        """Make this the token of a screen that has none; whether it is the screen's now. Once taken it stays."""
        if self.is_free(display) and TOKEN.fullmatch(token):
            # In memory first: of two that claim at once one gets it.
            self._hashes[display] = _hash(token)
            body = json.dumps(self._hashes[display])
            await self._people.put_hall_items([HallItem(kind=SCREEN_TOKEN, id=display, body=body)])
        return self.owns(display, token)

    def forget(self, display: str) -> None:
        """The screen was removed, and with it what was stored of its token."""
        self._hashes.pop(display, None)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
