"""Endpoints that take and give pictures for screens: checked when they come in, served as what they are."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from typing import Any

from starlette.responses import Response

from server.core.refusals import Code, Refusal
from server.services import screen_pictures as pictures
from server.services.access import Action
from server.services.plain_picture import plain
from server.services.refused import Refused
from server.services.screen_picture_store import keep
from server.web import shapes, shapes_screens, uploads
from server.web.endpoints import Call, Endpoint, Query

FOREVER = "public, max-age=31536000, immutable"
"""A picture's id is drawn from its bytes: under one id there is only ever one picture."""


async def all_pictures(call: Call) -> list[dict[str, Any]]:
    """Every picture, without its content."""
    return [
        {"id": one.id, "name": one.name, "media": one.media, "width": one.width, "height": one.height}
        for one in await call.parts.people.list_screen_pictures()
    ]


async def upload(call: Call) -> Any:
    """Take a picture, without what is not seen of it; the same one again is the one that is there."""
    sent = await uploads.file(call.request, pictures.BYTES_MAX)
    kind, content = pictures.look(sent), await asyncio.to_thread(plain, sent)
    if kind is None or content is None:
        return Refusal(
            Code.PICTURE_UNSUITABLE,
            {"side_max": pictures.SIDE_MAX, "mib_max": pictures.BYTES_MAX // 1024 // 1024},
        )
    id_ = sha256(content).hexdigest()[:16]
    name = call.query("name")[:60]
    refusal = await keep(call.parts.people, id_, name, kind, content, call.parts.now())
    if refusal is not None:
        return refusal
    return {"id": id_, "name": name, "media": kind.media, "width": kind.width, "height": kind.height}


async def give(call: Call) -> Response:
    """The picture itself. :raises Refused: there is none"""
    id_ = call.path("picture")
    tag = f'"{id_}"'
    if tag in call.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": FOREVER})
    kept = await call.parts.people.get_screen_picture(id_)
    if kept is None:
        raise Refused(Code.FILE_UNKNOWN)
    headers = {"ETag": tag, "Cache-Control": FOREVER, "Cross-Origin-Resource-Policy": "same-origin"}
    return Response(kept.content, headers=headers, media_type=kept.media)


async def remove(call: Call) -> Any:
    """Forget a picture; scenes, brands and sponsors that name it go on without it."""
    if await call.parts.people.get_screen_picture(call.path("picture")) is None:
        raise Refused(Code.FILE_UNKNOWN)
    await call.parts.people.remove_screen_picture(call.path("picture"))
    await call.parts.brands.forget_picture(call.path("picture"))
    return {"done": True}


_PICTURES = "/api/v1/screen-pictures"

ENDPOINTS = [
    Endpoint(
        "POST",
        _PICTURES,
        Action.MANAGE_DISPLAYS,
        upload,
        "screens",
        "Upload a picture for screens (PNG, JPEG, WebP)",
        shapes_screens.PictureShape,
        upload=True,
        query=(Query("name", "What people call it."),),
        refusals=(Code.PICTURE_UNSUITABLE, Code.TOO_MANY),
    ),
    Endpoint(
        "GET",
        _PICTURES + "/{picture}",
        Action.READ_PUBLIC,
        give,
        "screens",
        "A picture",
        "image/*",
        refusals=(Code.FILE_UNKNOWN,),
    ),
    Endpoint(
        "DELETE",
        _PICTURES + "/{picture}",
        Action.MANAGE_DISPLAYS,
        remove,
        "screens",
        "Forget a picture",
        shapes.Done,
        refusals=(Code.FILE_UNKNOWN,),
    ),
]
