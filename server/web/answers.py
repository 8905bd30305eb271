"""How the server says no: a refusal or a failure becomes Problem Details in the reader's language, never a stack trace."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from server.core.ledger import LedgerFailed
from server.core.refusals import Code
from server.services import texts
from server.services.refused import Refused

PROBLEM = "application/problem+json"

_BY_STATUS = {
    404: Code.NOT_FOUND,
    405: Code.METHOD_NOT_ALLOWED,
    413: Code.BODY_TOO_LARGE,
    415: Code.UNSUPPORTED_MEDIA_TYPE,
    429: Code.TOO_MANY_REQUESTS,
}
_log = structlog.get_logger("jinchui")


class Json(JSONResponse):
    """JSON in UTF-8, encoded once and fast. Decimals travel as text."""

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content, default=_other, option=orjson.OPT_NON_STR_KEYS)


def _other(value: Any) -> Any:
    from decimal import Decimal

    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def language(connection: HTTPConnection) -> texts.Language:
    """The reader's language, once found kept with the request."""
    default: texts.Language = getattr(connection.app.state, "language", "zh")
    return texts.choose(
        connection.query_params.get("lang"), connection.headers.get("accept-language"), default
    )


def problem(connection: HTTPConnection, refused: Refused) -> Response:
    """The answer to a request that is not granted."""
    code, params = refused.code, refused.detail
    reader = language(connection)
    named = {name: text.en if reader == "en" else text.zh for name, text in refused.names.items()}
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(code.status).phrase,
        "status": code.status,
        "code": code.value,
        "detail": texts.refusal(reader, code, {**params, **named}),
        "retry": code.retry,
        "params": dict(params),
    }
    if refused.names:
        body["names"] = {name: {"zh": text.zh, "en": text.en} for name, text in refused.names.items()}
    headers = {
        "Cache-Control": "no-store",
        "Vary": "Accept-Language",
        "Content-Language": texts.FOLDERS[reader],
    }
    if code.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if code.retry:
        headers["Retry-After"] = _again_in(refused)
    return Json(body, status_code=code.status, headers=headers, media_type=PROBLEM)


def failure(connection: HTTPConnection, error: Exception) -> Response:
    """The answer when the world or we failed: what happened goes to the log, its number to the reader."""
    if isinstance(error, LedgerFailed):
        _log.error("storage failed", error=str(error))
        return problem(connection, Refused(Code.READ_ONLY))
    number = secrets.token_hex(4)
    _log.error("request failed", log=number, path=connection.url.path, exc_info=error)
    return problem(connection, Refused(Code.INTERNAL, log=number))


def answer(connection: HTTPConnection, refused: Refused) -> Response:
    """`problem`; as a page for a person who follows a link."""
    accepted = connection.headers.get("accept", "")
    by_link = connection.scope.get("method") in ("GET", "HEAD") and "text/html" in accepted
    parts = getattr(connection.app.state, "parts", None)
    if not by_link or parts is None or connection.url.path.startswith("/api/"):
        return problem(connection, refused)
    said = texts.refusal(language(connection), refused.code, refused.detail)
    page: Response = parts.pages.page(
        connection, "web/refusal.html", refused.code.status, number=refused.code.status, detail=said
    )
    if refused.code.retry:
        page.headers["Retry-After"] = _again_in(refused)
        # A screen of the hall has nobody who would press a key: what can help later is asked for again by itself.
        page.headers["Refresh"] = _again_in(refused)
    return page


def _again_in(refused: Refused) -> str:
    return str(refused.detail.get("seconds", 2))


async def on_refused(request: Request, error: Exception) -> Response:
    """Starlette's hook for `Refused`."""
    assert isinstance(error, Refused)
    return answer(request, error)


async def on_http(request: Request, error: Exception) -> Response:
    """Starlette's hook for what the framework itself refuses: no such address, wrong method, body too large."""
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(error.status_code, Code.MALFORMED)
    detail: dict[str, str | int] = {}
    if code is Code.METHOD_NOT_ALLOWED:
        detail["method"] = request.method[:16]
    elif code is Code.MALFORMED:
        detail["problem"] = str(error.detail)[:200]
    response = answer(request, Refused(code, **detail))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def on_failure(request: Request, error: Exception) -> Response:
    """Starlette's hook for everything else."""
    return failure(request, error)


async def on_gone(_request: Request, _error: Exception) -> Response:
    """The client hung up while it was still sending: the answer goes nowhere, and that is no failure of ours."""
    return Response(status_code=400)


HOOKS: dict[Any, Any] = {
    Refused: on_refused,
    HTTPException: on_http,
    ClientDisconnect: on_gone,
    Exception: on_failure,
}
