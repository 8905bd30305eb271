"""Driving screens over HTTP: a screen says what it shows, scenes are taken, pictures are what they are."""

from __future__ import annotations

from typing import Any

from tests.services.test_screen_pictures import png
from tests.support.pictures import EXIF, jpeg
from tests.support.server import Client, Server, good, refused
from tests.web.test_brand import a_competition

REPORT = {
    "page": "0123abcd",
    "state": "live",
    "language": "zh",
    "width": 1920,
    "height": 1080,
    "fps": 60,
    "layout": "full",
    "zones": [{"kind": "clock", "board": "", "options": {}}],
}
SCENE = {"title": {"zh": "时钟", "en": "Clock"}, "layout": "full", "zones": [{"kind": "clock"}]}


TOKEN = {"Screen-Token": "0123456789abcdef" * 2}


async def a_screen(server: Server) -> tuple[Client, str]:
    nobody = await server.client()
    return nobody, good(await nobody.post("displays/register", {}, headers=TOKEN))["id"]


async def of_fleet(organiser: Client, display: str) -> Any:
    return next(one for one in (await organiser.ask("fleet"))["screens"] if one["id"] == display)


async def test_a_screen_says_what_it_shows_and_the_desk_sees_it(server: Server, organiser: Client) -> None:
    screen, display = await a_screen(server)
    assert "report" not in await of_fleet(organiser, display)

    good(await screen.post(f"displays/{display}/report", REPORT, headers=TOKEN))
    other = {**REPORT, "page": "ffff0000", "fps": 24, "state": "late", "left": ["standings.cup.r15"]}
    good(await screen.post(f"displays/{display}/report", other, headers=TOKEN))

    seen = await of_fleet(organiser, display)
    assert (seen["silent"], seen["pages"], seen["report"]["fps"]) == (False, 2, 24)
    assert (seen["report"]["state"], seen["report"]["left"]) == ("late", ["standings.cup.r15"])


async def test_a_report_that_is_none_is_refused(server: Server) -> None:
    screen, display = await a_screen(server)

    assert refused(await screen.post("displays/nobody/report", REPORT, headers=TOKEN)) == (
        404,
        "display_unknown",
    )
    for wrong in ({"fps": -1}, {"page": "<b>"}, {"zones": [{"kind": "clock"}] * 7}, {"mood": "good"}):
        answer = await screen.post(f"displays/{display}/report", {**REPORT, **wrong}, headers=TOKEN)
        assert refused(answer) == (422, "malformed"), wrong


async def test_a_scene_is_taken_hidden_and_forgotten(server: Server, organiser: Client) -> None:
    _, display = await a_screen(server)
    scene = good(await organiser.post("scenes", SCENE))

    for action, shown in (("take", scene["id"]), ("blank", scene["id"]), ("hide", None)):
        body = {"action": action, "screens": [display], "scene": scene["id"]}
        good(await organiser.post("fleet/actions", body))
        assert (await of_fleet(organiser, display)).get("show", {}).get("id") == shown
    good(await organiser.request("DELETE", f"scenes/{scene['id']}"))

    again = await organiser.post(
        "fleet/actions", {"action": "take", "screens": [display], "scene": scene["id"]}
    )
    assert refused(again) == (404, "show_item_unknown")


async def test_a_scene_of_what_is_not_there_is_not_kept(organiser: Client) -> None:
    cup = await a_competition(organiser)
    there = [
        ("welcome", f"overview.{cup}"),
        ("schedule", f"schedule.{cup}"),
        ("delegations", f"delegations.{cup}"),
    ]
    gone = [
        ("welcome", "overview.nowhere"),
        ("standings", f"standings.{cup}.nowhere"),
        ("stage", f"stage.{cup}.nowhere.e1"),
        ("teams", f"teams.{cup}.nowhere"),
        ("delegations", f"delegations.{cup}.nowhere"),
    ]
    before = len((await organiser.ask("fleet"))["scenes"])
    for kind, board in there:
        good(await organiser.post("scenes", {**SCENE, "zones": [{"kind": kind, "board": board}]}))
    for kind, board in gone:
        answer = await organiser.post("scenes", {**SCENE, "zones": [{"kind": kind, "board": board}]})
        assert refused(answer) == (404, "board_unknown"), board
    assert len((await organiser.ask("fleet"))["scenes"]) == before + len(there)


async def test_a_screen_is_given_no_board_of_what_is_not_there(server: Server, organiser: Client) -> None:
    cup = await a_competition(organiser)
    _, display = await a_screen(server)
    good(await organiser.request("PATCH", f"displays/{display}", json={"board": f"overview.{cup}"}))

    for board in ("overview.nowhere", f"standings.{cup}.nowhere", f"teams.{cup}.nowhere"):
        answer = await organiser.request("PATCH", f"displays/{display}", json={"board": board})
        assert refused(answer) == (404, "board_unknown"), board

    assert (await of_fleet(organiser, display))["board"] == f"overview.{cup}"


async def test_a_line_of_the_programme_belongs_to_a_competition_that_is_there(organiser: Client) -> None:
    line = {"title": {"zh": "开幕", "en": "Opening"}, "start": 1_790_000_000_000}
    cup = await a_competition(organiser)

    good(await organiser.post("programme", {**line, "competition": cup}))
    answer = await organiser.post("programme", {**line, "competition": "nowhere"})

    assert refused(answer) == (404, "competition_unknown")


async def test_who_saw_an_older_scene_replaces_nothing(organiser: Client) -> None:
    scene = good(await organiser.post("scenes", SCENE))
    seen = (await organiser.ask("fleet"))["versions"]["scenes"][scene["id"]]
    mine, theirs = ({**scene, "title": {"zh": name, "en": ""}, "replaces": seen} for name in ("甲", "乙"))

    good(await organiser.post("scenes", theirs))
    late = await organiser.post("scenes", mine)

    assert refused(late) == (409, "look_changed_meanwhile")
    fleet = await organiser.ask("fleet")
    assert next(one for one in fleet["scenes"] if one["id"] == scene["id"])["title"]["zh"] == "乙"
    again = fleet["versions"]["scenes"][scene["id"]]
    assert "replaces" not in good(await organiser.post("scenes", {**mine, "replaces": again}))


async def test_a_screen_is_silent_until_an_organiser_lets_it_sound(server: Server, organiser: Client) -> None:
    screen, display = await a_screen(server)
    before = good(await screen.get(f"boards/display.{display}"))["state"]

    good(await organiser.request("PATCH", f"displays/{display}", json={"setting": {"sound": "voice"}}))
    loud = await organiser.request("PATCH", f"displays/{display}", json={"setting": {"sound": "loud"}})

    after = good(await screen.get(f"boards/display.{display}"))["state"]
    assert "setting" not in before
    assert after["setting"] == {"sound": "voice"}
    assert refused(loud) == (422, "malformed")


async def three_screens(server: Server) -> list[str]:
    nobody = await server.client()
    tokens = [{"Screen-Token": f"{number:032x}"} for number in range(3)]
    return [good(await nobody.post("displays/register", {}, headers=token))["id"] for token in tokens]


async def test_screens_are_adjusted_together_and_keep_what_is_their_own(
    server: Server, organiser: Client
) -> None:
    screens = await three_screens(server)
    good(await organiser.request("PATCH", f"displays/{screens[0]}", json={"setting": {"distance": 20}}))

    body = {"action": "adjust", "screens": screens[:2], "setting": {"theme": "light"}}
    good(await organiser.post("fleet/actions", {**body, "options": {"language": "en"}}))

    first, second, third = [await of_fleet(organiser, one) for one in screens]
    assert first["setting"] == {"distance": 20, "theme": "light"}
    assert second["setting"] == {"theme": "light"}
    assert (first["options"], third["options"]) == ({"language": "en"}, {})
    assert "setting" not in third


async def test_screens_become_a_wall_in_the_order_they_are_named(server: Server, organiser: Client) -> None:
    one, two, three = await three_screens(server)

    body = {"action": "wall", "screens": [three, one], "columns": 2, "bezel": 10}
    good(await organiser.post("fleet/actions", body))

    part = {"columns": 2, "bezel": 10}
    assert (await of_fleet(organiser, three))["setting"] == part
    assert (await of_fleet(organiser, one))["setting"] == {**part, "column": 2}
    assert "setting" not in await of_fleet(organiser, two)


async def test_a_change_that_cannot_be_is_made_on_no_screen(server: Server, organiser: Client) -> None:
    screens = await three_screens(server)
    wrong: list[dict[str, Any]] = [
        {"action": "adjust", "setting": {"brightness": 5}},
        {"action": "adjust", "setting": {"brightness": "half"}},
        {"action": "adjust", "setting": {"colour": 1}},
        {"action": "wall", "columns": 2},
    ]
    for body in wrong:
        answer = await organiser.post("fleet/actions", {"screens": screens, **body})
        assert refused(answer) == (422, "malformed"), body
    assert [(await of_fleet(organiser, one)).get("setting") for one in screens] == [None] * 3


async def test_nothing_is_done_on_no_screen(organiser: Client) -> None:
    answer = await organiser.post("fleet/actions", {"action": "blank", "screens": ["nowhere"]})

    assert refused(answer) == (404, "display_unknown")


async def test_the_code_of_a_screen_leads_to_its_page_at_the_desk(server: Server) -> None:
    screen, display = await a_screen(server)

    answer = good(await screen.get(f"displays/{display}/code"))

    assert answer["text"] == f"{server.running.base}/desk/screens/{display}"
    assert answer["path"].startswith("M")


async def test_everybody_gets_the_code_of_the_public_site_with_its_address(
    server: Server, organiser: Client
) -> None:
    cup = await a_competition(organiser)
    nobody = await server.client()

    answer = good(await nobody.get(f"public/competitions/{cup}/code"))

    assert answer["text"].endswith(f"/c/{cup}")
    assert answer["path"].startswith("M")
    assert refused(await nobody.get("public/competitions/nowhere/code")) == (404, "competition_unknown")


async def test_a_picture_comes_back_as_what_it_is(server: Server, organiser: Client) -> None:
    nobody = await server.client()
    content = png(64, 36)

    kept = good(
        await organiser.request(
            "POST", "screen-pictures?name=标志", files={"file": ("x.exe", content, "text/html")}
        )
    )
    answer = await nobody.get(f"screen-pictures/{kept['id']}")

    assert (kept["media"], kept["width"], kept["height"], kept["name"]) == ("image/png", 64, 36, "标志")
    assert (answer.content, answer.headers["content-type"]) == (content, "image/png")
    assert [one["id"] for one in (await organiser.ask("fleet"))["pictures"]] == [kept["id"]]
    good(await organiser.request("DELETE", f"screen-pictures/{kept['id']}"))
    assert refused(await nobody.get(f"screen-pictures/{kept['id']}")) == (404, "file_unknown")


async def test_nobody_is_given_where_a_photo_was_taken(server: Server, organiser: Client) -> None:
    nobody = await server.client()
    told, plainly = jpeg(64, 36, EXIF) + b"<script>", jpeg(64, 36)

    kept = [
        good(await organiser.request("POST", "screen-pictures", files={"file": ("x.jpg", one, "image/jpeg")}))
        for one in (told, plainly)
    ]

    assert kept[0] == kept[1]
    assert (await nobody.get(f"screen-pictures/{kept[0]['id']}")).content == plainly


async def test_what_is_no_picture_is_not_taken(organiser: Client) -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"

    answer = await organiser.request("POST", "screen-pictures", files={"file": ("x.png", svg, "image/png")})

    assert refused(answer) == (422, "picture_unsuitable")


async def test_a_scene_names_no_entry_that_is_not_in_the_competition(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="stage-of-two", entries=2)
    rows = (await organiser.ask(f"boards/standings.{cup.id}.{cup.round}"))["state"]["rows"]
    entry = next(iter(rows))
    board = f"stage.{cup.id}.{cup.round}"

    def scene(board: str, options: dict[str, str]) -> dict[str, Any]:
        return {**SCENE, "zones": [{"kind": "stage", "board": board, "options": options}]}

    for there in ("", entry, "101", "02"):
        good(await organiser.post("scenes", scene(board, {"entry": there})))
    for nobody in ("nobody", "999", "03"):
        answer = await organiser.post("scenes", scene(board, {"entry": nobody}))
        assert refused(answer) == (422, "malformed"), nobody
        assert "entry" in answer.json()["detail"]
        assert refused(await organiser.post("scenes", scene(f"{board}.{nobody}", {}))) == (
            404,
            "board_unknown",
        )
