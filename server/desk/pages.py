"""The shells of the desk's page and the floor's, and the QR codes of cards. What pages show comes from the JSON API."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from server.core.refusals import Code
from server.services.access import Action
from server.services.addresses import own_address
from server.services.parts import Parts
from server.services.qr import QR_LENGTH_MAX, drawing
from server.services.refused import Refused

CODES_MAX = 200
"""QR codes in one request: more judges than anyone adds at once."""
BODY_MAX = CODES_MAX * (QR_LENGTH_MAX + 8)

Handler = Callable[[Request], Awaitable[Response]]


def routes(parts: Parts) -> list[BaseRoute]:
    """Every address under /desk/ opens the same page; which view it shows is the page's affair."""

    async def shell(request: Request) -> Response:
        address = own_address(parts.settings, str(request.url))
        page = parts.pages.page(request, "desk/desk.html", address=address, found_by=parts.found_by())
        page.headers["Content-Security-Policy"] = parts.framing_policy
        return page

    async def floor(request: Request) -> Response:
        return parts.pages.page(request, "desk/floor.html")

    async def floor_home(_request: Request) -> Response:
        return RedirectResponse("/floor/", 308)

    async def remote(request: Request) -> Response:
        # Both ids stand in an attribute of the page; whether there is such a round the API says.
        return parts.pages.page(request, "desk/remote.html", **request.path_params)

    async def codes(request: Request) -> Response:
        try:
            await parts.gate.admit(request, Action.MANAGE_OFFICIALS)
            texts = _texts(await _body(request))
        except Refused as refused:
            return parts.answer(request, refused)
        # A card's text is a key to the judge's seat: it comes in a body, is drawn, and is kept nowhere.
        return JSONResponse([drawing(text) for text in texts], headers={"Cache-Control": "no-store"})

    async def home(_request: Request) -> Response:
        return RedirectResponse("/desk/", 308)

    return [
        Route("/desk", home, methods=["GET"]),
        Route("/desk/qr", codes, methods=["POST"]),
        Route("/desk/{view:path}", shell, methods=["GET"]),
        Route("/remote/{competition}/{round}", remote, methods=["GET"]),
        Route("/floor", floor_home, methods=["GET"]),
        Route("/floor/{view:path}", floor, methods=["GET"]),
    ]


async def _body(request: Request) -> bytes:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_MAX:
            raise Refused(Code.BODY_TOO_LARGE, limit_kib=BODY_MAX // 1024)
        chunks.append(chunk)
    return b"".join(chunks)


def _texts(body: bytes) -> list[str]:
    """`{"texts": ["..."]}` and nothing else. The value itself is not repeated in a refusal: it is a secret."""
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(Code.MALFORMED, problem="不是规范的 JSON / no JSON") from None
    texts = document.get("texts") if isinstance(document, dict) and document.keys() == {"texts"} else None
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise Refused(Code.MALFORMED, problem="texts：应为文本的列表 / a list of texts was expected")
    if len(texts) > CODES_MAX:
        raise Refused(Code.TOO_MANY, count_max=CODES_MAX)
    if any(len(text.encode(errors="replace")) > QR_LENGTH_MAX for text in texts):
        raise Refused(Code.TEXT_TOO_LONG, field="texts", length_max=QR_LENGTH_MAX)
    return texts
