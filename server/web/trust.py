"""The one plain-http page of a venue with https: how a device is told to trust it. It holds nothing secret, links nothing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.services import authority
from server.services.venue_tls import VenueTls
from server.settings import Settings
from server.web import answers
from server.web.files import Files
from server.web.pages import FacePages
from server.web.patient_http import PatientHttp
from server.web.shield import Shield, nobody

DEVICES = {
    "ipad": ("ipad", "iphone", "macintosh"),
    "chromeos": ("cros",),
    "android": ("android", "harmony"),
    "windows": ("windows",),
}
"""Which steps are opened for whom, by words of the browser's own description."""
FILE = "jinchui-ca"


def application(settings: Settings, tls: VenueTls) -> Starlette:
    """The page in the reader's language, and the certificate in the three forms that devices take."""
    pages = FacePages(Files.find())
    certificate = tls.authority.certificate

    async def page(request: Request) -> Response:
        host = request.url.hostname or "localhost"
        return pages.page(
            request,
            "web/trust.html",
            title=authority.title(certificate),
            ends=certificate.not_valid_after_utc.date().isoformat(),
            pairs=authority.fingerprint(certificate).split(":"),
            device=_device(request.headers.get("user-agent", "")),
            devices=list(DEVICES),
            tablet=f"https://{f'[{host}]' if ':' in host else host}:{request.app.state.https_port}/judge/",
        )

    def download(content: bytes, kind: str, ending: str) -> Route:
        async def answer(_request: Request) -> Response:
            headers = {
                "Content-Disposition": f'attachment; filename="{FILE}.{ending}"',
                "Cache-Control": "no-store",
            }
            return Response(content, media_type=kind, headers=headers)

        return Route(f"/{FILE}.{ending}", answer, methods=["GET"])

    plain = Starlette(
        routes=[
            Route("/", page, methods=["GET"]),
            download(tls.authority.certificate_pem, "application/x-x509-ca-cert", "crt"),
            download(authority.binary(certificate), "application/x-x509-ca-cert", "cer"),
            download(authority.profile(certificate), "application/x-apple-aspen-config", "mobileconfig"),
            pages.files.route(),
        ],
        middleware=[Middleware(Shield, known=nobody)],
        exception_handlers=answers.HOOKS,
    )
    plain.router.redirect_slashes = False
    plain.state.language = settings.language
    return plain


@asynccontextmanager
async def plain(settings: Settings, tls: VenueTls, https_port: int) -> AsyncIterator[int]:
    """
    Serve the page beside the server; where it listens.

    :raises OSError: the port is taken
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        if not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.trust_port))
        listening.listen()  # whoever asks from now on is answered
        app = application(settings, tls)
        app.state.https_port = https_port
        config = uvicorn.Config(
            app,
            http=PatientHttp,
            ws="none",
            lifespan="off",
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=1,
        )
        running = uvicorn.Server(config)
        task = asyncio.create_task(running._serve([listening]), name="trust page")
        try:
            yield int(listening.getsockname()[1])
        finally:
            running.should_exit = True
            await task


def _device(agent: str) -> str:
    words = agent.lower()
    return next((name for name, marks in DEVICES.items() if any(mark in words for mark in marks)), "")
