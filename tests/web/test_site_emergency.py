"""An emergency on the public site: on top of every page while it lasts, also without JavaScript; in no cache after it."""

from __future__ import annotations

import re

from tests.support.server import Client, Server, good

SAID = {"zh": "请从东门离场", "en": "Leave by the east gate"}


async def say(organiser: Client, text: dict[str, str]) -> None:
    good(await organiser.post("fleet/emergency", {"text": text}))


def plate(page: str) -> str:
    """What stands in the place for an emergency."""
    found = re.search(r'id="emergency" role="alert"[^>]*>(.*?)</div>', page, flags=re.DOTALL)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip()


async def test_an_emergency_tops_every_public_page_until_it_is_over(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="alarmed", scheme="welding")
    anybody = await server.client()
    top = f"/c/{cup.id}"
    paths = [top, f"{top}/rounds/{cup.round}", f"{top}/find?q=1", f"{top}/records"]
    before = [await anybody.get(path) for path in paths]
    await say(organiser, SAID)
    during = [await anybody.get(path, headers={"Accept-Language": "en"}) for path in paths]
    chinese = await anybody.get(top, headers={"Accept-Language": "zh-CN"})
    await say(organiser, {"zh": "", "en": ""})
    after = [await anybody.get(path) for path in paths]

    assert {plate(page.text) for page in (*before, *after)} == {""}
    assert all(
        re.fullmatch(r"Emergency \d\d:\d\d Leave by the east gate 请从东门离场", plate(page.text))
        for page in during
    )
    assert re.fullmatch(r"紧急通知 \d\d:\d\d 请从东门离场 Leave by the east gate", plate(chinese.text))
    # A cache that shows what is stale while it asks would go on with an emergency that is over.
    assert {page.headers["cache-control"] for page in during} == {"public, max-age=2"}
    assert {page.headers["cache-control"] for page in after} == {
        "public, max-age=2, stale-while-revalidate=30"
    }


async def test_a_text_in_one_language_stands_once_and_says_which_it_is(
    server: Server, organiser: Client
) -> None:
    await server.cup(organiser, id_="alarmed-once", scheme="welding")
    anybody = await server.client()
    await say(organiser, {"zh": "<b>请离场</b>", "en": ""})
    page = await anybody.get("/c/alarmed-once", headers={"Accept-Language": "en"})
    await say(organiser, {"zh": "", "en": ""})

    assert '<p lang="zh-CN">&lt;b&gt;请离场&lt;/b&gt;</p>' in page.text
    assert '<p lang="en">' not in page.text


async def test_everybody_may_ask_what_is_said_in_an_emergency(server: Server, organiser: Client) -> None:
    anybody = await server.client()
    peace = (await anybody.ask("boards/emergency"))["state"]
    await say(organiser, SAID)
    said = (await anybody.ask("boards/emergency"))["state"]
    await say(organiser, {"zh": "", "en": ""})

    assert peace == {"kind": "emergency"}
    assert (said["text"], said["since"] > 0) == (SAID, True)
    assert (await anybody.ask("boards/emergency"))["state"] == peace
