"""The address a judge's tablet opens: one page shell, its worker, its manifest. The rest is files and the API."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from server.core.refusals import Code
from server.services import texts
from server.services.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.services.parts import Pages, Parts

HERE = Path(__file__).parent
WORKER = HERE / "sw.js"
PAGE = HERE / "templates" / "tablet.html"
MODULE = "judge_client/web/app.js"
TEXTS = ("common", "refusal", "judge")
"""Areas of texts the page loads, as in `web/texts.js`."""
ICONS = (("192", "any"), ("512", "any"), ("512-maskable", "maskable"))
_ASSET = re.compile(r"asset\('([^']+)'\)")


def routes(parts: Parts) -> list[BaseRoute]:
    """`/judge/`: open to everyone; who judges is settled between the page and the API."""

    @cache
    def worker_text() -> str:
        return worker(parts.pages, parts.settings.spares)

    async def tablet(request: Request) -> Response:
        if parts.gate.needs_https(request):
            raise Refused(Code.HTTPS_NEEDED)
        return parts.pages.page(request, "judge/tablet.html")

    async def with_slash(request: Request) -> Response:
        return RedirectResponse("/judge/", status_code=308)

    async def script(request: Request) -> Response:
        # Not under a revision: a browser looks for a newer worker at the address of the old one.
        return Response(worker_text(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    async def manifest(request: Request) -> Response:
        content, kind = manifest_of(parts.pages, _reader(request)), "application/manifest+json"
        return JSONResponse(content, media_type=kind, headers={"Cache-Control": "no-cache"})

    return [
        Route("/judge/sw.js", script, methods=["GET"], name="judge-worker"),
        Route("/judge/app.webmanifest", manifest, methods=["GET"], name="judge-manifest"),
        Route("/judge/", tablet, methods=["GET"], name="judge"),
        Route("/judge", with_slash, methods=["GET"]),
    ]


def worker(pages: Pages, spares: str) -> str:
    """The worker's text: what it keeps, by build, then `sw.js`. Whatever the page depends on makes another build."""
    body, page = WORKER.read_text(encoding="utf-8"), PAGE.read_text(encoding="utf-8")
    told: dict[str, Any] = {"revision": pages.build, "files": kept_files(pages, page)}
    whole = json.dumps([told, body, page, spares])
    told["build"] = hashlib.sha256(whole.encode()).hexdigest()[:12]
    return f"self.JINCHUI = {json.dumps(told)};\n{body}"


def kept_files(pages: Pages, page: str) -> list[str]:
    """The addresses of everything the page can ever ask for: modules, styles and their fonts, icons, texts."""
    named = _ASSET.findall(page)
    named += [f"static/i18n/{folder}/{area}.json" for folder in texts.FOLDERS.values() for area in TEXTS]
    found = [pages.asset(MODULE), *pages.modules(MODULE), *map(pages.asset, named)]
    found += pages.below("judge_client/web/", "static/fonts/", "static/icons/judge-")
    return sorted(set(found))


def manifest_of(pages: Pages, reader: texts.Language) -> dict[str, Any]:
    """What an installed app is called and looks like on the home screen (W3C Web Application Manifest)."""
    return {
        "id": "/judge/",
        "start_url": "/judge/",
        "scope": "/judge/",
        "name": texts.say(reader, "judge.app_name"),
        "short_name": texts.say(reader, "judge.app_short"),
        "lang": texts.FOLDERS[reader],
        "display": "standalone",
        "orientation": "any",
        "background_color": "#0f1216",
        "theme_color": "#0f1216",
        "icons": [
            {
                "src": pages.asset(f"static/icons/judge-{size}.png"),
                "sizes": f"{size.split('-')[0]}x{size.split('-')[0]}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in ICONS
        ],
    }


def _reader(request: Request) -> texts.Language:
    default: texts.Language = getattr(request.app.state, "language", "zh")
    return texts.choose(request.query_params.get("lang"), request.headers.get("accept-language"), default)
