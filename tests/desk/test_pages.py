"""The desk's page and its QR codes, asked of a real server: who gets them, and that a card's secret stays nowhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import segno

from server.run import inside
from server.services.parts import FoundBy
from server.services.qr import drawing
from server.settings import Settings
from tests.support.server import Server, refused, running_server

CARD = "http://192.168.1.20:8000/judge/#card=canary-card-text-0123456789"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    async with running_server(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.mark.parametrize("path", ["/desk/", "/desk/c/cup", "/desk/c/cup/r/final/live", "/desk/screens"])
async def test_every_address_of_the_desk_opens_the_one_page(server: Server, path: str) -> None:
    client = await server.client()

    answer = await client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "server/desk/web/desk-page.js" in answer.text


async def test_the_page_is_served_in_the_readers_language(server: Server) -> None:
    client = await server.client()

    pages = [(await client.get("/desk/", headers={"Accept-Language": lang})).text for lang in ("zh-CN", "en")]

    assert ['<html lang="zh-CN"' in pages[0], '<html lang="en"' in pages[1]] == [True, True]


async def test_nothing_on_the_page_is_inline(server: Server) -> None:
    client = await server.client()

    page = (await client.get("/desk/")).text

    assert "<style" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


async def test_the_address_without_its_stroke_leads_to_the_desk(server: Server) -> None:
    client = await server.client()

    answer = await client.get("/desk", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (308, "/desk/")


async def test_an_address_that_was_set_stands_on_the_cards(tmp_path: Path) -> None:
    async with running_server(tmp_path, address="https://score.example.local") as running:
        page = (await (await running.client()).get("/desk/")).text

    assert 'name="jinchui-address" content="https://score.example.local"' in page


async def test_the_name_on_the_network_and_the_trust_page_stand_on_the_cards(server: Server) -> None:
    before = server.parts.found_by
    server.parts.found_by = lambda: FoundBy("https://jinchui.local:8000", 8080)
    page = (await (await server.client()).get("/desk/")).text
    server.parts.found_by = before

    assert 'name="jinchui-name" content="https://jinchui.local:8000"' in page
    assert 'name="jinchui-trust-port" content="8080"' in page


async def test_a_venue_with_its_own_authority_says_where_it_is_explained(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, host="127.0.0.1", port=0, tls=True, trust_port=0)
    async with inside(settings) as running:
        found_by = running.parts.found_by()

        assert found_by == FoundBy("", running.venue.trust_port)
        assert found_by.trust_port > 0
        assert running.base.startswith("https://")


async def test_a_page_asked_for_by_another_machines_name_keeps_that_name_on_the_cards(server: Server) -> None:
    client = await server.client()

    page = (await client.get("/desk/", headers={"Host": "venue.local:8000"})).text

    assert 'content="http://venue.local:8000"' in page


async def test_qr_codes_are_for_organisers_only(server: Server) -> None:
    nobody = await server.client()

    answer = await nobody.post("/desk/qr", {"texts": [CARD]})

    assert refused(answer) == (401, "sign_in_needed")


async def test_every_text_gets_its_own_code_in_order(server: Server) -> None:
    organiser = await server.organiser()

    answer = await organiser.post("/desk/qr", {"texts": [CARD, "2"]})

    assert answer.json() == [drawing(CARD), drawing("2")]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (422, "malformed")),
        ({"texts": "one"}, (422, "malformed")),
        ({"texts": [1]}, (422, "malformed")),
        ({"texts": [""]}, (422, "malformed")),
        ({"texts": ["a"], "more": 1}, (422, "malformed")),
        (["a"], (422, "malformed")),
        ({"texts": ["a"] * 201}, (422, "too_many")),
        ({"texts": ["a" * 301]}, (422, "text_too_long")),
        ({"texts": ["金" * 101]}, (422, "text_too_long")),
        ({"texts": ["a" * 70_000]}, (413, "body_too_large")),
    ],
)
async def test_what_is_no_list_of_short_texts_is_refused(
    server: Server, body: object, expected: tuple[int, str]
) -> None:
    organiser = await server.organiser()

    assert refused(await organiser.post("/desk/qr", body)) == expected


async def test_a_text_that_is_no_json_is_refused(server: Server) -> None:
    organiser = await server.organiser()

    answer = await organiser.request("POST", "/desk/qr", content=b"[" * 30_000)

    assert refused(answer) == (422, "malformed")


async def test_a_cards_text_is_neither_kept_nor_logged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with running_server(tmp_path) as running:
        organiser = await running.organiser()
        drawn = await organiser.post("/desk/qr", {"texts": [CARD]})
        broken = await organiser.request("POST", "/desk/qr", content=f'{{"texts": ["{CARD}", 1]}}'.encode())
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())

    printed = "".join(capfd.readouterr())
    assert (drawn.status_code, broken.status_code) == (200, 422)
    assert [b"canary" in kept, "canary" in printed, "canary" in broken.text] == [False, False, False]


def test_the_drawing_fills_exactly_the_dark_squares() -> None:
    expected = [
        [bool(dark) for dark in row]
        for row in segno.make(CARD, error="q", micro=False, boost_error=False).matrix
    ]

    drawn = drawing(CARD)

    assert _filled(drawn["path"], drawn["size"]) == expected


def _filled(path: str, size: int) -> list[list[bool]]:
    """The squares that a path of runs `Mx yhWv1Hxz` fills."""
    squares = [[False] * size for _ in range(size)]
    for run in path.split("z")[:-1]:
        start, _, rest = run.removeprefix("M").partition("h")
        x, y = map(int, start.split())
        width = int(rest.partition("v")[0])
        squares[y][x : x + width] = [True] * width
    return squares
