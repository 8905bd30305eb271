"""The content hash that names a scheme exactly. The JSON form of everything else stands outside the core."""

import json
from dataclasses import is_dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from server.core.later import written
from server.core.scheme import Scheme


def scheme_hash(scheme: Scheme) -> str:
    """
    SHA-256 (hex) of the scheme's canonical JSON (RFC 8785): field names one to one, decimals in one spelling.

    Fields that came later (`later.py`) are left out at their usual value, so that a scheme that has no use for them
    keeps its name. Plain `json` is canonical here: field names are ASCII, and a scheme holds texts, whole numbers,
    lists and nulls only, as decimals travel as texts.
    """
    text = json.dumps(
        scheme,
        default=_plain,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> Any:
    """A dataclass as its written fields; 0.50 and 0.5 are the same rule, so they have the same hash."""
    if is_dataclass(value):
        return {name: getattr(value, name) for name in written(value)}
    assert isinstance(value, Decimal), f"a scheme holds no {type(value).__name__}"
    return f"{value.normalize():f}" if value else "0"
