"""A board's snapshot over HTTP, for programs and caches: the frame of the socket. What a board shows is the scoreboard's."""

from __future__ import annotations

from contextlib import nullcontext
from hashlib import sha256

from starlette.responses import Response

from server.core.refusals import Code
from server.services.access import Action
from server.web import shapes
from server.web.endpoints import Call, Endpoint

SHARED = "public, max-age=1, stale-while-revalidate=5"
"""For caches that stand before the server: a thousand phones that ask are one question a second."""


async def snapshot(call: Call) -> Response:
    """
    As on the socket; the scoreboard asks who may see a board that is not for everyone.

    Strangers wait for their turn, as for pages: judges' marks, and whoever works here, come first. :raises Refused:
    """
    async with call.parts.turns.turn() if call.person is None else nullcontext():
        shown = await call.parts.snapshot(call.request, call.path("board"))
    tag = f'"{sha256(call.parts.epoch.encode() + shown.body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache" if shown.private else SHARED}
    if not shown.private:
        headers["Access-Control-Allow-Origin"] = "*"
    if tag in call.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(shown.body, headers=headers, media_type="application/json")


ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/boards/{board}",
        Action.READ_PUBLIC,
        snapshot,
        "boards",
        "What a board shows: the snapshot frame of the WebSocket `/ws/v1/boards`",
        shapes.SnapshotShape,
        refusals=(Code.BOARD_UNKNOWN, Code.SIGN_IN_NEEDED, Code.PAIRING_REVOKED, Code.NOT_ALLOWED),
        etag=True,
    )
]
