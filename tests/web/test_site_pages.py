"""The public site: all to be read without JavaScript, in both languages, small, and no more than the public may see."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from server.services import figures_text
from server.web.files import Files
from tests.support.server import Client, Cup, Server, good, marks

ROOT = Path(__file__).parents[2]
BUDGET = 60 * 1024
"""Bytes a phone takes for its first page of 200 entries, everything packed."""
FIRST_PAGE = 34 * 1024
"""The same for one of forty entries."""


async def hand_in(cup: Cup, code: str, share: str = "0.5") -> None:
    for judge in cup.judges:
        for module in (await judge.work())["rounds"][0]["modules"]:
            good(await judge.submit(cup.id, cup.round, module["module"]["id"], code, marks(module, share)))


async def page(client: Client, path: str, status: int = 200, *, language: str = "en") -> httpx2.Response:
    answer = await client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == status, f"{path}: {answer.status_code}"
    return answer


def text_of(answer: httpx2.Response) -> str:
    """What stands on the page, without markup."""
    body = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", body)


@pytest.fixture(scope="module")
async def cup(server: Server, organiser: Client) -> Any:
    """A round under way: two entries marked."""
    opened = await server.cup(organiser, id_="site", scheme="welding")
    await hand_in(opened, opened.codes[0], "0.75")
    await hand_in(opened, opened.codes[1])
    return opened


def paths(cup: Cup, entry: str) -> list[str]:
    """Every page of a competition."""
    top, round_ = f"/c/{cup.id}", f"/c/{cup.id}/rounds/{cup.round}"
    inside = ["", "/outlook", "/prizes", f"/entries/{entry}"]
    return [
        top,
        *(round_ + path for path in inside),
        *(f"{top}/{p}" for p in ("records", "delegations", "schedule", "find?q=王", "poster")),
    ]


async def first_of(client: Client, cup: Cup) -> str:
    table = await client.ask(f"public/competitions/{cup.id}/rounds/{cup.round}/standings")
    return str(table["order"][0])


async def test_a_table_is_read_without_any_script(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    answer = await page(anybody, f"/c/{cup.id}/rounds/{cup.round}")
    said = text_of(answer)

    for word in ("Provisional", "Place", "Competitor", "Total", "Wang Wei", "Binhai One"):
        assert word in said
    assert answer.text.count("<tr data-key=") == 4
    assert "<script>" not in answer.text
    assert " on" + "click=" not in answer.text


async def test_every_page_speaks_the_readers_language_and_the_links_keep_a_choice(
    server: Server, cup: Cup
) -> None:
    anybody = await server.client()
    for path in paths(cup, await first_of(anybody, cup)):
        zh = await page(anybody, path, language="zh-CN")
        en = await page(anybody, path)

        assert (zh.headers["content-language"], en.headers["content-language"]) == ("zh-CN", "en")
        assert '<html lang="zh-CN"' in zh.text
        assert '<html lang="en"' in en.text
        assert "Accept-Language" in zh.headers["vary"]
    chosen = await page(anybody, f"/c/{cup.id}?lang=zh")
    links = re.findall(r'href="(/c/[^"]+)"', chosen.text)
    assert links
    assert all(link.endswith("?lang=zh") for link in links)


async def test_where_there_are_several_competitions_they_are_listed(
    server: Server, cup: Cup, organiser: Client
) -> None:
    await server.cup(organiser, id_="second", scheme="welding")
    answer = await page(await server.client(), "/c/")

    assert f'href="/c/{cup.id}"' in answer.text
    assert 'href="/c/second"' in answer.text


async def test_a_page_that_is_held_costs_no_bytes_and_a_cache_may_keep_it(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    for path in paths(cup, await first_of(anybody, cup)):
        first = await page(anybody, path)
        again = await anybody.get(path, headers={"If-None-Match": first.headers["etag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert first.headers["cache-control"] == "public, max-age=2, stale-while-revalidate=30"
        assert "set-cookie" not in first.headers


async def test_a_page_is_another_one_as_soon_as_something_happened(server: Server, organiser: Client) -> None:
    moving = await server.cup(organiser, id_="moving", scheme="welding")
    anybody = await server.client()
    path = f"/c/{moving.id}/rounds/{moving.round}"
    before = await page(anybody, path)
    await hand_in(moving, moving.codes[0])
    after = await page(anybody, path)

    assert before.headers["etag"] != after.headers["etag"]


async def test_an_entry_is_told_why_it_stands_there_and_what_it_can_still_reach(
    server: Server, cup: Cup
) -> None:
    anybody = await server.client()
    answer = await page(anybody, f"/c/{cup.id}/rounds/{cup.round}/entries/{await first_of(anybody, cup)}")
    said = text_of(answer)

    for word in (
        "How the result comes about",
        "What is still possible",
        "Appearance of the weld",
        "Neighbours",
    ):
        assert word in said
    assert not any(judge.name in said or judge.id in answer.text for judge in cup.judges)


async def test_who_is_looked_for_is_found_by_a_plain_form(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    answer = await page(anybody, f"/c/{cup.id}/find?q=wang")

    assert "1 entry found" in text_of(answer)
    assert f'action="/c/{cup.id}/find" method="get"' in answer.text


@pytest.mark.parametrize("typed", ["wangwei", "Wang%20wei", "ww", "binhai%20ww", "byd"])
async def test_somebody_without_a_chinese_keyboard_finds_a_chinese_name(
    server: Server, cup: Cup, typed: str
) -> None:
    anybody = await server.client()
    answer = await page(anybody, f"/c/{cup.id}/find?q={typed}", language="zh-CN")
    same = await anybody.ask(f"public/competitions/{cup.id}/find?q={typed}")

    assert ("王伟" in answer.text) == (typed != "byd")
    assert ("王伟" in str(same)) == (typed != "byd")


async def test_who_is_not_found_is_told_what_to_try(server: Server, cup: Cup) -> None:
    answer = await page(await server.client(), f"/c/{cup.id}/find?q=nobody")

    assert "Try a family name, a number" in text_of(answer)


async def test_long_searches_that_begin_alike_find_each_its_own(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    found = [await page(anybody, f"/c/{cup.id}/find?q={'%20' * 70}{name}") for name in ("wang", "zhang")]

    assert [re.findall(r"[12] entr|0 entr", text_of(one))[0] for one in found] == ["1 entr", "1 entr"]
    assert found[0].text != found[1].text


async def test_a_query_that_nobody_reads_makes_no_other_page(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    path = f"/c/{cup.id}/rounds/{cup.round}"
    pages = [await page(anybody, path + query) for query in ("", "?x=1", "?q=a&y", f"?{'z' * 300}")]

    assert len({one.headers["etag"] for one in pages}) == 1


async def test_who_weighs_gzip_with_nothing_is_not_given_it(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    given = []
    for accepted in ("gzip", "br, gzip;q=0.5", "GZIP", "gzip;q=0", "gzip; q=0.0, br", "identity"):
        answer = await anybody.get(f"/c/{cup.id}", headers={"Accept-Encoding": accepted})
        given.append(answer.headers.get("content-encoding", ""))

    assert given == ["gzip", "gzip", "gzip", "", "", ""]


async def test_what_is_typed_into_the_form_stays_text(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    answer = await page(anybody, f"/c/{cup.id}/find?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in answer.text


async def test_no_page_tells_of_a_hidden_round_or_of_a_name_behind_a_code(
    server: Server, organiser: Client
) -> None:
    hidden = await server.cup(organiser, id_="site-hidden", audience="published")
    blind = await server.cup(organiser, id_="site-blind", identity="code")
    anybody = await server.client()
    for one in (hidden, blind):
        await hand_in(one, one.codes[0])
        for path in ("", f"/rounds/{one.round}", f"/rounds/{one.round}/outlook", "/records", "/find?q=1"):
            sent = (await page(anybody, f"/c/{one.id}{path}")).text
            assert not any(entry in sent for entry in one.entries)
            assert "Wang Wei" not in sent
        await page(anybody, f"/c/{one.id}/rounds/{one.round}/entries/{one.entries[0]}", 404)


async def test_a_prize_list_is_there_once_awards_are_confirmed(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="site-prizes", entries=3)
    for place, code in enumerate(cup.codes):
        await hand_in(cup, code, f"0.{5 - place}")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    table = await organiser.ask("award-tables/workers_contest")
    await organiser.do(
        cup.id, "set_award_rules", event=cup.event, table=table, level="municipal", contest="person"
    )
    await organiser.do(cup.id, "publish_results", round=cup.round)
    anybody = await server.client()
    path = f"/c/{cup.id}/rounds/{cup.round}/prizes"
    before = text_of(await page(anybody, path))
    award = table["awards"][0]
    given = [{"entry": cup.entries[0], "award": award["id"]}]
    await organiser.do(
        cup.id, "confirm_awards", round=cup.round, version=1, given=given, reason="the jury's decision"
    )
    after = text_of(await page(anybody, path))

    assert "Prizes appear here once they are confirmed" in before
    assert "Prizes appear here" not in after
    assert f"<h2>{award['title']['en']}</h2>" in (await page(anybody, path)).text


async def test_the_code_for_screens_leads_to_the_site(server: Server, cup: Cup) -> None:
    anybody = await server.client()
    answer = await page(anybody, f"/c/{cup.id}/qr.svg")
    poster = await page(anybody, f"/c/{cup.id}/poster")

    path = re.search(r'<path d="([^"]+)"/></svg>', answer.text)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert path is not None
    assert path[1] in poster.text


async def test_the_programme_of_the_day_stands_on_phones_and_says_what_is_on(
    server: Server, organiser: Client, cup: Cup
) -> None:
    anybody, now = await server.client(), server.parts.now()
    elsewhere = await server.cup(organiser, id_="elsewhere", scheme="welding")
    top, hour = f"/c/{cup.id}", 3_600_000
    home, empty = await page(anybody, top), await page(anybody, f"{top}/schedule")
    for title, start, competition in (
        ("Opening", now - 2 * hour, cup.id),
        ("Welding", now - hour, cup.id),
        ("Ceremony", now + hour, cup.id),
        ("Elsewhere", now, elsewhere.id),
    ):
        line = {"competition": competition, "title": {"zh": title, "en": title}, "place": "Hall 3"}
        good(await organiser.post("programme", line | {"start": start}))
    shown = await page(anybody, f"{top}/schedule")
    stages = dict(re.findall(r'data-stage="(\w+)".*?site-what">(\w+)', shown.text, flags=re.DOTALL))

    assert "schedule" not in home.text, "nothing to open, nothing to tap"
    assert "The programme is not out yet" in text_of(empty)
    assert f"{top}/schedule" in (await page(anybody, top)).text
    assert stages == {"past": "Opening", "now": "Welding", "next": "Ceremony"}
    assert "Elsewhere" not in shown.text
    assert shown.headers["etag"] != empty.headers["etag"]


async def test_the_first_page_is_small(server: Server, organiser: Client) -> None:
    """Forty entries: the page, its sheets, its modules and its icon, as they travel."""
    wide = await server.cup(organiser, id_="site-wide", scheme="welding", entries=40)
    anybody = await server.client()
    answer = await page(anybody, f"/c/{wide.id}/rounds/{wide.round}")
    files = Files.find()
    linked = set(re.findall(r'(?:href|src)="/~[0-9a-f]+/([^"]+)"', answer.text))
    packed = {
        name: len(gzip.compress(files.known[name.partition("?")[0]].read_bytes(), 6)) for name in linked
    }

    size = len(gzip.compress(answer.content, 6)) + sum(packed.values())
    assert {Path(name.partition("?")[0]).suffix for name in linked} == {".css", ".js", ".svg"}
    assert size <= FIRST_PAGE, f"{size} bytes: {packed}"


def test_figures_are_written_as_the_boards_write_them() -> None:
    seconds, points = {"unit": "seconds", "direction": "low"}, {"unit": "points", "direction": "high"}

    assert figures_text.gap({"gap": "12.40", "rank": 2}, seconds) == "+12.40"
    assert figures_text.gap({"gap": "75.00", "rank": 2}, seconds) == "+1:15.00"
    assert figures_text.gap({"gap": "0.00", "rank": 1}, points) == ""
    assert figures_text.module_result("61", {"max": "100"}, seconds) == "61"
