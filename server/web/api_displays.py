"""Endpoints about the screens in the hall: which there are and what each shows; a screen announces itself."""

from __future__ import annotations

from typing import Any

from server.core.refusals import Code, Refusal
from server.services.access import Action
from server.services.displays import Screen, as_json
from server.services.refused import Refused
from server.services.screen_setting import ScreenSetting
from server.services.screen_tokens import TOKEN
from server.web import shapes, shapes_bodies
from server.web.endpoints import SCREEN_TOKEN, Call, Endpoint
from server.web.gate import address


async def listed(call: Call) -> list[Any]:
    """Every screen, by name."""
    return [_screen(screen) for screen in call.parts.displays.all()]


async def one(call: Call) -> Any:
    """One screen; what is public anyway."""
    screen = call.parts.displays.get(call.path("display"))
    if screen is None:
        raise Refused(Code.DISPLAY_UNKNOWN)
    return _screen(screen)


async def register(call: Call) -> Any:
    """
    A screen announces itself: a known one keeps what it shows.

    A screen without a token takes the one that comes with the request; without that one it is nobody's afterwards.
    :raises Refused: the token is none, or the screen has another one
    """
    body: shapes_bodies.NewDisplayBody = call.body
    displays, tokens = call.parts.displays, call.parts.screen_tokens
    token = call.request.headers.get(SCREEN_TOKEN.name, "")
    taken = displays.get(body.id) is not None and not tokens.is_free(body.id)
    if (token and not TOKEN.fullmatch(token)) or (taken and not tokens.owns(body.id, token)):
        raise Refused(Code.SCREEN_TOKEN_WRONG)
    screen = await displays.register(body.id, body.name, address=address(call.request))
    # Two may have found it free: only one of them got it.
    if isinstance(screen, Screen) and token and not await tokens.claim(screen.id, token):
        raise Refused(Code.SCREEN_TOKEN_WRONG)
    return _answer(screen)


async def add(call: Call) -> Any:
    """A screen prepared at the desk, before it is there."""
    body: shapes_bodies.NameBody = call.body
    if not body.name.strip():
        return Refusal(Code.TEXT_MISSING, {"field": "name"})
    return _answer(await call.parts.displays.register("", body.name, placed=True))


async def change(call: Call) -> Any:
    """Another name, board or set of options; or: which screen is this?"""
    body: shapes_bodies.DisplayBody = call.body
    return _answer(
        await call.parts.displays.change(
            call.path("display"),
            name=body.name,
            board=body.board,
            options=body.options,
            identify=body.identify,
            setting=None if body.setting is None else ScreenSetting(**body.setting.model_dump()),
            groups=body.groups,
        )
    )


async def remove(call: Call) -> Any:
    """Forget a screen."""
    return await call.parts.displays.remove(call.path("display")) or {"done": True}


def _answer(result: Screen | Refusal) -> Any:
    return result if isinstance(result, Refusal) else _screen(result)


def _screen(screen: Screen) -> dict[str, Any]:
    return {"id": screen.id, **as_json(screen)}


_DISPLAYS = "/api/v1/displays"
_UNKNOWN = (Code.DISPLAY_UNKNOWN,)

ENDPOINTS = [
    Endpoint(
        "GET",
        _DISPLAYS,
        Action.MANAGE_DISPLAYS,
        listed,
        "screens",
        "The screens",
        list[shapes.DisplayShape],
    ),
    Endpoint(
        "POST",
        _DISPLAYS,
        Action.MANAGE_DISPLAYS,
        add,
        "screens",
        "Prepare a screen",
        shapes.DisplayShape,
        body=shapes_bodies.NameBody,
        refusals=(Code.TEXT_MISSING, Code.TEXT_TOO_LONG, Code.TOO_MANY, Code.TOO_MANY_REQUESTS),
    ),
    # Before `{display}`: a word that is no screen's id.
    Endpoint(
        "POST",
        _DISPLAYS + "/register",
        Action.REGISTER_DISPLAY,
        register,
        "screens",
        "A screen announces itself and learns its id",
        shapes.DisplayShape,
        body=shapes_bodies.NewDisplayBody,
        headers=(SCREEN_TOKEN,),
        refusals=(Code.SCREEN_TOKEN_WRONG, Code.TEXT_TOO_LONG, Code.TOO_MANY, Code.TOO_MANY_REQUESTS),
    ),
    Endpoint(
        "GET",
        _DISPLAYS + "/{display}",
        Action.READ_PUBLIC,
        one,
        "screens",
        "What a screen shows",
        shapes.DisplayShape,
        refusals=_UNKNOWN,
    ),
    Endpoint(
        "PATCH",
        _DISPLAYS + "/{display}",
        Action.MANAGE_DISPLAYS,
        change,
        "screens",
        "Change what a screen shows; what is left out stays",
        shapes.DisplayShape,
        body=shapes_bodies.DisplayBody,
        refusals=(*_UNKNOWN, Code.BOARD_UNKNOWN, Code.TEXT_MISSING, Code.TEXT_TOO_LONG),
    ),
    Endpoint(
        "DELETE",
        _DISPLAYS + "/{display}",
        Action.MANAGE_DISPLAYS,
        remove,
        "screens",
        "Forget a screen",
        shapes.Done,
        refusals=_UNKNOWN,
    ),
]
