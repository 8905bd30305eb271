"""How a competition looks to the hall: its short name, logo and colours, and its sponsors. No result rests on it.

Colours that can be read come from `brand_colours.py`; this file keeps what was chosen and says when it changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from server.core.refusals import Code, Refusal
from server.services.brand_colours import derive
from server.services.versions import overtaken, version_of
from server.storage.people import People
from server.storage.tables import HallItem

Json = dict[str, Any]

SMALL_BYTES_MAX = 10 * 1024
"""A small logo goes to every phone with its page, which has 60 KiB in all."""
SPONSORS_MAX = 60
TIERS = ("title", "partner", "sponsor", "supporter")
"""The greatest first; a sponsors board shows one after another."""

_BRAND, _SPONSORS = "brand", "sponsors"
_PLAIN: Json = {
    "name": {"zh": "", "en": ""},
    "logo": "",
    "small": "",
    "first": "",
    "second": "",
    "strip": False,
}


class Brands:
    """Brands and sponsors of every competition, kept in memory and in the store; `watch` tells of changes."""

    def __init__(self, people: People, now: Callable[[], int]) -> None:
        """:param now: ms since 1970 UTC"""
        self._people = people
        self._now = now
        self._brands: dict[str, Json] = {}
        self._sponsors: dict[str, list[Json]] = {}
        self._changed: dict[str, int] = {}
        self._watchers: list[Callable[[str], None]] = []
        self._loaded_at = 0

    async def load(self) -> None:
        """Read what is stored; once, before anything else."""
        self._loaded_at = self._now()
        for row in await self._people.list_hall_items():
            if row.kind == _BRAND:
                self._brands[row.id] = {**_PLAIN, **json.loads(row.body)}
            elif row.kind == _SPONSORS:
                self._sponsors[row.id] = json.loads(row.body)

    def watch(self, changed: Callable[[str], None]) -> None:
        """`changed(competition)` is called after every change."""
        self._watchers.append(changed)

    def changed_at(self, competition: str) -> int:
        """When it changed last, at the latest when the server started: ms since 1970 UTC."""
        return self._changed.get(competition, self._loaded_at)

    def house(self) -> str:
        """The competition whose look stands where none is named: the one chosen last; "" where none has its own."""
        own = [id_ for id_ in self._brands if self.chosen(id_) != _PLAIN]
        return max(own, key=lambda id_: (self._brands[id_].get("at", 0), id_), default="")

    def chosen(self, competition: str) -> Json:
        """What was chosen: for the form that changes it."""
        kept = self._brands.get(competition, _PLAIN)
        return {name: kept[name] for name in _PLAIN}

    def sponsors(self, competition: str) -> list[Json]:
        """Every sponsor, the greatest tier first, each tier in the order that was chosen."""
        return _by_tier(self._sponsors.get(competition, []))

    def versions(self, competition: str) -> dict[str, str]:
        """What was chosen and the sponsors by what is in them: who changes one of them says which they saw."""
        return {
            _BRAND: version_of(self.chosen(competition)),
            _SPONSORS: version_of(self.sponsors(competition)),
        }

    def colours(self, competition: str) -> dict[str, dict[str, str]]:
        """Custom properties by room; empty where the product's own colours stand."""
        chosen = self._brands.get(competition, _PLAIN)
        return derive(chosen["first"], chosen["second"] or chosen["first"]) if chosen["first"] else {}

    def shown(self, competition: str) -> Json:
        """The state of the board `brand.{competition}`; what was not chosen is left out."""
        chosen = self._brands.get(competition, _PLAIN)
        more = {
            "name": chosen["name"] if any(chosen["name"].values()) else None,
            "logo": chosen["logo"],
            "small": chosen["small"],
            "colours": self.colours(competition),
            "strip": chosen["strip"],
        }
        return {
            "kind": "brand",
            **{name: value for name, value in more.items() if value},
            "sponsors": self.sponsors(competition),
        }

    async def choose(self, competition: str, brand: Mapping[str, Any], replaces: str = "") -> Refusal | None:
        """
        Take a brand in place of the one before; with nothing in it the product's own look is back.

        :param replaces: the version that was seen (see `versions`); "" replaces whatever stands there
        """
        chosen = {**_PLAIN, **brand}
        refusal = await self._logos([brand]) or overtaken(self.chosen(competition), chosen, replaces)
        if refusal is not None:
            return refusal
        self._brands[competition] = {**chosen, "at": self._now()}
        await self._keep(_BRAND, competition, self._brands[competition])
        return None

    async def list_sponsors(
        self, competition: str, sponsors: Sequence[Mapping[str, Any]], replaces: str = ""
    ) -> Refusal | None:
        """
        Take these sponsors, in this order, in place of those before.

        :param replaces: as in `choose`
        """
        if len(sponsors) > SPONSORS_MAX:
            return Refusal(Code.TOO_MANY, {"count_max": SPONSORS_MAX})
        if any(not (one["name"]["zh"] or one["name"]["en"]) for one in sponsors):
            return Refusal(Code.TEXT_MISSING, {"field": "name"})
        listed = _by_tier(sponsors)
        refusal = await self._logos(sponsors) or overtaken(self.sponsors(competition), listed, replaces)
        if refusal is not None:
            return refusal
        self._sponsors[competition] = listed
        await self._keep(_SPONSORS, competition, self._sponsors[competition])
        return None

    async def forget_picture(self, picture: str) -> None:
        """A picture is no more: no brand and no sponsor names it any longer."""

        def without(one: Json) -> Json:
            return {**one, "logo": "", "small": ""} if picture in (one["logo"], one["small"]) else one

        # New objects, never changed ones: boards hold the old ones to tell what is another.
        for competition, brand in list(self._brands.items()):
            if without(brand) != brand:
                self._brands[competition] = without(brand)
                await self._keep(_BRAND, competition, self._brands[competition])
        for competition, sponsors in list(self._sponsors.items()):
            after = [without(one) for one in sponsors]
            if after != sponsors:
                self._sponsors[competition] = after
                await self._keep(_SPONSORS, competition, after)

    async def _logos(self, named: Sequence[Mapping[str, Any]]) -> Refusal | None:
        """Why a logo cannot be kept: both pictures are there or none is, and the small one is small."""
        for one in named:
            if bool(one["logo"]) != bool(one["small"]):
                return Refusal(Code.FILE_UNKNOWN)
            if not one["logo"]:
                continue
            large = await self._people.get_screen_picture(one["logo"])
            small = await self._people.get_screen_picture(one["small"])
            if large is None or small is None:
                return Refusal(Code.FILE_UNKNOWN)
            if len(small.content) > SMALL_BYTES_MAX:
                return Refusal(Code.LOGO_TOO_LARGE, {"kib_max": SMALL_BYTES_MAX // 1024})
        return None

    async def _keep(self, kind: str, competition: str, body: object) -> None:
        self._changed[competition] = max(self._now(), self.changed_at(competition) + 1)
        await self._people.put_hall_items(
            [HallItem(kind=kind, id=competition, body=json.dumps(body, ensure_ascii=False))]
        )
        for changed in self._watchers:
            changed(competition)


def _by_tier(sponsors: Sequence[Mapping[str, Any]]) -> list[Json]:
    return sorted(map(dict, sponsors), key=lambda one: TIERS.index(one["tier"]))
