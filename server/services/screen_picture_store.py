"""Keeps pictures for screens: few enough for a laptop, each once. What a picture is, `pictures.py` says."""

from __future__ import annotations

from server.core.refusals import Code, Refusal
from server.services.screen_pictures import PICTURES_MAX, Kind
from server.storage.people import People
from server.storage.tables import ScreenPicture


async def keep(people: People, id_: str, name: str, kind: Kind, content: bytes, now: int) -> Refusal | None:
    """
    Keep a picture under its id; one that is there already gets the new name.

    :param now: ms since 1970 UTC
    """
    known = {one.id for one in await people.list_screen_pictures()}
    if id_ not in known and len(known) >= PICTURES_MAX:
        return Refusal(Code.TOO_MANY, {"count_max": PICTURES_MAX})
    await people.put_screen_picture(
        ScreenPicture(
            id=id_,
            name=name,
            media=kind.media,
            width=kind.width,
            height=kind.height,
            made_at=now,
            content=content,
        )
    )
    return None
