"""Endpoints that drive graphics over a live picture: from the desk, and by plain addresses with a token."""

from __future__ import annotations

from typing import Any

from server.core.refusals import Code
from server.services.access import Action
from server.services.refused import Refused
from server.services.stream import ACTIONS, Channel
from server.web import shapes_screens
from server.web.endpoints import Call, Endpoint, Method, Query

TOKEN_HEADER = "x-stream-token"
METHODS: tuple[Method, ...] = ("GET", "POST")
"""A control surface asks by either."""


async def channels(call: Call) -> Any:
    """Every channel, and whether a token was made."""
    stream = call.parts.stream
    return {"channels": [_channel(call, one) for one in stream.all()], "token_made": stream.has_token}


async def on_air(call: Call) -> Any:
    """Every channel by its name, for whoever colours buttons by it: no secret, as the board of a channel is none."""
    return {
        one.id: {"shown": one.shown, "step": one.step, "entry": one.entry, "pages": _pages(call, one)}
        for one in call.parts.stream.all()
    }


async def token(call: Call) -> Any:
    """A new token; the one before ends."""
    return {"token": await call.parts.stream.new_token()}


async def drive(call: Call) -> Any:
    """Show, hide, go on: for the organiser, or whoever has the token. :raises Refused: for nobody else"""
    action = next((one for one in ACTIONS if one == call.path("action")), None)
    await _admit(call)
    if action is None:
        raise Refused(Code.NOT_FOUND)
    answer = await call.parts.stream.act(call.path("channel"), action, call.query("entry"))
    return _channel(call, answer) if isinstance(answer, Channel) else answer


async def hide_all(call: Call) -> Any:
    """Everything off the picture, whatever its channel: for the organiser, or whoever has the token. :raises Refused:"""
    await _admit(call)
    return {"hidden": await call.parts.stream.hide_all()}


async def _admit(call: Call) -> None:
    given = call.query("token") or call.request.headers.get(TOKEN_HEADER, "")
    if given:
        if not call.parts.stream.knows(given[:200]):
            raise Refused(Code.STREAM_TOKEN_WRONG)
        return
    # why: a plain GET of a page somewhere must not drive the stream with an organiser's cookie
    if call.request.method == "GET" or call.person is None or call.person.role != "organiser":
        raise Refused(Code.STREAM_TOKEN_WRONG)


def _channel(call: Call, channel: Channel) -> dict[str, Any]:
    return {"id": channel.id, **channel.as_json(), "pages": _pages(call, channel)}


def _pages(call: Call, channel: Channel) -> int:
    """How many pages have a graphic of this channel open now: none is a source that was lost."""
    return call.parts.watching(f"stream.{channel.id}")


_DRIVE = "/api/v1/stream/{channel}/{action}"
_TOKEN = Query("token", "The stream's token; or as the header `X-Stream-Token`.")
_QUERY = (
    _TOKEN,
    Query("entry", "The entry that the graphic shall be about: its id, or the number it wears."),
)
_REFUSALS = (Code.STREAM_TOKEN_WRONG, Code.NOT_FOUND, Code.ID_INVALID, Code.TOO_MANY)

ENDPOINTS = [
    Endpoint(
        "GET",
        "/api/v1/stream",
        Action.MANAGE_DISPLAYS,
        channels,
        "screens",
        "The channels of the stream's graphics",
        shapes_screens.StreamShape,
    ),
    Endpoint(
        "POST",
        "/api/v1/stream/token",
        Action.MANAGE_DISPLAYS,
        token,
        "screens",
        "A new token for control surfaces; the one before ends",
        shapes_screens.TokenShape,
    ),
    Endpoint(
        "GET",
        "/api/v1/stream/state",
        Action.READ_PUBLIC,
        on_air,
        "screens",
        "What is on air: every channel by its name, and how many pages have it open",
        dict[str, shapes_screens.OnAirShape],
    ),
    *[
        Endpoint(
            method,
            "/api/v1/stream/hide_all",
            Action.DRIVE_STREAM,
            hide_all,
            "screens",
            "Hide every graphic of the stream at once",
            shapes_screens.HiddenShape,
            query=(_TOKEN,),
            refusals=(Code.STREAM_TOKEN_WRONG,),
            drives=True,
        )
        for method in METHODS
    ],
    *[
        Endpoint(
            method,
            _DRIVE,
            Action.DRIVE_STREAM,
            drive,
            "screens",
            "Drive a graphic: show, hide, toggle, next, previous, first",
            shapes_screens.ChannelShape,
            query=_QUERY,
            refusals=_REFUSALS,
            drives=True,
        )
        for method in METHODS
    ],
]
