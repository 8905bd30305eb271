"""A new password for an organiser who lost theirs: given at the server's own machine, by no request."""

from __future__ import annotations

import secrets

from server.services import secrets_kept
from server.storage.people import People
from server.storage.tables import Account

PASSWORD_BYTES = 9
"""Twelve characters: enough for a password that nobody chose, short enough to type from a screen."""


def new() -> str:
    """A password that nobody chose."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


async def give(people: People, account: Account, now: int) -> str:
    """A new password for the account, as text for once; who signed in with the old one is signed out."""
    password = new()
    hashed = await secrets_kept.Hashing().hash_password(password)
    await people.put_account(Account(id=account.id, name=account.name, password_hash=hashed))
    await people.revoke_person("organiser", account.id, None, now)
    return password
