"""The announcer's script: every name, unit and place in both languages, said as those who bear them say it."""

from __future__ import annotations

from typing import Any

from server.core.ids import CompetitionId, EntryId
from server.services.spoken import Spoken
from tests.support.ceremonies import live_round, path
from tests.support.server import Client, Server, good, refused
from tests.web.test_publication import judged


async def test_a_name_is_said_as_the_family_says_it(server: Server, organiser: Client) -> None:
    names = "参赛号,姓名,代表队\r\n101,乐嘉,一队\r\n102,单雄飞,二队\r\n"
    cup = await judged(server, organiser, "said", names=names)
    good(await organiser.post(path(cup), {}))

    async def people() -> dict[str, Any]:
        lines = (await organiser.ask(f"{path(cup)}/script"))["lines"]
        return {one["name"]["zh"]: one for line in lines if line["kind"] == "place" for one in line["people"]}

    def say(entry: str, said: str) -> Any:
        return organiser.post(f"{path(cup)}/script/{entry}", {"said": said})

    before = (await people())["乐嘉"]
    assert (before["pinyin"], before["otherwise"], before["said"]) == ("Yuè Jiā", ["Lè"], False)
    assert good(await say(before["entry"], " Le4  Jia1 ")) == {"said": "Lè Jiā"}
    after = (await people())["乐嘉"]
    assert (after["pinyin"], after["otherwise"], after["said"]) == ("Lè Jiā", [], True)
    assert (await people())["单雄飞"]["pinyin"] == "Shàn Xióngfēi"

    assert refused(await say(before["entry"], "<b>"))[1] == "malformed"
    assert refused(await say("nobody", "Le4"))[1] == "entry_unknown"
    assert (
        refused(await cup.judges[0].client.post(f"{path(cup)}/script/{before['entry']}", {"said": "X"}))[0]
        == 403
    )
    spoken, people_ = server.parts.spoken, server.parts.people
    who = CompetitionId(cup.id), EntryId(before["entry"])
    assert spoken.of(*who, "乐嘉") == "Lè Jiā"
    assert spoken.of(*who, "王伟") == "", "another person on the same place has a name of their own"
    assert [row.kind for row in await people_.list_hall_items()].count("spoken") == 1
    await people_.forget_entrant(*who)
    assert "spoken" not in [row.kind for row in await people_.list_hall_items()], (
        "it goes when the person does"
    )


async def test_a_unit_is_said_as_it_says_itself_for_all_who_come_from_it(
    server: Server, organiser: Client
) -> None:
    names = "参赛号,姓名,代表队\r\n101,王伟,六合A队\r\n102,李娜,六合A队\r\n103,张敏,滨海一队\r\n"
    cup = await judged(server, organiser, "unit-said", names=names)
    good(await organiser.post(path(cup), {"finale": "both"}))

    async def units() -> set[tuple[str, str, tuple[str, ...]]]:
        lines = (await organiser.ask(f"{path(cup)}/script"))["lines"]
        return {
            (one["delegation"]["zh"], one["delegation_pinyin"], tuple(one["delegation_otherwise"]))
            for line in lines
            for one in line["people"]
        }

    async def say(said: str) -> Any:
        entry = next(
            one["entry"]
            for line in (await organiser.ask(f"{path(cup)}/script"))["lines"]
            for one in line["people"]
            if one["delegation"]["zh"] == "六合A队"
        )
        return await organiser.post(f"{path(cup)}/script/{entry}", {"said": said, "unit": True})

    other = ("滨海一队", "bīn hǎi yī duì", ())
    assert await units() == {("六合A队", "lù hé A duì", ("liù hé",)), other}
    assert good(await say("liu4 he2 A dui4")) == {"said": "liù hé A duì"}
    assert await units() == {("六合A队", "liù hé A duì", ()), other}
    again = Spoken(server.parts.people)
    await again.load()
    (unit,) = {
        one.delegation
        for one in (await live_round(server, cup)).event.registrations.values()
        if again.of_unit(CompetitionId(cup.id), one.delegation, "六合A队")
    }
    assert again.of_unit(CompetitionId(cup.id), unit, "六合A队") == "liù hé A duì", "it is on disk"
    assert again.of_unit(CompetitionId(cup.id), unit, "六合B队") == "", "a unit of another name has its own"
    assert refused(await say("<b>"))[1] == refused(await say("a" * 301))[1] == "malformed"
    assert good(await say("")) == {"said": ""}
    assert await units() == {("六合A队", "lù hé A duì", ("liù hé",)), other}


async def test_a_script_says_every_place_with_its_pronunciation(server: Server, organiser: Client) -> None:
    cup = await judged(server, organiser, "script")
    good(await organiser.post(path(cup), {}))

    script = await organiser.ask(f"{path(cup)}/script")

    assert [line["kind"] for line in script["lines"]] == ["start", "place", "place", "place", "podium"]
    assert [line["from"] for line in script["lines"]] == sorted({line["from"] for line in script["lines"]})
    people = [one for line in script["lines"] for one in line["people"]]
    assert {one["name"]["zh"]: one["pinyin"] for one in people} == {
        "王伟": "Wáng Wěi",
        "李娜": "Lǐ Nà",
        "张敏": "Zhāng Mǐn",
    }
