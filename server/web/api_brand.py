"""Endpoints of a competition's look: its short name, logo and colours, its sponsors; and the style sheet for pages."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response

from server.core.refusals import Code, Refusal
from server.services.access import Action
from server.services.brand_colours import derive
from server.services.brands import Brands
from server.services.refused import Refused
from server.web import shapes_brand
from server.web.endpoints import Call, Endpoint, Query

GOLD = "#f8bb2d"
_COLOUR = re.compile(r"#[0-9a-f]{6}")


async def look(call: Call) -> Any:
    """What was chosen, for the desk. :raises Refused: no such competition"""
    id_, brands = _known(call), call.parts.brands
    return {
        "brand": brands.chosen(id_),
        "sponsors": brands.sponsors(id_),
        "colours": brands.colours(id_),
        "versions": brands.versions(id_),
    }


async def choose(call: Call) -> Any:
    """Take a brand. :raises Refused: no such competition"""
    id_, brands, given = _known(call), call.parts.brands, call.body.model_dump()
    replaces = given.pop("replaces")
    return await brands.choose(id_, given, replaces) or brands.versions(id_)


async def sponsors(call: Call) -> Any:
    """Take the sponsors. :raises Refused: no such competition"""
    id_, brands = _known(call), call.parts.brands
    given = [one.model_dump() for one in call.body.sponsors]
    return await brands.list_sponsors(id_, given, call.body.replaces) or brands.versions(id_)


async def colours(call: Call) -> Any:
    """What would follow from two colours, before they are kept."""
    first = call.query("first", GOLD)
    second = call.query("second", first)
    if not (_COLOUR.fullmatch(first) and _COLOUR.fullmatch(second)):
        return Refusal(Code.MALFORMED, {"problem": "?first=#rrggbb&second=#rrggbb"})
    return derive(first, second)


async def sheet(call: Call) -> Response:
    """The custom properties of a brand as a style sheet; one without colours is empty. :raises Refused:"""
    id_ = _known(call)
    tag = f'"{call.parts.brands.changed_at(id_):x}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=60"}
    if tag in call.request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(styles(call.parts.brands, id_), headers=headers, media_type="text/css")


def at_the_door(brands: Brands) -> dict[str, Any]:
    """The look of a page that belongs to no competition: that of the one dressed last, or the product's."""
    house = brands.house()
    name = brands.chosen(house)["name"]
    small = brands.chosen(house)["small"]
    return {
        "of": house,
        "own": bool(small or any(name.values())),
        "name": {"zh": name["zh"] or name["en"], "en": name["en"] or name["zh"]},
        "small": small,
        "colours": brands.colours(house),
        "changed_at": brands.changed_at(house),
    }


def styles(brands: Brands, competition: str) -> str:
    """The sheet: paper by itself, the hall where a page or a part of it says so."""
    found = brands.colours(competition)
    if not found:
        return ""
    light, dark = _rules(found["light"]), _rules(found["dark"])
    at_night = f'@media screen and (prefers-color-scheme:dark){{[data-theme="phone"]{{{dark}}}}}'
    return f':root{{{light}}}[data-theme="hall"]{{{dark}}}{at_night}'


def _rules(properties: dict[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in properties.items())


def _known(call: Call) -> str:
    id_ = call.competition
    if call.parts.submit.state(id_) is None:
        raise Refused(Code.COMPETITION_UNKNOWN)
    return id_


_ONE = "/api/v1/competitions/{competition}"
_KEEPING = (Code.FILE_UNKNOWN, Code.LOGO_TOO_LARGE, Code.LOOK_CHANGED_MEANWHILE)

ENDPOINTS = [
    Endpoint(
        "GET",
        _ONE + "/brand",
        Action.MANAGE_DISPLAYS,
        look,
        "screens",
        "The look of a competition and its sponsors, as they were chosen",
        shapes_brand.LookShape,
    ),
    Endpoint(
        "POST",
        _ONE + "/brand",
        Action.MANAGE_DISPLAYS,
        choose,
        "screens",
        "Choose short name, logo and colours",
        shapes_brand.VersionsShape,
        body=shapes_brand.BrandBody,
        refusals=_KEEPING,
    ),
    Endpoint(
        "POST",
        _ONE + "/sponsors",
        Action.MANAGE_DISPLAYS,
        sponsors,
        "screens",
        "Set the sponsors and their order",
        shapes_brand.VersionsShape,
        body=shapes_brand.SponsorsBody,
        refusals=(*_KEEPING, Code.TEXT_MISSING, Code.TOO_MANY),
    ),
    Endpoint(
        "GET",
        "/api/v1/brand-colours",
        Action.MANAGE_DISPLAYS,
        colours,
        "screens",
        "What would follow from two colours",
        shapes_brand.ColoursShape,
        query=(
            Query("first", "`#rrggbb`; without it the product's gold."),
            Query("second", "`#rrggbb`; without it the first."),
        ),
        refusals=(Code.MALFORMED,),
    ),
    Endpoint(
        "GET",
        "/api/v1/public/competitions/{competition}/brand.css",
        Action.READ_PUBLIC,
        sheet,
        "screens",
        "The colours of a competition as a style sheet",
        "text/css",
        refusals=(Code.COMPETITION_UNKNOWN,),
    ),
]
