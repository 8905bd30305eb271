"""Who a request comes from: the cookie of a browser, the bearer token of a tablet or a program. Rules stand in services."""

from __future__ import annotations

import structlog
from starlette.requests import HTTPConnection
from starlette.responses import Response

from server.core.ids import CompetitionId
from server.core.refusals import Code
from server.services import lan
from server.services.access import Action, Person, refuse
from server.services.displays import Displays
from server.services.refused import Refused
from server.services.screen_tokens import ScreenTokens
from server.services.sign_in import SignIns
from server.settings import Settings
from server.web.shield import peer_of, same_site

COOKIE = "jinchui"
SCREEN_TOKEN = "screen-token"


class Doors:
    """Implements `Gate`."""

    def __init__(
        self, sign_ins: SignIns, displays: Displays, screen_tokens: ScreenTokens, settings: Settings
    ) -> None:
        self.sign_ins = sign_ins
        self._displays = displays
        self._screen_tokens = screen_tokens
        self._settings = settings

    async def who(self, connection: HTTPConnection) -> Person | None:
        """The person behind a request or a WebSocket handshake; None: nobody, or a token that is no longer good."""
        token = bearer(connection) or connection.cookies.get(COOKIE, "")
        return await self.sign_ins.who(token) if 0 < len(token) <= 200 else None

    def screen(self, connection: HTTPConnection) -> str | None:
        """
        The placed screen that shows its token, in the header `Screen-Token` or as the sub-protocol `screen.<token>`.

        One that nobody has placed may be anybody's, so it is nobody here.
        """
        token = connection.headers.get(SCREEN_TOKEN, "") or offered(connection, "screen")
        for display in self._screen_tokens.whose(token):
            known = self._displays.get(display)
            if known is not None and known.placed:
                return display
        return None

    async def admit(
        self, connection: HTTPConnection, action: Action, competition: CompetitionId | None = None
    ) -> Person | None:
        """The person, when they may do this here. :raises Refused: they may not"""
        person = await self.who(connection)
        if person:
            structlog.contextvars.bind_contextvars(role=person.role, person=person.id)
        refusal = refuse(person, action, competition)
        if refusal is None:
            return person
        if person is None and bearer(connection):
            raise Refused(Code.PAIRING_REVOKED)
        raise Refused.of(refusal)

    def same_site(self, connection: HTTPConnection) -> bool:
        """
        Whether the request comes from a page of this server, or from no page.

        A tablet that listens here while its own server is gone shows its token, and is welcome too.
        """
        tablet = bool(peer_of(connection, self._settings.peers) and bearer(connection))
        return tablet or same_site(connection, self._settings.address)

    def needs_https(self, connection: HTTPConnection) -> bool:
        """Whether a tablet asks over plain http, and nobody chose that; this very machine may always."""
        chosen = self._settings.insecure_http or _secure(connection)
        return not chosen and not lan.is_loopback(address(connection))

    def remember(self, connection: HTTPConnection, answer: Response, token: str) -> None:
        """Give the browser its token; the cookie ends with the browser, and the sign-in by itself."""
        answer.set_cookie(
            COOKIE, token, path="/", httponly=True, samesite="strict", secure=_secure(connection)
        )

    def forget(self, connection: HTTPConnection, answer: Response) -> None:
        """Take the token back."""
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=_secure(connection))


def bearer(connection: HTTPConnection) -> str:
    """
    The token of a tablet or a program, "" without one.

    A page cannot put a header on a WebSocket: there the token comes as the sub-protocol `bearer.<token>`.
    """
    kind, _, token = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return token.strip()
    return offered(connection, "bearer")


def offered(connection: HTTPConnection, kind: str) -> str:
    """What a WebSocket's handshake offers as the sub-protocol `<kind>.<token>`, "" without one."""
    if connection.scope["type"] == "websocket":
        for protocol in connection.headers.get("sec-websocket-protocol", "").split(","):
            name, _, token = protocol.strip().partition(".")
            if name == kind:
                return token
    return ""


def address(connection: HTTPConnection) -> str:
    """The network address a request comes from, as far as we believe it."""
    return connection.client.host if connection.client else ""


def _secure(connection: HTTPConnection) -> bool:
    return connection.url.scheme in ("https", "wss")
