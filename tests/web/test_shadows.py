"""A shadow judge over HTTP: sheets on their tablet, standings without them, the chief judge's comparison with them."""

from __future__ import annotations

from tests.support.server import Client, Server, good, marks, new_key, refused


async def test_a_shadow_judge_marks_and_no_standing_moves(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="shadowed", scheme="cooking", entries=3)
    module = next(iter(cup.panels))
    (card,) = good(
        await organiser.post(f"competitions/{cup.id}/officials", {"names": ["学员"]}, key=new_key())
    )
    shadow = await server.judge(card)
    said = {"module": module, "judges": cup.panels[module], "shadows": [shadow.id]}
    await organiser.do(cup.id, "set_panel", round=cup.round, **said)
    path = f"competitions/{cup.id}/rounds/{cup.round}"
    for judge in cup.judges:
        for part in (await judge.work())["rounds"][0]["modules"]:
            good(await judge.submit(cup.id, cup.round, part["module"]["id"], cup.codes[0], marks(part)))
    before = await organiser.get(f"{path}/standings")
    public = await organiser.ask(f"boards/standings.{cup.id}.{cup.round}")

    (part,) = (await shadow.work())["rounds"][0]["modules"]
    receipt = good(await shadow.submit(cup.id, cup.round, module, cup.codes[0], marks(part, "1")))
    again = await shadow.submit(cup.id, cup.round, module, cup.codes[0], marks(part, "0"))
    told = await organiser.ask(f"{path}/progress")
    (mine,) = [one for one in told["judges"] if one["id"] == shadow.id]
    entry = told["order"][0]

    assert part["shadow"] is True
    assert refused(again) == (409, "sheet_submitted_already")
    assert (mine["modules"], mine["shadows"]) == ([], [module])
    assert told["rows"][entry]["cells"][module][shadow.id]["position"] == receipt["position"]
    assert (await organiser.get(f"{path}/standings")).content == before.content
    assert (await organiser.ask(f"boards/standings.{cup.id}.{cup.round}"))["state"] == public["state"]
    sheet = await organiser.ask(f"{path}/sheets/{module}/{cup.codes[0]}/{shadow.id}")
    assert sheet["position"] == receipt["position"]
    assert (await shadow.work())["rounds"][0]["modules"][0]["sheets"][0]["submitted"]["position"] == receipt[
        "position"
    ]


async def test_the_chief_judge_sees_the_shadow_beside_the_panel(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="beside", scheme="cooking", entries=2)
    module = next(iter(cup.panels))
    *panel, last = cup.panels[module]
    await organiser.do(cup.id, "set_panel", round=cup.round, module=module, judges=panel, shadows=[last])
    chief = await server.official(organiser, cup, "chief")
    for judge in cup.judges:
        part = next(p for p in (await judge.work())["rounds"][0]["modules"] if p["module"]["id"] == module)
        share = "1" if judge.id == last else "0.5"
        good(await judge.submit(cup.id, cup.round, module, cup.codes[0], marks(part, share)))

    told = await chief.ask(f"competitions/{cup.id}/rounds/{cup.round}/judge-statistics")

    figures = {one["id"]: one["severity"] for one in told["judges"]}
    assert {figures[judge] for judge in panel} == {"0.00"}
    assert float(figures[last]) > 0
    assert {one["range"] for one in told["panels"][0]["aspects"]} == {"0.00"}
