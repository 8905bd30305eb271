"""Secrets that people type or show: how they are made, spelled and compared. Only hashes ever reach the disk."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from server.core.refusals import Code
from server.services.refused import Refused

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: a code is read off a card in bad light and typed with gloves."""
SHORT_LENGTH = 8
PIN_DIGITS = 6
AT_ONCE, WAITING = 2, 64

T = TypeVar("T")

_PASSWORDS = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)
# A PIN has 10^6 values and falls to anyone who holds its hash, whatever that costs: what protects it is that only
# five tries a minute are answered. So its hash may be quick, and sixty judges can pair in the same minute.
_PINS = PasswordHasher(memory_cost=8192, time_cost=1, parallelism=1)


def new_token() -> str:
    """256 random bits, for a signed-in browser or tablet."""
    return secrets.token_urlsafe(32)


def new_card() -> str:
    """128 random bits as they stand in a QR code: capital letters and digits make the code small."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def new_short_code() -> str:
    """Eight characters for a hand that types, as they are stored; shown with a hyphen in the middle."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SHORT_LENGTH))


def new_pin() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def shown(short_code: str) -> str:
    """
    A short code as people see it.

    >>> shown("ABCD2345")
    'ABCD-2345'
    """
    return f"{short_code[:4]}-{short_code[4:]}"


def typed(text: str) -> str:
    """
    A card's text or short code as it is stored, from what someone typed or scanned.

    >>> typed(" abcd-2345 ")
    'ABCD2345'
    """
    return "".join(text.split()).replace("-", "").upper()


def digest(token: str) -> str:
    """What is stored of a random token: SHA-256 (hex); random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


class Hashing:
    """Slow hashes in threads, two at a time; when too many wait, the next one is told to come back."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def hash_password(self, password: str) -> str:
        """A hash to store."""
        return await self._run(lambda: _PASSWORDS.hash(password))

    async def password_fits(self, stored: str | None, password: str) -> bool:
        """Whether it is the password; takes as long where there is no such account (None)."""
        return await self._run(lambda: _fits(stored or _nobody(), password)) and stored is not None

    async def hash_pin(self, pin: str) -> str:
        """A hash to store."""
        return await self._run(lambda: _PINS.hash(pin))

    async def pin_fits(self, stored: str, pin: str) -> bool:
        """Whether it is the PIN."""
        return await self._run(lambda: _fits(stored, pin))

    async def _run(self, work: Callable[[], T]) -> T:
        """:raises Refused: busy"""
        if self._waiting >= WAITING:
            raise Refused(Code.BUSY)
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1


def _fits(stored: str, text: str) -> bool:
    try:
        return _PASSWORDS.verify(stored, text)
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _PASSWORDS.hash(secrets.token_hex())
