"""Schemes of one's own through the API: checked as files, given as workbooks, taken as an event's rules."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from server.services import scheme_sources
from server.services.scheme_files import content_hash, library, to_data
from server.services.yaml_out import write
from tests.support.server import Client, Server, good, new_key, refused
from tests.support.workbooks import taken_apart

TITLE = {"zh": "砌筑", "en": "Bricklaying"}
EXAMPLE = scheme_sources.example()


async def checked(client: Client, content: bytes) -> Any:
    return await client.request("POST", "schemes/check", files={"file": ("scheme", content)})


@pytest.mark.parametrize(
    "content",
    [write(EXAMPLE), scheme_sources.workbook(EXAMPLE, "zh"), scheme_sources.workbook(EXAMPLE, "en")],
)
async def test_a_sound_file_is_answered_with_the_scheme_whole(organiser: Client, content: bytes) -> None:
    answer = good(await checked(organiser, content))

    assert answer == {"scheme": to_data(EXAMPLE), "hash": content_hash(EXAMPLE), "problems": [], "more": 0}


async def test_a_checked_scheme_is_what_an_event_takes_and_comes_back_as_a_workbook(
    organiser: Client,
) -> None:
    body = {"id": "own", "title": TITLE, "place": "", "days": []}
    good(await organiser.post("competitions", body, key=new_key()))
    scheme = good(await checked(organiser, scheme_sources.workbook(EXAMPLE, "zh")))["scheme"]

    await organiser.do("own", "add_event", event="wall", title=TITLE, scheme=scheme)

    answer = await organiser.get("competitions/own/events/wall/scheme.xlsx?lang=en")
    assert answer.status_code == 200
    assert scheme_sources.read(answer.content) == EXAMPLE
    assert refused(await organiser.get("competitions/own/events/none/scheme.xlsx")) == (404, "event_unknown")


async def test_every_fault_is_answered_with_its_place_in_both_languages(organiser: Client) -> None:
    book = taken_apart(EXAMPLE)
    book.put("评分点", 3, "配分", "十四")

    answer = good(await checked(organiser, book.save()))

    assert (answer["scheme"], answer["hash"]) == (None, None)
    assert [(p["code"], p["sheet"], p["row"], p["column"], p["line"]) for p in answer["problems"]] == [
        ("cell_number", "评分点", 3, "F", None)
    ]
    assert "十四" in answer["problems"][0]["text"]["zh"]
    assert "plain decimals" in answer["problems"][0]["text"]["en"]


async def test_of_a_thousand_faults_the_first_are_listed(organiser: Client) -> None:
    book = taken_apart(EXAMPLE)
    for row in range(2, 1002):
        book.put("系数", row, "得分系数", "一半")

    answer = good(await checked(organiser, book.save()))

    assert (len(answer["problems"]), answer["more"] > 500) == (300, True)


async def test_a_fault_in_a_text_file_has_its_line(organiser: Client) -> None:
    text = write(EXAMPLE).decode().replace("max: 100\n", "max: 90\n", 1)

    answer = good(await checked(organiser, text.encode()))

    assert [(p["code"], p["sheet"]) for p in answer["problems"]] == [("total_sum", None)]
    assert answer["problems"][0]["line"] == text.splitlines().index("max: 90") + 1
    assert answer["problems"][0]["place"] == {"zh": "配分", "en": "maximum"}


async def test_what_is_no_scheme_at_all_is_answered_too(organiser: Client) -> None:
    answers = [
        good(await checked(organiser, content))
        for content in (b"", b"a,b\n1,2\n", b"PK\x03\x04", b"\xff\xfe")
    ]

    assert [[p["code"] for p in answer["problems"]] for answer in answers] == [
        ["not_a_mapping"],
        ["workbook_csv"],
        ["workbook_unreadable"],
        ["file_not_utf8"],
    ]


async def test_a_file_beyond_the_limit_is_refused_before_it_is_read(organiser: Client) -> None:
    answer = await checked(organiser, bytes(scheme_sources.UPLOAD_MAX + 1))

    assert refused(answer) == (413, "body_too_large")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_any_scheme_of_the_library_is_given_as_a_workbook(organiser: Client, language: str) -> None:
    answer = await organiser.get(f"schemes/forklift.xlsx?lang={language}")

    assert scheme_sources.read(answer.content) == library()["forklift"]
    assert quote("叉车") in answer.headers["content-disposition"] or language == "en"
    assert refused(await organiser.get("schemes/nothing.xlsx")) == (404, "scheme_unknown")


async def test_the_template_is_a_sound_scheme(organiser: Client) -> None:
    answer = await organiser.get("schemes/template.xlsx?lang=zh")

    assert scheme_sources.read(answer.content) == EXAMPLE
    assert quote("评分标准模板.xlsx") in answer.headers["content-disposition"]


async def test_only_an_organiser_has_schemes_checked(server: Server) -> None:
    stranger = await server.client()

    assert refused(await checked(stranger, write(EXAMPLE))) == (401, "sign_in_needed")
