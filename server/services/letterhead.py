"""Whose competition a file is, for its head: logo and colours of its look, as they are on white paper."""

from __future__ import annotations

from dataclasses import dataclass

from server.services.brands import Brands
from server.storage.people import People

IN_A_WORKBOOK = ("image/png", "image/jpeg")
"""What every spreadsheet can show; a logo of another kind is left out."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`logo` is a picture or b"" for none, of so many pixels; `first` and `second` are `#rrggbb` or ""."""

    logo: bytes = b""
    width: int = 0
    height: int = 0
    first: str = ""
    second: str = ""


PLAIN = Letterhead()


async def letterhead(brands: Brands, people: People, competition: str) -> Letterhead:
    """That of a competition; the plain one where it has no look of its own."""
    colours = brands.colours(competition).get("light", {})
    named = brands.chosen(competition)["logo"]
    picture = await people.get_screen_picture(named) if named else None
    lines = (colours.get("--brand", ""), colours.get("--brand-second", ""))
    if picture is None or picture.media not in IN_A_WORKBOOK:
        return Letterhead(first=lines[0], second=lines[1])
    return Letterhead(picture.content, picture.width, picture.height, *lines)
