"""Endpoints about who someone is: setup, signing in and out, pairing a tablet, and what the server says of itself."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from starlette.responses import Response

from server.core.refusals import Code
from server.services import access_view
from server.services.access import Action
from server.services.overview import text
from server.services.refused import Refused
from server.web import answers, shapes, shapes_bodies
from server.web.endpoints import Call, Endpoint
from server.web.gate import COOKIE, Doors, address, bearer


async def about(call: Call) -> shapes.About:
    """What any client may know."""
    parts = call.parts
    return {
        "product": "jinchui",
        "version": version("jinchui"),
        "epoch": parts.epoch,
        "now": parts.now(),
        "setup_needed": parts.sign_ins.setup_code is not None,
        "read_only": bool(parts.submit.failed),
    }


async def set_up(call: Call) -> Response:
    """The first organiser, signed in."""
    body: shapes_bodies.SetupBody = call.body
    _, token = await call.parts.sign_ins.set_up(body.code, body.name, body.password, address(call.request))
    return _signed_in(call, token)


async def sign_in(call: Call) -> Response:
    """An organiser, signed in."""
    body: shapes_bodies.SignInBody = call.body
    _, token = await call.parts.sign_ins.sign_in(body.name, body.password, address(call.request))
    return _signed_in(call, token)


async def sign_out(call: Call) -> Response:
    """Nobody, whoever it was."""
    token = bearer(call.request) or call.request.cookies.get(COOKIE, "")
    if token:
        await call.parts.sign_ins.sign_out(token)
    answer = answers.Json({"done": True}, headers={"Cache-Control": "no-store"})
    _doors(call).forget(call.request, answer)
    return answer


async def pair(call: Call) -> Any:
    """An official's tablet or page, with its token; a browser page may have it as a cookie it cannot read."""
    body: shapes_bodies.PairBody = call.body
    if call.parts.gate.needs_https(call.request):
        raise Refused(Code.HTTPS_NEEDED)
    person, token = await call.parts.sign_ins.pair(body.card, body.pin, body.device, address(call.request))
    assert person.competition is not None, "an official belongs to a competition"
    state = call.parts.submit.state(person.competition)
    title: Any = text(state.title if state else None)
    paired = {
        "token": "" if body.cookie else token,
        "role": person.role,
        "judge": {"id": person.id, "name": person.name},
        "competition": {"id": person.competition, "title": title},
    }
    if not body.cookie:
        return paired
    answer = answers.Json(paired, headers={"Cache-Control": "no-store"})
    _doors(call).remember(call.request, answer, token)
    return answer


async def me(call: Call) -> shapes.Me:
    """Who asks."""
    person = call.somebody()
    state = call.parts.submit.state(person.competition) if person.competition else None
    title: Any = text(state.title) if state else None
    return {
        "role": person.role,
        "id": person.id,
        "name": person.name,
        "competition": person.competition,
        "title": title,
        "may": access_view.may(person.role),
        "epoch": call.parts.epoch,
    }


async def access(_call: Call) -> list[Any]:
    """The table that every request is held against."""
    return access_view.table()


def _doors(call: Call) -> Doors:
    assert isinstance(call.parts.gate, Doors)
    return call.parts.gate


def _signed_in(call: Call, token: str) -> Response:
    answer: Any = answers.Json({"done": True}, headers={"Cache-Control": "no-store"})
    _doors(call).remember(call.request, answer, token)
    return answer  # type: ignore[no-any-return]


_TRIES = (Code.TOO_MANY_REQUESTS,)

ENDPOINTS = [
    Endpoint(
        "GET", "/api/v1/about", Action.READ_PUBLIC, about, "server", "What this server is", shapes.About
    ),
    Endpoint(
        "POST",
        "/api/v1/setup",
        Action.SIGN_IN,
        set_up,
        "signing in",
        "Make the first organiser, with the code from the server's start message",
        shapes.Done,
        body=shapes_bodies.SetupBody,
        refusals=(
            Code.SETUP_DONE,
            Code.SETUP_CODE_WRONG,
            Code.PASSWORD_TOO_SHORT,
            Code.TEXT_MISSING,
            *_TRIES,
        ),
    ),
    Endpoint(
        "POST",
        "/api/v1/sign-in",
        Action.SIGN_IN,
        sign_in,
        "signing in",
        "Sign in as an organiser; the answer sets a cookie",
        shapes.Done,
        body=shapes_bodies.SignInBody,
        refusals=(Code.SIGN_IN_WRONG, *_TRIES),
    ),
    Endpoint("POST", "/api/v1/sign-out", Action.SIGN_OUT, sign_out, "signing in", "Sign out", shapes.Done),
    Endpoint(
        "POST",
        "/api/v1/pair",
        Action.SIGN_IN,
        pair,
        "signing in",
        "Pair the tablet or page of an official by card (or short code) and PIN",
        shapes.Paired,
        body=shapes_bodies.PairBody,
        refusals=(Code.PAIRING_WRONG, Code.HTTPS_NEEDED, *_TRIES),
    ),
    Endpoint("GET", "/api/v1/me", Action.READ_SELF, me, "signing in", "Who is signed in", shapes.Me),
    Endpoint(
        "GET",
        "/api/v1/access",
        Action.READ_SELF,
        access,
        "signing in",
        "Who may do what, generated from the table that every request is held against",
        list[shapes.AccessLine],
        etag=True,
    ),
]
