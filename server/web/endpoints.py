"""What an endpoint is: one line of the table from which routes, authorisation and the OpenAPI document all follow."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from server.core.ids import CommandId, CompetitionId
from server.core.refusals import Code, Refusal
from server.services import texts
from server.services.access import EVERYONE, Action, Person
from server.services.parts import Parts
from server.services.refused import Refused
from server.web import answers, bodies

Method = Literal["GET", "POST", "PATCH", "DELETE"]
Tag = Literal[
    "signing in", "commands", "competitions", "judges", "results", "screens", "boards", "public", "server"
]


@dataclass(slots=True)
class Call:
    """One request on its way through: who asks, and what they sent, checked."""

    request: Request
    parts: Parts
    person: Person | None
    body: Any = None

    @property
    def competition(self) -> CompetitionId:
        """The competition in the path."""
        return CompetitionId(self.request.path_params["competition"])

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str, default: str = "") -> str:
        """A part of the query."""
        return self.request.query_params.get(name, default)

    @property
    def language(self) -> texts.Language:
        """The reader's language."""
        return answers.language(self.request)

    @property
    def command_id(self) -> CommandId:
        """The `Idempotency-Key`. :raises Refused: none, or no good one"""
        return bodies.command_id(self.request)

    def somebody(self) -> Person:
        """The person, where the action lets nobody in without one."""
        assert self.person is not None, "the table lets everyone do this action"
        return self.person


Handler = Callable[[Call], Awaitable[Any]]
"""Gives a `Response`, a `Refusal`, or anything JSON can say."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter of the query."""

    name: str
    text: str
    choices: tuple[str, ...] = ()
    kind: Literal["string", "integer"] = "string"


@dataclass(frozen=True, slots=True)
class Header:
    """A header a client may send; `pattern` is of its value."""

    name: str
    text: str
    pattern: str


SCREEN_TOKEN = Header(
    "Screen-Token", "128 random bits made by the screen: who reports for it.", "^[0-9a-f]{32}$"
)

LANG = Query("lang", "Language of texts in the answer; without it Accept-Language decides.", ("zh", "en"))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """
    One endpoint.

    `body` is the pydantic type of the JSON body, None where there is none; with `reads_itself` the handler reads
    it. `upload` says that a file comes as multipart. `answer` is a type that describes the JSON answer, or a media
    type (several with commas). `refusals` names what can be answered besides what every endpoint of its kind can
    (see `may_refuse`). `drives`: its GET changes something, so HEAD does not reach it.
    """

    method: Method
    path: str
    action: Action
    handler: Handler
    tag: Tag
    summary: str
    answer: Any
    body: Any = None
    reads_itself: bool = False
    upload: bool = False
    keyed: bool = False
    query: tuple[Query, ...] = ()
    headers: tuple[Header, ...] = ()
    refusals: tuple[Code, ...] = ()
    status: int = 200
    etag: bool = False
    may_be_unready: bool = False
    drives: bool = False

    def may_refuse(self) -> set[Code]:
        """Every code this endpoint can answer with."""
        codes = {*self.refusals, Code.INTERNAL, Code.BUSY}
        if self.action not in EVERYONE:
            codes |= {Code.SIGN_IN_NEEDED, Code.PAIRING_REVOKED, Code.NOT_ALLOWED}
        if self.method != "GET":
            codes |= {Code.CROSS_SITE, Code.READ_ONLY}
        if self.body is not None or self.upload:
            codes |= {Code.MALFORMED, Code.UNSUPPORTED_MEDIA_TYPE, Code.BODY_TOO_LARGE}
        if self.keyed:
            codes |= {Code.COMMAND_ID_INVALID, Code.COMMAND_ID_REUSED}
        if "{competition}" in self.path:
            codes |= {Code.COMPETITION_UNKNOWN}
        if any(q.kind == "integer" or q.choices for q in self.query if q is not LANG):
            codes |= {Code.MALFORMED}
        return codes

    def route(self, parts: Parts) -> Route:
        """The route; what it does before the handler is the same for all."""

        async def answer(request: Request) -> Response:
            try:
                return await self._answer(request, parts)
            except Refused as refused:
                return answers.problem(request, refused)
            except ClientDisconnect:
                return Response(status_code=400)
            except Exception as error:
                return answers.failure(request, error)

        route = Route(self.path, answer, methods=[self.method], name=f"{self.method} {self.path}")
        if self.drives and route.methods:
            route.methods.discard("HEAD")
        return route

    async def _answer(self, request: Request, parts: Parts) -> Response:
        inside = request.path_params.get("competition")
        person = await parts.gate.admit(request, self.action, CompetitionId(inside) if inside else None)
        call = Call(request, parts, person)
        if self.keyed:
            bodies.command_id(request)
        for query in self.query:
            _check(query, request)
        if self.body is not None and not self.reads_itself:
            call.body = bodies.fit(self.body, await bodies.read_json(request, parts.settings.body_bytes))
        result = await self.handler(call)
        if isinstance(result, Response):
            return result
        if isinstance(result, Refusal):
            return answers.problem(request, Refused.of(result))
        return _fresh(request, answers.Json(result, self.status), etag=self.etag)


def _check(query: Query, request: Request) -> None:
    value = request.query_params.get(query.name)
    if value is None or query is LANG:
        return
    if query.kind == "integer" and not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise Refused(Code.MALFORMED, problem=f"?{query.name}=：应为整数 / takes a whole number")
    if query.choices and value not in query.choices:
        raise Refused(
            Code.MALFORMED,
            problem=f"?{query.name}=：可选 {'、'.join(query.choices)} / takes {' or '.join(query.choices)}",
        )


def _fresh(request: Request, answer: Response, *, etag: bool) -> Response:
    """Answers are for the one who asked; with an ETag a second look costs no bytes."""
    answer.headers.setdefault("Cache-Control", "no-cache" if etag else "no-store")
    answer.headers.setdefault("Vary", "Accept-Language, Authorization, Cookie")
    if not etag:
        return answer
    import hashlib

    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:24]}"'
    answer.headers["ETag"] = tag
    if tag in [
        given.strip().removeprefix("W/") for given in request.headers.get("if-none-match", "").split(",")
    ]:
        return Response(
            status_code=304, headers={k: v for k, v in answer.headers.items() if k not in _OF_BODY}
        )
    return answer


_OF_BODY = ("content-length", "content-type")
