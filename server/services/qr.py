"""QR codes as one SVG path each; what they say is not looked at and not kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

import segno

QR_LENGTH_MAX = 300
"""Bytes in one code: more would make squares too small for the camera of a cheap tablet."""


class Drawing(TypedDict):
    """`size` modules a side without the quiet zone; `path` fills the dark ones, one unit each."""

    size: int
    path: str


def drawing(text: str) -> Drawing:
    """
    The QR code of a text, with a quarter of it restorable: cards get creased and greasy.

    >>> drawing("金锤")["size"]
    21
    """
    code = segno.make(text, error="q", micro=False, boost_error=False)
    rows = [[bool(dark) for dark in row] for row in code.matrix]
    return {"size": len(rows), "path": "".join(_runs(rows))}


def _runs(rows: list[list[bool]]) -> Iterator[str]:
    for y, row in enumerate(rows):
        start: int | None = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start} {y}h{x - start}v1H{start}z"
                start = None
