"""Locks for what two persons open together: keys made from passphrases, a secret in two halves. Pure but for chance.

A person's private key (X25519) is made of their passphrase by Argon2id and is stored nowhere; the public key is. A half is
locked for a public key by a key of its own: X25519 with a fresh key pair, HKDF-SHA256, ChaCha20-Poly1305.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SALT_BYTES = 16
_NONCE = bytes(12)
"""Every box has a key of its own, so that none is used twice under it."""


def new_salt() -> str:
    """For a new key (hex)."""
    return secrets.token_hex(SALT_BYTES)


def private_key(passphrase: str, salt: str) -> X25519PrivateKey:
    """Slow on purpose: about a third of a second."""
    raw = hash_secret_raw(
        passphrase.encode(),
        bytes.fromhex(salt),
        time_cost=3,
        memory_cost=65536,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    return X25519PrivateKey.from_private_bytes(raw)


def public_of(key: X25519PrivateKey) -> str:
    """What may be known of a key (hex)."""
    return key.public_key().public_bytes_raw().hex()


def halves(secret: bytes) -> tuple[bytes, bytes]:
    """
    Two halves, neither of which says anything alone.

    >>> joined(*halves(b"x" * 32)) == b"x" * 32
    True
    """
    one = secrets.token_bytes(len(secret))
    return one, joined(one, secret)


def joined(one: bytes, other: bytes) -> bytes:
    """The secret of two halves."""
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def lock(public: str, half: bytes, about: str) -> str:
    """
    A half that only the holder of the key can open.

    :param about: what it belongs to; it does not open as part of anything else
    """
    fresh, to = X25519PrivateKey.generate(), bytes.fromhex(public)
    mine = fresh.public_key().public_bytes_raw()
    key = _key(fresh.exchange(X25519PublicKey.from_public_bytes(to)), mine + to, about)
    return b64encode(mine + ChaCha20Poly1305(key).encrypt(_NONCE, half, about.encode())).decode()


def unlock(key: X25519PrivateKey, box: str, about: str) -> bytes | None:
    """The half in a box; None where it is not for this key, or not about this."""
    raw = b64decode(box)
    theirs, sealed = raw[:32], raw[32:]
    mine = key.public_key().public_bytes_raw()
    made = _key(key.exchange(X25519PublicKey.from_public_bytes(theirs)), theirs + mine, about)
    try:
        return ChaCha20Poly1305(made).decrypt(_NONCE, sealed, about.encode())
    except InvalidTag:
        return None


def _key(shared: bytes, salt: bytes, about: str) -> bytes:
    return HKDF(SHA256(), 32, salt, f"seal {about}".encode()).derive(shared)
