"""The front-end files under one address that carries the build's revision, cached for ever. Only listed files exist here."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from server.core.refusals import Code
from server.services import texts
from server.services.refused import Refused

# Own table: the system's may say text/plain for JavaScript, and browsers then refuse the module.
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}
_COMPRESSED = {".js", ".mjs", ".css", ".json", ".svg", ".webmanifest", ".wasm"}
_IMPORT = re.compile(r"""\b(?:import|export)\b[^;"'()]*["'](\.{1,2}/[^"']+)["']""")
"""A module's static import of a file of ours: those of others are vendored and named by relative paths, too."""
FOREVER = "public, max-age=31536000, immutable"


def roots() -> Mapping[str, Path]:
    """Address under the revision -> folder; nothing outside these folders is ever served."""
    top = Path(__file__).resolve().parent.parent.parent
    return {
        "static": texts.front_end(),
        "scoreboard/web": top / "scoreboard" / "web",
        "judge_client/web": top / "judge_client" / "web",
        "server/desk/web": top / "server" / "desk" / "web",
        "server/web/site": top / "server" / "web" / "site",
    }


@dataclass(frozen=True, slots=True)
class Files:
    """Every front-end file by its address, and the revision: a hash over all of them."""

    revision: str
    known: Mapping[str, Path]

    @classmethod
    def find(cls) -> Files:
        """Look once, at the start: what is not there now is not served later."""
        known = dict(sorted(_walk()))
        digest = hashlib.sha256()
        for address, file in known.items():
            digest.update(address.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
        return cls(digest.hexdigest()[:12], known)

    def address(self, path: str) -> str:
        """
        Where a page finds the file.

        :raises KeyError: there is no such file; a folder (ending in `/`) is taken as it is
        """
        if not path.endswith("/") and path not in self.known:
            raise KeyError(f"no front-end file {path}")
        return f"/~{self.revision}/{path}"

    def modules(self, path: str) -> list[str]:
        """
        Where a page finds every module that `path` imports, directly or not; for preloading.

        Without it a browser learns of the next module only when it has read the one before: on a slow line every
        step of the longest chain costs a round trip.
        """
        found: dict[str, None] = {}
        ahead = [path]
        while ahead:
            at = ahead.pop(0)
            for named in _IMPORT.findall(self.known[at].read_text(encoding="utf-8")):
                module = normpath(join(dirname(at), named))
                if module in self.known and module not in found and module != path:
                    found[module] = None
                    ahead.append(module)
        return [self.address(module) for module in found]

    def route(self) -> Route:
        """The route that serves them."""
        return Route("/~{revision:str}/{path:path}", self._answer, methods=["GET"], name="files")

    async def _answer(self, request: Request) -> Response:
        path = request.path_params["path"]
        file = self.known.get(path)
        if file is None:
            raise Refused(Code.NOT_FOUND)
        # A page of an older build may still be open: it gets today's file, but must not keep it under the old address.
        current = request.path_params["revision"] == self.revision
        headers = {
            "Cache-Control": FOREVER if current else "no-cache",
            "ETag": f'"{self.revision}"',
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if f'"{self.revision}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        kind = KINDS[file.suffix]
        if file.suffix not in _COMPRESSED:
            return FileResponse(file, headers=headers, media_type=kind)
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(_packed(file), headers=headers, media_type=kind)
        return Response(file.read_bytes(), headers=headers, media_type=kind)


def _walk() -> Iterator[tuple[str, Path]]:
    for name, folder in roots().items():
        for file in folder.rglob("*"):
            if file.suffix in KINDS and file.is_file():
                yield f"{name}/{file.relative_to(folder).as_posix()}", file


@lru_cache(maxsize=512)
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)
