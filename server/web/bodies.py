"""Reading what a client sends: size, time, kind, well-formed JSON, fields. Every fault has a code; nothing is guessed."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import Any, TypeVar

import orjson
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request

from server.core.ids import CommandId, is_command_id
from server.core.refusals import Code
from server.services.malformed import both, explain, not_json
from server.services.refused import Refused

BODY_SECONDS = 10
JSON_DEPTH = 8

T = TypeVar("T")


async def read(request: Request, limit: int, seconds: float = BODY_SECONDS) -> bytes:
    """
    The body, whole.

    :raises Refused: larger than `limit` bytes, or not here after `seconds`
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise Refused(Code.BODY_TOO_LARGE, limit_kib=limit // 1024)
    chunks, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                size += len(chunk)
                if size > limit:
                    raise Refused(Code.BODY_TOO_LARGE, limit_kib=limit // 1024)
                chunks.append(chunk)
    except TimeoutError:
        raise Refused(
            Code.MALFORMED, problem=both("内容传送超时", "the body took too long to arrive")
        ) from None
    return b"".join(chunks)


async def read_json(request: Request, limit: int, depth: int = JSON_DEPTH) -> Any:
    """
    The body as JSON.

    :raises Refused: not declared as JSON, not JSON, a key twice, deeper than `depth`, a character no text may hold
    """
    expect_json(request)
    return parse_json(await read(request, limit), depth)


def expect_json(request: Request) -> None:
    """:raises Refused: the body is not declared as JSON"""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(Code.UNSUPPORTED_MEDIA_TYPE, expected="application/json")


def parse_json(raw: bytes, depth: int = JSON_DEPTH) -> Any:
    """The document in `raw`, under the rules of `read_json`."""
    try:
        # First the strict one: it refuses lone surrogates, NaN and bytes that are no UTF-8; the other sees doubled keys.
        orjson.loads(raw)
        document = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise Refused(
            Code.MALFORMED, problem=both(f"JSON 超过 {depth} 层", f"JSON deeper than {depth} levels")
        ) from None
    except ValueError as error:
        raise Refused(Code.MALFORMED, problem=not_json(error)) from None
    if b"\\u0000" in raw and _holds_nul(document):
        raise Refused(
            Code.MALFORMED, problem=both("文本中含有字符 U+0000", "a text holds the character U+0000")
        )
    if _depth(document) > depth:
        raise Refused(
            Code.MALFORMED, problem=both(f"JSON 超过 {depth} 层", f"JSON deeper than {depth} levels")
        )
    return document


def fit(kind: Any, document: Any) -> Any:
    """
    `document` as an instance of a pydantic model (or any type pydantic knows), strictly.

    :raises Refused: names the first field that does not fit
    """
    try:
        return _adapter(kind).validate_python(document)
    except ValidationError as error:
        raise Refused(Code.MALFORMED, problem=explain(error)) from None


def command_id(request: Request) -> CommandId:
    """The id the client gave its command. :raises Refused: none, or not 32 hexadecimal digits"""
    text = request.headers.get("idempotency-key", "")
    if not is_command_id(text):
        raise Refused(Code.COMMAND_ID_INVALID)
    return CommandId(text)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _depth(document: Any) -> int:
    """Levels of nesting, without recursion: the document comes from outside."""
    deepest, waiting = 0, [(document, 1)]
    while waiting:
        value, level = waiting.pop()
        if isinstance(value, dict):
            deepest = max(deepest, level)
            waiting += [(inner, level + 1) for inner in value.values()]
        elif isinstance(value, list):
            deepest = max(deepest, level)
            waiting += [(inner, level + 1) for inner in value]
    return deepest


def _holds_nul(document: Any) -> bool:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and "\0" in value:
            return True
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
    return False
