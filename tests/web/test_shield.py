"""What stands around every answer: headers, other sites, request numbers, wrong methods, the readers' language, files."""

from __future__ import annotations

import re

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from server.web import shield as shields
from server.web.files import FOREVER
from server.web.pace import Pace
from server.web.shield import Shield
from tests.support.server import Client, Server, refused

POLICY = "default-src 'none'"


@pytest.mark.parametrize(
    "path",
    ["/", "/desk/", "/judge/", "/board/", "/display/", "/nowhere", "/api/v1/about", "/api/v1/me", "/healthz"],
)
async def test_every_answer_carries_the_security_headers(
    server: Server, organiser: Client, path: str
) -> None:
    answer = await organiser.get(path)

    headers = answer.headers
    assert headers["content-security-policy"].startswith(POLICY)
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "require-trusted-types-for 'script'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "microphone=()" in headers["permissions-policy"]
    assert re.fullmatch("[0-9a-f]{16}", headers["x-request-id"])
    assert "server" not in headers


@pytest.mark.parametrize(
    ("headers", "past"),
    [
        ({}, True),
        ({"Origin": "{base}"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "{base}.evil.example"}, False),
        ({"Origin": "http://evil.example", "Host": "evil.example.jinchui"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "{base}"}, False),
    ],
)
async def test_a_page_of_another_site_changes_nothing(
    server: Server, organiser: Client, headers: dict[str, str], past: bool
) -> None:
    filled = {name: value.format(base=server.base) for name, value in headers.items()}

    answer = await organiser.request("POST", "competitions", json={}, headers=filled)

    assert (refused(answer)[1] == "cross_site") == (not past)


async def test_reading_from_another_site_is_no_change(server: Server, organiser: Client) -> None:
    answer = await organiser.get("about", headers={"Origin": "http://evil.example"})

    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/api/v1/nowhere", (404, "not_found")),
        ("POST", "/api/v1/nowhere", (404, "not_found")),
        ("GET", "/api/v1/about/", (404, "not_found")),
        ("GET", "/api/v1/sign-in", (405, "method_not_allowed")),
        ("PUT", "/api/v1/about", (405, "method_not_allowed")),
        ("TRACE", "/api/v1/about", (405, "method_not_allowed")),
        ("POST", "/api/v1/sign-in", (415, "unsupported_media_type")),
        ("POST", "/desk/", (405, "method_not_allowed")),
        ("GET", "/api/v1/facts/../../etc/passwd", (404, "not_found")),
    ],
)
async def test_what_is_not_there_is_refused_in_the_one_shape(
    organiser: Client, method: str, path: str, expected: tuple[int, str]
) -> None:
    assert refused(await organiser.request(method, path)) == expected


async def test_a_wrong_method_is_told_the_right_ones(organiser: Client) -> None:
    answer = await organiser.request("DELETE", "/api/v1/sign-in")

    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", None, "zh-CN"),
        ("", "fr", "zh-CN"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "zh-TW, en;q=0.5", "zh-CN"),
        ("", "en;q=0.2, zh;q=0.8", "zh-CN"),
        ("", "x" * 5000, "zh-CN"),
        ("", "en;q=9e9", "zh-CN"),
        ("?lang=en", "zh", "en"),
        ("?lang=zh", "en", "zh-CN"),
        ("?lang=fr", "en", "en"),
    ],
)
async def test_a_refusal_speaks_the_readers_language(
    server: Server, asked: str, accepted: str | None, language: str
) -> None:
    client = await server.client()
    del client.http.headers["Accept-Language"]

    answer = await client.get(f"me{asked}", headers={"Accept-Language": accepted} if accepted else {})

    assert answer.headers["content-language"] == language
    assert answer.json()["detail"] == {"zh-CN": "请先登录。", "en": "Sign in first."}[language]


async def test_a_person_who_follows_a_dead_link_gets_a_page(server: Server) -> None:
    client = await server.client()

    page = await client.get("/nowhere", headers={"Accept": "text/html,*/*"})
    api = await client.get("/api/v1/nowhere", headers={"Accept": "text/html,*/*"})

    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is nothing at this address." in page.text
    assert refused(api) == (404, "not_found")


async def test_front_end_files_are_cached_for_ever_under_the_revision(server: Server) -> None:
    client = await server.client()
    address = server.parts.pages.asset("static/lib/i18n.js")

    packed = await client.get(address)
    plain = await client.get(address, headers={"Accept-Encoding": "identity"})
    again = await client.get(address, headers={"If-None-Match": packed.headers["etag"]})
    older = await client.get("/~0123456789ab/static/lib/i18n.js")

    assert packed.headers["cache-control"] == FOREVER
    assert packed.headers["content-type"] == "text/javascript; charset=utf-8"
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert again.status_code == 304
    assert (older.headers["cache-control"], older.content) == ("no-cache", plain.content)


@pytest.mark.parametrize(
    "path",
    [
        "static/../server/app.py",
        "static/%2e%2e/server/app.py",
        "static/..%2fserver/app.py",
        "server/app.py",
        "static//etc/passwd",
        "static/lib/i18n.js%00.css",
        "static/vendor/preact/LICENSE",
        "server/desk/templates/desk.html",
        "scoreboard/web/",
        "",
    ],
)
async def test_only_front_end_files_are_served(server: Server, path: str) -> None:
    client = await server.client()
    root = server.parts.pages.asset("static/").removesuffix("static/")

    answer = await client.get(root + path)

    assert refused(answer) == (404, "not_found")


async def test_strangers_of_one_address_who_ask_too_fast_come_again_later_and_its_judges_and_files_do_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shields, "WAIT_MAX", 0.01)

    async def hello(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("hello")(scope, receive, send)

    async def is_a_judge(connection: HTTPConnection) -> bool:
        return connection.headers.get("authorization") == "Bearer a-judge"

    shield = Shield(hello, known=is_a_judge)
    shield.pace = Pace(lambda: 7.0, per_second=0.1, burst=2)

    async def asked(path: str, client: str, token: str = "") -> tuple[int, str | None]:
        transport = httpx2.ASGITransport(Starlette(routes=[Mount("/", shield)]), client=(client, 1))
        async with httpx2.AsyncClient(transport=transport, base_url="http://here") as anybody:
            answer = await anybody.get(path, headers={"Authorization": f"Bearer {token}"})
        return answer.status_code, answer.headers.get("retry-after")

    hasty = [await asked("/c/", "10.0.0.1") for _ in range(3)]

    assert hasty == [(200, None), (200, None), (429, "10")]
    assert await asked("/c/", "10.0.0.1", "made-up") == (429, "10")
    assert [await asked("/api/v1/judge/work", "10.0.0.1", "a-judge") for _ in range(9)] == [(200, None)] * 9
    assert await asked("/~abc/x.js", "10.0.0.1") == (200, None)
    assert await asked("/c/", "10.0.0.2") == (200, None)
    assert [await asked("/c/", "127.0.0.1") for _ in range(9)] == [(200, None)] * 9
