"""The look of a competition over HTTP: what is chosen is what screens and pages get, and only an organiser chooses."""

from __future__ import annotations

import re
from secrets import token_hex
from typing import Any

from server.services.brands import SMALL_BYTES_MAX
from tests.support.pictures import chunk, png
from tests.support.server import Client, Server, good, new_key, refused

PLAIN = {"name": {"zh": "", "en": ""}, "logo": "", "small": "", "first": "", "second": "", "strip": False}
NAME = {"zh": "金锤杯", "en": "Hammer Cup"}


async def a_competition(organiser: Client) -> str:
    """A new one; what it is about does not matter."""
    id_ = f"cup-{token_hex(4)}"
    good(await organiser.post("competitions", {"id": id_, "title": NAME}, key=new_key()))
    return id_


async def a_picture(organiser: Client, content: bytes) -> str:
    files = {"file": ("logo.png", content, "image/png")}
    return str(good(await organiser.request("POST", "screen-pictures?name=logo", files=files))["id"])


async def on_board(client: Client, competition: str) -> Any:
    return (good(await client.get(f"boards/brand.{competition}")))["state"]


async def test_what_is_chosen_is_what_screens_are_told(server: Server, organiser: Client) -> None:
    cup, nobody = await a_competition(organiser), await server.client()
    large, small = [await a_picture(organiser, png(side, side)) for side in (64, 16)]
    brand = {"name": NAME, "first": "#c8102e", "second": "", "logo": large, "small": small, "strip": True}

    good(await organiser.post(f"competitions/{cup}/brand", brand))

    state = await on_board(nobody, cup)
    assert {name: state[name] for name in ("name", "logo", "small", "strip")} == {
        "name": NAME,
        "logo": large,
        "small": small,
        "strip": True,
    }
    assert state["colours"]["light"]["--brand"] == "#c8102e"
    assert good(await organiser.get(f"competitions/{cup}/brand"))["brand"] == brand


async def test_without_a_brand_the_product_looks_as_ever(server: Server, organiser: Client) -> None:
    cup, nobody = await a_competition(organiser), await server.client()

    assert await on_board(nobody, cup) == {"kind": "brand", "sponsors": []}
    assert good(await organiser.get(f"competitions/{cup}/brand"))["brand"] == PLAIN
    assert (await nobody.get(f"public/competitions/{cup}/brand.css")).text == ""


async def test_pages_get_the_colours_as_a_sheet_and_again_only_when_they_changed(
    server: Server, organiser: Client
) -> None:
    cup, nobody = await a_competition(organiser), await server.client()
    path = f"public/competitions/{cup}/brand.css"
    good(await organiser.post(f"competitions/{cup}/brand", {"first": "#001a57"}))

    sheet = await nobody.get(path)
    again = await nobody.get(path, headers={"If-None-Match": sheet.headers["etag"]})
    good(await organiser.post(f"competitions/{cup}/brand", {"first": "#00a651"}))
    anew = await nobody.get(path, headers={"If-None-Match": sheet.headers["etag"]})

    assert sheet.headers["content-type"].startswith("text/css")
    assert sheet.text.startswith(":root{--brand:#001a57;")
    assert '(prefers-color-scheme:dark){[data-theme="phone"]{--brand:' in sheet.text
    assert (again.status_code, anew.status_code) == (304, 200)


async def test_sponsors_stand_by_tier_and_in_the_order_that_was_chosen(
    server: Server, organiser: Client
) -> None:
    cup, nobody = await a_competition(organiser), await server.client()
    given = [
        {"name": {"zh": f"单位{n}", "en": ""}, "tier": tier}
        for n, tier in enumerate(("supporter", "partner", "title", "partner"))
    ]

    good(await organiser.post(f"competitions/{cup}/sponsors", {"sponsors": given}))

    said = [(one["tier"], one["name"]["zh"]) for one in (await on_board(nobody, cup))["sponsors"]]
    assert said == [("title", "单位2"), ("partner", "单位1"), ("partner", "单位3"), ("supporter", "单位0")]


async def test_who_saw_an_older_list_replaces_nothing(server: Server, organiser: Client) -> None:
    cup = await a_competition(organiser)
    path = f"competitions/{cup}"
    one, other = [{"name": {"zh": name, "en": ""}, "tier": "partner"} for name in ("甲", "乙")]
    seen = (await organiser.ask(f"{path}/brand"))["versions"]

    kept = good(await organiser.post(f"{path}/sponsors", {"sponsors": [one], "replaces": seen["sponsors"]}))
    late = await organiser.post(f"{path}/sponsors", {"sponsors": [other], "replaces": seen["sponsors"]})
    both = {"sponsors": [one, other], "replaces": kept["sponsors"]}
    named = {"name": NAME, "replaces": seen["brand"]}

    assert refused(late) == (409, "look_changed_meanwhile")
    # Sent once more because its answer was lost, it is the same change and no other's.
    for _ in range(2):
        good(await organiser.post(f"{path}/sponsors", both))
    # A look is one thing, its sponsors another: who changes one is not in the way of who changes the other.
    good(await organiser.post(f"{path}/brand", named))
    again = await organiser.post(f"{path}/brand", {"first": "#001a57", "replaces": seen["brand"]})
    assert refused(again) == (409, "look_changed_meanwhile")
    look = await organiser.ask(f"{path}/brand")
    assert [sponsor["name"]["zh"] for sponsor in look["sponsors"]] == ["甲", "乙"]
    assert look["brand"]["name"] == NAME


async def test_a_logo_that_would_burden_every_phone_is_not_taken(organiser: Client) -> None:
    cup = await a_competition(organiser)
    heavy = png(64, 64, chunk(b"PLTE", bytes(SMALL_BYTES_MAX)))
    large, small = await a_picture(organiser, png(65, 64)), await a_picture(organiser, heavy)
    logos = {"logo": large, "small": small}
    sponsor = {"name": NAME, "tier": "title", **logos}

    assert refused(await organiser.post(f"competitions/{cup}/brand", logos)) == (422, "logo_too_large")
    answer = await organiser.post(f"competitions/{cup}/sponsors", {"sponsors": [sponsor]})
    assert refused(answer) == (422, "logo_too_large")


async def test_what_cannot_be_shown_is_refused(organiser: Client) -> None:
    cup = await a_competition(organiser)
    logo = await a_picture(organiser, png(63, 64))
    sponsor = {"name": {"zh": "", "en": ""}, "tier": "title"}
    many = [{"name": NAME, "tier": "sponsor"}] * 61

    for body, expected in (
        ({"first": "red"}, (422, "malformed")),
        ({"logo": "nowhere", "small": "nowhere"}, (404, "file_unknown")),
        ({"logo": logo}, (404, "file_unknown")),
    ):
        assert refused(await organiser.post(f"competitions/{cup}/brand", body)) == expected
    for sponsors, code in (([sponsor], "text_missing"), (many, "too_many")):
        answer = await organiser.post(f"competitions/{cup}/sponsors", {"sponsors": sponsors})
        assert refused(answer) == (422, code)
    assert refused(await organiser.get("brand-colours?first=red")) == (422, "malformed")
    assert refused(await organiser.get("competitions/nowhere/brand")) == (404, "competition_unknown")


async def test_a_picture_that_is_forgotten_leaves_no_hole(server: Server, organiser: Client) -> None:
    cup, nobody = await a_competition(organiser), await server.client()
    large, small = [await a_picture(organiser, png(side, side, grey=9)) for side in (64, 16)]
    logos = {"logo": large, "small": small}
    good(await organiser.post(f"competitions/{cup}/brand", {"name": NAME, **logos}))
    sponsor = {"name": NAME, "tier": "title", **logos}
    good(await organiser.post(f"competitions/{cup}/sponsors", {"sponsors": [sponsor]}))

    good(await organiser.request("DELETE", f"screen-pictures/{small}"))

    state = await on_board(nobody, cup)
    assert "logo" not in state
    assert state["sponsors"] == [{**sponsor, "logo": "", "small": ""}]


async def test_the_desk_sees_what_follows_from_two_colours_before_it_keeps_them(organiser: Client) -> None:
    found = good(await organiser.get("brand-colours?first=%23001a57&second=%23f8bb2d"))

    assert (found["light"]["--brand"], found["dark"]["--brand-second"]) == ("#001a57", "#f8bb2d")


async def test_a_screen_that_shows_nothing_looks_like_the_competition_that_was_dressed_last(
    server: Server, organiser: Client
) -> None:
    nobody = await server.client()
    display = good(await nobody.post("displays/register", {}))["id"]
    cups = [await a_competition(organiser) for _ in range(2)]

    houses = []
    for cup in cups:
        good(await organiser.post(f"competitions/{cup}/brand", {"first": "#001a57"}))
        houses.append(good(await nobody.get(f"boards/display.{display}"))["state"]["house"])
    good(await organiser.post(f"competitions/{cups[1]}/brand", {}))
    houses.append(good(await nobody.get(f"boards/display.{display}"))["state"]["house"])

    assert houses == [cups[0], cups[1], cups[0]]


async def test_the_front_door_looks_like_the_competition_that_was_dressed_last(
    server: Server, organiser: Client
) -> None:
    cup, nobody = await a_competition(organiser), await server.client()
    small = await a_picture(organiser, png(18, 16))

    good(await organiser.post(f"competitions/{cup}/brand", {"name": NAME, "first": "#001a57"}))
    dressed = (await nobody.get("/")).text
    logo = {"first": "#001a57", "logo": small, "small": small}
    good(await organiser.post(f"competitions/{cup}/brand", logo))
    with_logo = (await nobody.get("/")).text

    assert '<b class="start-name">Hammer Cup</b>' in dressed
    assert f"/api/v1/public/competitions/{cup}/brand.css" in dressed
    assert 'class="start-logo"' not in dressed
    assert f'class="start-logo" src="/api/v1/screen-pictures/{small}"' in with_logo
    assert "brand.css" not in (await nobody.get("/nowhere", headers={"Accept": "text/html"})).text


async def test_phones_have_the_name_the_colours_and_a_small_logo_at_once(
    server: Server, organiser: Client
) -> None:
    cup, nobody = await a_competition(organiser), await server.client()
    before = (await nobody.get(f"/c/{cup}")).text
    small = await a_picture(organiser, png(17, 16))
    brand = {"name": {"zh": "铸光杯", "en": "Casting Cup"}, "first": "#001a57", "logo": small, "small": small}
    sponsor = {"name": {"zh": "沧澜重工", "en": ""}, "tier": "title"}

    good(await organiser.post(f"competitions/{cup}/brand", brand))
    good(await organiser.post(f"competitions/{cup}/sponsors", {"sponsors": [sponsor]}))
    after = (await nobody.get(f"/c/{cup}")).text

    assert "brand.css" not in before
    assert f'src="/api/v1/screen-pictures/{small}"' in after
    assert "<span>Casting Cup</span>" in after
    assert "<b>Title sponsor</b> <span>沧澜重工</span>" in after
    (sheet,) = re.findall(r'href="(/api/v1/public/[^"]+/brand.css[^"]*)"', after)
    assert (await nobody.get(sheet)).text.startswith(":root{--brand:#001a57;")


async def test_only_an_organiser_chooses(server: Server, organiser: Client) -> None:
    cup, nobody = await a_competition(organiser), await server.client()

    for path in ("brand", "sponsors"):
        answer = await nobody.post(
            f"competitions/{cup}/{path}", {"sponsors": []} if path == "sponsors" else {}
        )
        assert refused(answer) == (401, "sign_in_needed")
