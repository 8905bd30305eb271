"""Result lists as files: the same figures as the board, the status in words, and nothing that runs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from server.services.tables_out import harmless
from tests.support.pictures import png
from tests.support.server import Client, Cup, Server, good, marks

NAMES = "参赛号,姓名,英文名,代表队\r\n101,=1+1,@SUM(A1),+厂\r\n102,李娜,,－厂\r\n103,王伟,Wang Wei,一厂\r\n"


async def cup_of_formulas(server: Server, organiser: Client) -> Cup:
    """Names that a spreadsheet would take for formulas; every sheet in, one entry disqualified."""
    cup = await server.cup(organiser, id_="formulas", scheme="forklift", names=NAMES)
    for judge in cup.judges:
        for module in (await judge.work())["rounds"][0]["modules"]:
            for place, code in enumerate(cup.codes):
                share = str(Decimal(1) / (place + 2))
                good(
                    await judge.submit(cup.id, cup.round, module["module"]["id"], code, marks(module, share))
                )
    return cup


async def test_lists_say_what_they_are_and_hold_no_formula(server: Server, organiser: Client) -> None:
    cup = await cup_of_formulas(server, organiser)
    path = f"competitions/{cup.id}/rounds/{cup.round}/standings"
    board = await organiser.ask(path)

    provisional = (await organiser.get(path + ".csv?lang=zh")).content.decode("utf-8-sig")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    official = await organiser.get(path + ".csv?lang=en")
    book = await organiser.get(path + ".xlsx?lang=zh")

    lines = list(csv.reader(io.StringIO(provisional)))
    assert lines[2] == ["暂定成绩 · 不作为正式结果"]
    assert lines[3][:4] == ["名次", "参赛号", "姓名 / 队名", "代表队"]
    rows = {line[1]: line for line in lines[4:7]}
    assert rows["101"][2:4] == ["'=1+1", "'+厂"]
    assert rows["102"][3] == "'－厂"
    totals = {row["number"]: row["total"] for row in board["rows"].values()}
    assert {number: row[-2] for number, row in rows.items()} == totals
    head = (await server.parts.ledger.head("formulas")).hash  # type: ignore[arg-type]
    english = official.content.decode("utf-8-sig")
    assert "Official · version 1" in english
    assert head in english
    assert "attachment" in official.headers["content-disposition"]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert sheet[2][0] == "正式成绩 · 第 1 版"
    cells = {str(row[1]): row for row in sheet[4:7]}
    assert cells["101"][2] == "=1+1"
    assert {number: f"{row[-2]:.2f}" for number, row in cells.items()} == totals


async def test_once_judging_has_ended_a_list_says_what_is_missing(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="lacking", scheme="welding", entries=2)
    judge = cup.judges[0]
    module = (await judge.work())["rounds"][0]["modules"][0]
    good(await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module)))
    path = f"competitions/{cup.id}/rounds/{cup.round}/standings.csv?lang="

    async def notes(language: str) -> list[str]:
        text = (await organiser.get(path + language)).content.decode("utf-8-sig")
        return sorted(line[-1] for line in list(csv.reader(io.StringIO(text)))[4:6])

    going_on = await notes("zh")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=True)

    assert going_on == ["", ""]
    assert await notes("zh") == ["未评", "缺评分表"]
    assert await notes("en") == ["Not marked", "Sheets missing"]


async def test_a_list_that_changed_after_publication_is_no_longer_called_official(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="stale", entries=2)
    path = f"competitions/{cup.id}/rounds/{cup.round}/standings.csv?lang=en"
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=True)
    await organiser.do(cup.id, "publish_results", round=cup.round)

    before = (await organiser.ask(path.replace(".csv", "")))["status"]
    await organiser.do(
        cup.id, "set_entry_state", round=cup.round, entry=cup.entries[0], state="disqualified", reason="越线"
    )

    text = (await organiser.get(path)).content.decode("utf-8-sig")
    assert "Under review · changed since version 1 · not an official result" in text
    assert "Disqualified" in text
    overview = await organiser.ask(f"competitions/{cup.id}")
    assert overview["events"][0]["rounds"][0]["stale"] is True
    after = (await organiser.ask(path.replace(".csv", "")))["status"]
    assert (before, after) == ("official", "under_review")


def test_whatever_begins_like_a_formula_is_text() -> None:
    for start in "=+-@\t\r＝＋－＠":
        assert harmless(f"{start}A1").startswith("'")
    assert harmless("  =A1").startswith("'")
    assert harmless("王伟") == "王伟"


async def test_a_list_for_people_says_whose_it_is_and_every_other_stays_as_it_was(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="dressed", entries=2)
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    before = await parts_of(organiser, f"{path}/standings.xlsx?lang=zh")
    logo = png(300, 60, grey=7)
    picture = {"file": ("logo.png", logo, "image/png")}
    kept = good(await organiser.request("POST", "screen-pictures?name=logo", files=picture))["id"]

    look = {"first": "#001a57", "logo": kept, "small": kept}
    good(await organiser.post(f"competitions/{cup.id}/brand", look))

    for name in ("standings", "draw"):
        after = await parts_of(organiser, f"{path}/{name}.xlsx?lang=zh")
        assert after["xl/media/image1.png"] == logo
        assert b"FF001A57" in after["xl/styles.xml"]
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(packed(after))).get_sheet_by_index(0).to_python()
        assert sheet[0][0] == "金锤杯"
    assert not [name for name in before if "media" in name]
    assert b"FF001A57" not in before["xl/styles.xml"]


async def parts_of(organiser: Client, path: str) -> dict[str, bytes]:
    """What a workbook is packed from."""
    with ZipFile(io.BytesIO((await organiser.get(path)).content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A workbook from its parts."""
    target = io.BytesIO()
    with ZipFile(target, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return target.getvalue()
