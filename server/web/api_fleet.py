"""Endpoints that drive screens together: scenes, playlists, groups, programme, taking, emergency, what screens report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from server.core.refusals import Code, Refusal
from server.services import qr
from server.services.access import Action
from server.services.addresses import own_address
from server.services.board_kinds import LAYOUTS
from server.services.displays import NOTHING, Screen, as_json
from server.services.refused import Refused
from server.services.screen_setting import wall
from server.web import api_screen_pictures, shapes, shapes_screens
from server.web.endpoints import SCREEN_TOKEN, Call, Endpoint, Handler


async def fleet(call: Call) -> Any:
    """Everything at once, for the page that drives screens."""
    parts = call.parts
    screens = [
        {"id": screen.id, **as_json(screen), **parts.reports.of(screen.id)} for screen in parts.displays.all()
    ]
    return {
        "now": parts.now(),
        "screens": screens,
        "scenes": parts.fleet.all("scene"),
        "playlists": parts.fleet.all("playlist"),
        "groups": parts.fleet.all("group"),
        "programme": parts.fleet.all("programme"),
        "versions": {path: parts.fleet.versions(kind) for path, kind, *_ in _ITEMS},
        "pictures": await api_screen_pictures.all_pictures(call),
        "emergency": dict(parts.displays.emergency),
        "house": parts.displays.house,
    }


async def kinds(call: Call) -> Any:
    """What a screen can show; faults of one's own boards in words."""
    return {
        "kinds": [kind.as_json() for kind in call.parts.fleet.kinds.all()],
        "layouts": [layout.as_json() for layout in LAYOUTS.values()],
        "faults": call.parts.fleet.kinds.faults,
    }


def keep(kind: str) -> Handler:
    """Adds an item of the kind, or replaces the one with its id."""

    async def handler(call: Call) -> Any:
        body = call.body.model_dump()
        replaces = body.pop("replaces")
        return await call.parts.fleet.keep(kind, body, replaces)

    return handler


def remove(kind: str) -> Handler:
    """Forgets an item of the kind."""

    async def handler(call: Call) -> Any:
        return await call.parts.fleet.remove(kind, call.path("item")) or {"done": True}

    return handler


async def act(call: Call) -> Any:
    """Take, hide, blank and the like, on the screens that are chosen."""
    body: shapes_screens.FleetActionBody = call.body
    fleet_ = call.parts.fleet
    screens = fleet_.chosen(body.screens, body.groups, everyone=body.everyone)
    if not screens:
        return Refusal(Code.DISPLAY_UNKNOWN)
    if body.action == "take":
        return await fleet_.take(screens, scene=body.scene, playlist=body.playlist) or {"done": True}
    if body.action in ("adjust", "wall"):
        return await _stand(call, body, screens) or {"done": True}
    refusal = None if body.action != "notice" else _notice_fault(body.text)
    if refusal is not None:
        return refusal
    await call.parts.displays.put([screen.id for screen in screens], **_changes(call, body))
    return {"done": True}


async def _stand(call: Call, body: shapes_screens.FleetActionBody, screens: list[Screen]) -> Refusal | None:
    """How screens stand in the hall: the same change for each, or their places in a wall."""
    if body.action == "adjust":
        ids = [screen.id for screen in screens]
        return await call.parts.displays.adjust(ids, [body.setting] * len(ids), body.options)
    there = {screen.id for screen in screens}
    # In the order they were named: that is how they stand.
    ids = [display for display in dict.fromkeys(body.screens) if display in there]
    places = wall(len(ids), body.columns, body.bezel)
    if not places:
        return Refusal(Code.MALFORMED, {"problem": "屏数拼不成整行整列 / they fill no rectangle"})
    return await call.parts.displays.adjust(ids, places, body.options)


def _changes(call: Call, body: shapes_screens.FleetActionBody) -> dict[str, Any]:
    match body.action:
        case "hide":
            return {"show": NOTHING, "board": ""}
        case "blank":
            return {"blank": True}
        case "unblank":
            return {"blank": False}
        case "notice":
            return {"notice": {"text": body.text.model_dump(), "since": call.parts.now()}}
        case "clear_notice":
            return {"notice": NOTHING}
    return {body.action: True}


def _notice_fault(text: shapes_screens.TitleBody) -> Refusal | None:
    if not (text.zh or text.en):
        return Refusal(Code.TEXT_MISSING, {"field": "text"})
    return None


async def emergency(call: Call) -> Any:
    """Every screen says this at once; without a text it is over."""
    body: shapes_screens.EmergencyBody = call.body
    await call.parts.fleet.emergency(body.text.model_dump())
    return {"done": True}


async def report(call: Call) -> Any:
    """A screen says what it shows. :raises Refused: no such screen, or whoever asks is not that screen"""
    display = call.path("display")
    if call.parts.displays.get(display) is None:
        raise Refused(Code.DISPLAY_UNKNOWN)
    if not call.parts.screen_tokens.owns(display, call.request.headers.get(SCREEN_TOKEN.name, "")):
        raise Refused(Code.SCREEN_TOKEN_WRONG)
    body: shapes_screens.ReportBody = call.body
    call.parts.reports.hear(display, body.model_dump())
    return {"done": True}


async def code(call: Call) -> Any:
    """The QR code a screen shows until it has its place: the desk's page for this very screen."""
    display = call.path("display")
    if call.parts.displays.get(display) is None:
        raise Refused(Code.DISPLAY_UNKNOWN)
    text = f"{own_address(call.parts.settings, str(call.request.url))}/desk/screens/{display}"
    return {"text": text, **qr.drawing(text)}


async def public_code(call: Call) -> Any:
    """The QR code with which phones find the public site. :raises Refused: no such competition"""
    id_ = call.competition
    if call.parts.submit.state(id_) is None:
        raise Refused(Code.COMPETITION_UNKNOWN)
    text = f"{own_address(call.parts.settings, str(call.request.url))}/c/{id_}"
    return {"text": text, **qr.drawing(text)}


_ITEMS = (
    ("scenes", "scene", "A scene: a layout and what stands in it", shapes_screens.SceneBody),
    ("playlists", "playlist", "A playlist: scenes by turns", shapes_screens.PlaylistBody),
    ("groups", "group", "A group of screens", shapes_screens.GroupBody),
    ("programme", "programme", "A line of the programme of the day", shapes_screens.ProgrammeBody),
)
_KEPT = (
    Code.SHOW_ITEM_UNKNOWN,
    Code.TEXT_MISSING,
    Code.TEXT_TOO_LONG,
    Code.TOO_MANY,
    Code.ID_INVALID,
    Code.BOARD_UNKNOWN,
    Code.COMPETITION_UNKNOWN,
    Code.LOOK_CHANGED_MEANWHILE,
)
_MANAGE = Action.MANAGE_DISPLAYS
_ONE = "/api/v1/displays/{display}"


def _endpoint(
    method: Any, path: str, handler: Callable[[Call], Awaitable[Any]], summary: str, answer: Any, **more: Any
) -> Endpoint:
    return Endpoint(method, path, more.pop("action", _MANAGE), handler, "screens", summary, answer, **more)


ENDPOINTS = [
    _endpoint(
        "GET", "/api/v1/fleet", fleet, "Screens and all they are driven with", shapes_screens.FleetShape
    ),
    _endpoint("GET", "/api/v1/board-kinds", kinds, "What a screen can show", shapes_screens.KindsShape),
    _endpoint(
        "POST",
        "/api/v1/fleet/actions",
        act,
        "Take, hide, blank, identify, reload, announce or adjust on many screens, or make a wall of them",
        shapes.Done,
        body=shapes_screens.FleetActionBody,
        refusals=(Code.DISPLAY_UNKNOWN, Code.SHOW_ITEM_UNKNOWN, Code.TEXT_MISSING),
    ),
    _endpoint(
        "POST",
        "/api/v1/fleet/emergency",
        emergency,
        "Every screen says this at once; without a text it is over",
        shapes.Done,
        body=shapes_screens.EmergencyBody,
    ),
    *[
        _endpoint(
            "POST",
            f"/api/v1/{path}",
            keep(kind),
            summary,
            shapes_screens.ItemShape,
            body=body,
            refusals=_KEPT,
        )
        for path, kind, summary, body in _ITEMS
    ],
    *[
        _endpoint(
            "DELETE",
            f"/api/v1/{path}/{{item}}",
            remove(kind),
            f"Forget: {summary.lower()}",
            shapes.Done,
            refusals=(Code.SHOW_ITEM_UNKNOWN,),
        )
        for path, kind, summary, _ in _ITEMS
    ],
    _endpoint(
        "POST",
        _ONE + "/report",
        report,
        "A screen says what it shows",
        shapes.Done,
        action=Action.REGISTER_DISPLAY,
        body=shapes_screens.ReportBody,
        headers=(SCREEN_TOKEN,),
        refusals=(Code.DISPLAY_UNKNOWN, Code.SCREEN_TOKEN_WRONG),
    ),
    _endpoint(
        "GET",
        _ONE + "/code",
        code,
        "The QR code with which a phone gives a screen its place",
        shapes_screens.QrShape,
        action=Action.READ_PUBLIC,
        refusals=(Code.DISPLAY_UNKNOWN,),
    ),
    _endpoint(
        "GET",
        "/api/v1/public/competitions/{competition}/code",
        public_code,
        "The QR code of the public site, and the address in it",
        shapes_screens.QrShape,
        action=Action.READ_PUBLIC,
        refusals=(Code.COMPETITION_UNKNOWN,),
    ),
]
