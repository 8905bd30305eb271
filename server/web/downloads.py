"""A file on its way to whoever asked for it: its kind and its name, in any script. What is in it stands elsewhere."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response


def download(content: bytes, kind: str, name: str) -> Response:
    """The file, to be saved under that name."""
    plain = name.encode("ascii", "ignore").decode() or "file"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "Vary": "Accept-Language"}
    return Response(content, media_type=kind, headers=headers)
