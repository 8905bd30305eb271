"""Answers for everyone: an ETag, a short life in caches that stand before the server, and less than half the bytes.

Nothing secret is ever in such an answer and no cookie has a say in it, so packing gives nothing away.
"""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

SHARED = "public, max-age=2, stale-while-revalidate=30"
"""A thousand phones that ask are one question in two seconds to the server behind a cache."""
PASSING = "public, max-age=2"
"""Of what must not be shown half a minute after it is over."""
_GZIP = re.compile(r"(?i)\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
"""Whoever names it takes it, unless with the weight 0."""
PACKED_FROM = 600
"""Smaller bodies fit into one packet as they are."""


def answer(
    request: Request,
    body: bytes,
    kind: str,
    *,
    status: int = 200,
    language: str | None = None,
    passing: bool = False,
) -> Response:
    """
    The body, or 304 where the reader has it.

    :param language: where another reader would get another one
    :param passing: it says what may be over any moment: no cache shows it longer than it must
    """
    tag = f'W/"{sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": PASSING if passing else SHARED, "Vary": "Accept-Encoding"}
    if language is None:
        headers["Access-Control-Allow-Origin"] = "*"
    else:
        headers |= {"Vary": "Accept-Encoding, Accept-Language", "Content-Language": language}
    if tag in [held.strip() for held in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    if len(body) >= PACKED_FROM and _GZIP.search(request.headers.get("accept-encoding", "")):
        body = _packed(body)
        headers["Content-Encoding"] = "gzip"
    return Response(body, status, headers, media_type=kind)


@lru_cache(maxsize=128)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)
