"""The public site of a competition: pages that need no JavaScript, for phones on bad networks. It decides nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from server.services import (
    delegations_view,
    figures_text,
    hall_items,
    outlook_view,
    records_view,
    site_view,
    texts,
)
from server.services.access import Action
from server.services.addresses import own_address
from server.services.live_fold import LiveCompetition
from server.services.live_round import LiveRound
from server.services.parts import Parts
from server.services.public_view import seen
from server.services.qr import drawing
from server.web.answers import language
from server.web.public_reading import competition_of, entries_found, not_shown, round_of, steps_of
from server.web.snapshots import answer

KEPT_MAX = 256
"""So many drawn pages are kept: the same page for the next phone, until the competition moves on."""
FOUND_KEPT_MAX = 64
"""So many answers to searches: whatever is looked for, it drives out no table."""
LISTED_MAX = 16
QUERY_MAX = 80
QUIET = 4
"""Modules of white around a QR code."""

_OF_THE_MODULE = ("public.js_", "common.state", "common.status.", "common.version", "screen.emergency")

Values = dict[str, Any]
Draw = Callable[[Request], Awaitable[Values]]
Key = tuple[str, ...]
Held = tuple[tuple[object, ...], object, bytes]
"""What a drawn page rests on, the names on it, and the page."""


class SitePages:
    """Every public page."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._kept: OrderedDict[Key, Held] = OrderedDict()
        self._found: OrderedDict[Key, Held] = OrderedDict()

    def routes(self) -> list[BaseRoute]:
        """The addresses a phone opens."""
        pages: list[tuple[str, str, Draw]] = [
            ("", "home", self._home),
            ("/rounds/{round}", "table", self._table),
            ("/rounds/{round}/outlook", "outlook", self._outlook),
            ("/rounds/{round}/prizes", "prizes", self._prizes),
            ("/rounds/{round}/entries/{entry}", "entry", self._entry),
            ("/records", "records", self._records),
            ("/delegations", "delegations", self._delegations),
            ("/schedule", "schedule", self._schedule),
            ("/find", "find", self._find),
            ("/poster", "poster", self._poster),
        ]
        return [
            Route("/c", self._to_list, methods=["GET"], include_in_schema=False),
            Route("/c/", self._list, methods=["GET"]),
            Route("/c/{competition}/qr.svg", self._code, methods=["GET"]),
            *(
                Route(f"/c/{{competition}}{path}", partial(self._answer, name, draw), methods=["GET"])
                for path, name, draw in pages
            ),
        ]

    async def _to_list(self, request: Request) -> Response:
        return RedirectResponse("/c/")

    async def _list(self, request: Request) -> Response:
        """Straight to the only competition, or the list of them."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        competitions = [one for one in self._parts.live.competitions() if one.state.title is not None]
        if len(competitions) == 1:
            return RedirectResponse(f"/c/{competitions[0].id}{_carry(request)}")
        homes = [site_view.home(one) for one in reversed(competitions[-LISTED_MAX:])]
        return self._send(request, self._drawn(request, "list", {"homes": homes, "competition": None}))

    async def _answer(self, name: str, draw: Draw, request: Request) -> Response:
        """A page as it was drawn for somebody before, while nothing has happened since; else drawn anew."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        live = await competition_of(self._parts, request.path_params["competition"])
        kept, most = (self._found, FOUND_KEPT_MAX) if name == "find" else (self._kept, KEPT_MAX)
        key = self._key(request, name, live)
        held = kept.get(key)
        if held is None or not self._still(name, live, held):
            async with self._parts.turns.turn():
                held = kept.get(key)  # whoever was before may have asked for the same
                if held is None or not self._still(name, live, held):
                    at, names = self._as_of(name, live), live.names
                    held = at, names, self._drawn(request, name, await draw(request))
        kept[key] = held
        kept.move_to_end(key)
        while len(kept) > most:
            kept.popitem(last=False)
        return self._send(request, held[2])

    def _key(self, request: Request, name: str, live: LiveCompetition) -> Key:
        """What tells pages apart, and no more: a query nobody reads makes no other page."""
        query, more = request.query_params, ""
        if name == "find":
            more = query.get("q", "")[:QUERY_MAX]
        elif name == "delegations" and query.get("table") in {one.id for one in live.state.tables}:
            more = query["table"]
        elif name == "poster":
            more = request.url.netloc
        return request.url.path, language(request), _carry(request), more

    def _still(self, name: str, live: LiveCompetition, held: Held) -> bool:
        return held[0] == self._as_of(name, live) and held[1] is live.names

    def _as_of(self, name: str, live: LiveCompetition) -> tuple[object, ...]:
        """What a page that was drawn rests on: where this is another, it is drawn anew."""
        parts = self._parts
        at = (
            live.position,
            parts.brands.changed_at(live.id),
            parts.fleet.programme_changed_at(live.id),
            parts.displays.alarmed_at,
        )
        return (*at, str(self._stages(live.id))) if name == "schedule" else at

    def _lines(self, competition: str) -> list[Values]:
        """The programme by time, as everyone may see it."""
        shown = hall_items.schedule(self._parts.fleet.all("programme"), competition)
        return [{"id": id_} | shown["rows"][id_] for id_ in shown["order"]]

    def _stages(self, competition: str) -> dict[str, str]:
        return hall_items.stage_of_day(self._lines(competition), self._parts.now())

    def _drawn(self, request: Request, name: str, values: Values) -> bytes:
        values = {
            "carry": _carry(request),
            "say": figures_text,
            "board": "",
            "here": name,
            "query": "",
            "look": None,
            "emergency": self._parts.displays.emergency,
            "as_of": values.get("table", {}).get("as_of", ""),
        } | values
        page = self._parts.pages.page(request, f"web/site_{name}.html", words=_words(request), **values)
        return bytes(page.body)

    def _send(self, request: Request, body: bytes) -> Response:
        folder = texts.FOLDERS[language(request)]
        passing = bool(self._parts.displays.emergency)
        return answer(request, body, "text/html; charset=utf-8", language=folder, passing=passing)

    async def _competition(self, request: Request) -> LiveCompetition:
        return await competition_of(self._parts, request.path_params["competition"])

    async def _round(self, request: Request) -> tuple[LiveCompetition, LiveRound]:
        path = request.path_params
        return await round_of(self._parts, path["competition"], path["round"])

    async def _home(self, request: Request) -> Values:
        competition = await self._competition(request)
        return self._head(competition) | {
            "home": site_view.home(competition),
            "board": f"overview.{competition.id}",
        }

    async def _table(self, request: Request) -> Values:
        competition, live = await self._round(request)
        return self._head(competition) | {
            "table": site_view.table(competition, live),
            "prizes": bool(site_view.prizes(competition, live)["awards"]),
            "outlook": outlook_view.is_open(live, seen(live)),
            "board": f"standings.{competition.id}.{live.round.id}",
        }

    async def _outlook(self, request: Request) -> Values:
        competition, live = await self._round(request)
        return self._head(competition) | {
            "table": outlook_view.outlook(competition, live),
            "board": f"outlook.{competition.id}.{live.round.id}",
        }

    async def _prizes(self, request: Request) -> Values:
        competition, live = await self._round(request)
        return self._head(competition) | {"table": site_view.prizes(competition, live)}

    async def _entry(self, request: Request) -> Values:
        competition, live = await self._round(request)
        key = request.path_params["entry"]
        shown = site_view.entry(competition, live, key, await steps_of(live, key))
        if shown is None:
            raise not_shown(competition, live)
        board = f"standings.{competition.id}.{live.round.id}"
        return self._head(competition) | {"table": shown, "board": board}

    async def _records(self, request: Request) -> Values:
        competition = await self._competition(request)
        records = records_view.records(competition)
        return self._head(competition) | {"records": records, "board": f"records.{competition.id}"}

    async def _delegations(self, request: Request) -> Values:
        competition = await self._competition(request)
        board = f"delegations.{competition.id}"
        chosen = request.query_params.get("table", "")
        table = delegations_view.table(competition, chosen) or delegations_view.table(competition)
        tables = [
            {"id": one.id, "title": {"zh": one.title.zh, "en": one.title.en}}
            for one in competition.state.tables
        ]
        return self._head(competition) | {"table": table, "tables": tables, "board": board}

    async def _schedule(self, request: Request) -> Values:
        competition = await self._competition(request)
        stages = self._stages(competition.id)
        lines = [line | {"stage": stages.get(line["id"], "later")} for line in self._lines(competition.id)]
        days = [
            (day, list(those)) for day, those in groupby(lines, lambda line: figures_text.day(line["start"]))
        ]
        return self._head(competition) | {"days": days, "board": f"schedule.{competition.id}"}

    async def _find(self, request: Request) -> Values:
        competition = await self._competition(request)
        wanted = request.query_params.get("q", "")[:QUERY_MAX]
        return self._head(competition) | {"found": await entries_found(competition, wanted), "query": wanted}

    def _head(self, competition: LiveCompetition) -> Values:
        """Whose page it is, and how that competition looks."""
        assert competition.state.title is not None, "a ledger begins with a title"
        title = {"zh": competition.state.title.zh, "en": competition.state.title.en}
        brands = self._parts.brands
        look: Values = {"name": title, "small": "", "logo": "", "colours": {}} | brands.shown(competition.id)
        name = {tag: look["name"][tag] or look["name"][other] for tag, other in (("zh", "en"), ("en", "zh"))}
        tiers = [(tier, list(those)) for tier, those in groupby(look["sponsors"], lambda one: one["tier"])]
        return {
            "competition": {"id": competition.id, "title": title},
            "programme": bool(self._lines(competition.id)),
            "look": look | {"name": name, "tiers": tiers, "changed_at": brands.changed_at(competition.id)},
        }

    def _address(self, request: Request, competition: LiveCompetition) -> str:
        return f"{own_address(self._parts.settings, str(request.url))}/c/{competition.id}"

    async def _code(self, request: Request) -> Response:
        """The address as a QR code, for screens."""
        await self._parts.gate.admit(request, Action.READ_PUBLIC)
        code = drawing(self._address(request, await self._competition(request)))
        side = code["size"] + 2 * QUIET
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-QUIET} {-QUIET} {side} {side}" '
            f'shape-rendering="crispEdges"><rect x="{-QUIET}" y="{-QUIET}" width="{side}" height="{side}" fill="#fff"/>'
            f'<path d="{code["path"]}"/></svg>'
        )
        return answer(request, svg.encode(), "image/svg+xml")

    async def _poster(self, request: Request) -> Values:
        """A sheet to hang up in the hall, in both languages, with the address as a QR code."""
        competition = await self._competition(request)
        address = self._address(request, competition)
        both: Values = {"zh": partial(texts.say, "zh"), "en": partial(texts.say, "en")}
        return self._head(competition) | both | {"address": address, "qr": drawing(address)}


def routes(parts: Parts) -> list[BaseRoute]:
    """The public site."""
    return SitePages(parts).routes()


def _carry(request: Request) -> str:
    """Who chose a language by the link keeps it."""
    asked = request.query_params.get("lang")
    return f"?{urlencode({'lang': asked})}" if asked in texts.FOLDERS else ""


def _words(request: Request) -> Mapping[str, str]:
    """The texts that the page's own module needs."""
    reader = language(request)
    areas = [texts.area(reader, name) for name in ("public", "common", "board", "screen")]
    said = {key: text for area in areas for key, text in area.items()}
    return {key: text for key, text in said.items() if key.startswith(_OF_THE_MODULE)}
