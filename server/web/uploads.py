"""Reading an uploaded file: one file, bounded in size, parts and time."""

from __future__ import annotations

import asyncio

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from server.core.refusals import Code
from server.services.refused import Refused

SECONDS = 60
PARTS = 4


async def file(request: Request, limit: int) -> bytes:
    """
    The bytes of the form's part `file`.

    :raises Refused: no multipart form, no such part, too large, too slow
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise Refused(Code.UNSUPPORTED_MEDIA_TYPE, expected="multipart/form-data")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise Refused(Code.BODY_TOO_LARGE, limit_kib=limit // 1024)
    try:
        async with asyncio.timeout(SECONDS):
            return await _part(request, limit)
    except TimeoutError:
        raise Refused(Code.MALFORMED, problem="文件传送超时 / the file took too long to arrive") from None
    except (HTTPException, MultiPartException, KeyError, UnicodeDecodeError):
        raise Refused(Code.MALFORMED, problem="表单无法读取 / the form cannot be read") from None


async def _part(request: Request, limit: int) -> bytes:
    _bound(request, limit)
    async with request.form(max_files=1, max_fields=PARTS) as form:
        part = form.get("file")
        if not isinstance(part, UploadFile):
            raise Refused(Code.MALFORMED, problem="表单中没有文件 file / the form has no file `file`")
        data = await part.read(limit + 1)
    if len(data) > limit:
        raise Refused(Code.BODY_TOO_LARGE, limit_kib=limit // 1024)
    return data


def _bound(request: Request, limit: int) -> None:
    """Count what arrives: a length that was declared may lie, and one may be missing."""
    receive = request._receive
    size = 0

    async def counted() -> object:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit + 4096:
            raise Refused(Code.BODY_TOO_LARGE, limit_kib=limit // 1024)
        return message

    request._receive = counted  # type: ignore[assignment]
