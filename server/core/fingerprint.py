"""The content hash that names a scheme exactly. The JSON form of everything else stands outside the core."""

import json
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256

from server.core.scheme import Scheme


def scheme_hash(scheme: Scheme) -> str:
    """
    SHA-256 (hex) of the scheme's canonical JSON (RFC 8785): what `add_event` takes, keys in order, no blanks.

    Plain `json` is canonical here: field names are ASCII, and a scheme holds texts, whole numbers, yes/no,
    lists and nulls only, as decimals travel as texts.
    """
    text = json.dumps(
        asdict(scheme),
        default=_as_text,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return sha256(text.encode()).hexdigest()


def _as_text(value: object) -> str:
    assert isinstance(value, Decimal), f"a scheme holds no {type(value).__name__}"
    return str(value)
