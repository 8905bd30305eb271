"""What stands around every request: a number and a log line, security headers, no requests from other sites' pages."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Collection
from math import ceil
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.core.refusals import Code
from server.services import lan
from server.services.refused import Refused
from server.web import answers
from server.web.doorway import Doorway
from server.web.pace import WAIT_MAX, Pace

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
FRAMED_POLICY = CONTENT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""For a page that a page of ours holds in a frame: what a screen shows, small, at the desk."""
FRAMING_POLICY = CONTENT_POLICY + "; frame-src 'self'"
"""For a page of ours that holds such a frame."""
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Cameras read QR cards; a screen must not go to sleep during a round.
    "Permissions-Policy": (
        "camera=(self), screen-wake-lock=(self), fullscreen=(self), microphone=(), geolocation=(), payment=(), usb=()"
    ),
}
PEER_METHODS = {"GET", "POST"}
PEER_PATHS = re.compile(
    r"/api/v1/(about|pair|sign-out|judge/[a-z-]+"
    r"|competitions/[^/]+/(commands|files/[^/]+|rounds/[^/]+/sheets/[^/]+/[^/]+/files))"
)
"""What a tablet whose own server is gone may ask of a spare; nothing of the desk is among it."""
PEER_HEADERS = "authorization, content-type, idempotency-key, if-none-match"
TABLET = "/judge/"
SAFE = {"GET", "HEAD", "OPTIONS"}
_access = structlog.get_logger("jinchui.access")


def same_site(connection: HTTPConnection, own_address: str = "") -> bool:
    """
    Whether a request comes from a page of this server, or from no page at all.

    `Sec-Fetch-Site` where the browser sends it (secure contexts only), else `Origin` against `Host`.
    """
    headers = connection.headers
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    here = {headers.get("host", ""), urlsplit(own_address).netloc} - {""}
    return origin.startswith(("http://", "https://")) and urlsplit(origin).netloc in here


def peer_of(connection: HTTPConnection, peers: Collection[str]) -> str:
    """
    The origin of a tablet that another of our servers gave its page to, "" where there is none.

    The page of a spare is not ours to trust with a cookie: such a request has nothing but its bearer token.
    """
    origin = connection.headers.get("origin", "").lower()
    return origin if origin in peers else ""


Known = Callable[[HTTPConnection], Awaitable[bool]]


async def nobody(connection: HTTPConnection) -> bool:
    """Where nobody can sign in."""
    return False


class Shield:
    """ASGI middleware, outermost: nothing passes it without a request number, and no failure passes it at all."""

    def __init__(
        self, app: ASGIApp, known: Known, own_address: str = "", peers: Collection[str] = ()
    ) -> None:
        """:param known: whether a request comes from somebody who signed in, or from a screen of the hall"""
        self.app = app
        self.known = known
        self.own_address = own_address
        self.peers = peers
        self.pace = Pace(time.monotonic)
        self.doorway = Doorway()
        reached = [*peers, *(address.replace("http", "ws", 1) for address in peers)]
        self.tablet_policy = CONTENT_POLICY.replace(
            "connect-src 'self'", " ".join(["connect-src 'self'", *reached])
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        client = (scope.get("client") or ("",))[0]
        # This very machine: its own programs, or a proxy behind which everybody is. Files cost next to nothing.
        free = lan.is_loopback(client) or scope["path"].startswith("/~")
        wait = 0.0
        # A hall may be one address: no stranger's haste keeps a judge or a placed screen waiting.
        if not await self._is_known(scope):
            wait = 0.0 if free else self.pace.wait(client)
            if wait:
                # Who is refused waits as well: an answer at once would be followed by the next question at once.
                await asyncio.sleep(min(wait, WAIT_MAX))
            await self.doorway.enter()
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        number = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=number)
        begun, status = time.perf_counter(), 0
        peer = peer_of(Request(scope), self.peers) if PEER_PATHS.fullmatch(scope["path"]) else ""

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = number
                if peer:
                    _open_to(headers, peer)
                if scope["path"] == TABLET:
                    headers["Content-Security-Policy"] = self.tablet_policy
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            if peer and scope["method"] == "OPTIONS":
                await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send_with_headers)
            else:
                if peer:
                    scope = _without_cookie(scope)
                hasty = Refused(Code.TOO_MANY_REQUESTS, seconds=ceil(wait)) if wait > WAIT_MAX else None
                await self._serve(scope, receive, send_with_headers, lambda: status, peer, hasty)
        finally:
            _write(scope, status, time.perf_counter() - begun)

    async def _is_known(self, scope: Scope) -> bool:
        try:
            return await self.known(HTTPConnection(scope))
        except Exception:  # a store that cannot be read: whoever needs it is told so further inside
            return False

    async def _serve(
        self, scope: Scope, receive: Receive, send: Send, status: object, peer: str, hasty: Refused | None
    ) -> None:
        request = Request(scope, receive)
        if hasty is not None:
            await answers.answer(request, hasty)(scope, receive, send)
            return
        if not peer and scope["method"] not in SAFE and not same_site(request, self.own_address):
            await answers.problem(request, Refused(Code.CROSS_SITE))(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            if callable(status) and status():
                raise  # half an answer is out: only cutting the connection tells the client
            await answers.failure(request, error)(scope, receive, send)


_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(sorted(PEER_METHODS)),
    "Access-Control-Allow-Headers": PEER_HEADERS,
    "Access-Control-Max-Age": "7200",
}


def _open_to(headers: MutableHeaders, peer: str) -> None:
    """Another server's tablet may read this answer; no cookie is ever asked for."""
    headers["Access-Control-Allow-Origin"] = peer
    headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    headers.add_vary_header("Origin")


def _without_cookie(scope: Scope) -> Scope:
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"cookie"]}


def _write(scope: Scope, status: int, seconds: float) -> None:
    path: str = scope["path"]
    level = "debug" if path.startswith("/~") or path in ("/healthz", "/readyz", "/metrics") else "info"
    client = scope.get("client")
    getattr(_access, level)(
        "request",
        method=scope["method"],
        path=path[:200],
        status=status or 499,
        ms=round(seconds * 1000, 1),
        address=client[0] if client else "",
    )
