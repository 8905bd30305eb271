"""The shapes of requests and answers about a competition's look and its sponsors. No behaviour."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from server.web.shapes import Text
from server.web.shapes_bodies import Body, Line
from server.web.shapes_screens import MaybeId, Version

Colour = Annotated[str, Field(pattern=r"^(#[0-9a-f]{6})?$")]
ShortName = Annotated[Line, Field(max_length=40)]


class ShortNameBody(Body):
    """A short name in two languages; one of them may be empty."""

    zh: ShortName = ""
    en: ShortName = ""


class BrandBody(Body):
    """
    A brand: `first` and `second` as `#rrggbb`, `logo` and `small` are pictures; what is empty is the product's.

    `strip`: sponsors stand on screens that wait.
    """

    name: ShortNameBody = ShortNameBody()
    logo: MaybeId = ""
    small: MaybeId = ""
    first: Colour = ""
    second: Colour = ""
    strip: bool = False
    replaces: Version = ""


class SponsorNameBody(Body):
    """The whole name of a sponsor; one of the languages may be empty."""

    zh: Annotated[Line, Field(max_length=80)] = ""
    en: Annotated[Line, Field(max_length=80)] = ""


class SponsorBody(Body):
    """A sponsor; `logo` and `small` are pictures, or empty: its name stands there."""

    name: SponsorNameBody
    tier: Literal["title", "partner", "sponsor", "supporter"]
    logo: MaybeId = ""
    small: MaybeId = ""


class SponsorsBody(Body):
    """Every sponsor in the order of the page."""

    sponsors: Annotated[list[SponsorBody], Field(max_length=200)]
    replaces: Version = ""


class BrandShape(TypedDict):
    """A brand as it was chosen."""

    name: Text
    logo: str
    small: str
    first: str
    second: str
    strip: bool


class SponsorShape(TypedDict):
    """A sponsor."""

    name: Text
    tier: Literal["title", "partner", "sponsor", "supporter"]
    logo: str
    small: str


class VersionsShape(TypedDict):
    """What stands there now, by what is in it: `replaces` of the next change."""

    brand: str
    sponsors: str


class LookShape(TypedDict):
    """What was chosen, and the colours that follow, by room (`dark`, `light`) and name of the custom property."""

    brand: BrandShape
    sponsors: list[SponsorShape]
    colours: dict[str, dict[str, str]]
    versions: VersionsShape


ColoursShape = dict[str, dict[str, str]]
