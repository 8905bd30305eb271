"""A next round from those who came through: named in the ledger, drawn alone, judged like any other."""

from __future__ import annotations

from typing import Any

from tests.support.server import Client, Server
from tests.web.test_awards import marked_cup

TITLE = {"zh": "决赛", "en": "Final"}


async def test_only_those_who_came_through_are_drawn(server: Server, organiser: Client) -> None:
    cup = await marked_cup(server, organiser, "through")
    rule = {"by": "top", "count": 3, "ties": "all"}
    wished: dict[str, Any] = {"round": "next", "source": cup.round, "rule": rule}
    await organiser.do(
        cup.id, "add_round", round="next", event=cup.event, title=TITLE, audience="live", identity="name"
    )

    early = await organiser.command(cup.id, "qualify_entries", **wished)
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    await organiser.do(cup.id, "qualify_entries", **wished)
    await organiser.do(cup.id, "make_draw", round="next", seed="2026")

    rows = (await organiser.ask(f"competitions/{cup.id}/rounds/{cup.round}/standings"))["rows"]
    best = {entry for entry, row in rows.items() if row.get("rank", 99) <= 3}
    round_ = (await organiser.ask(f"competitions/{cup.id}"))["events"][0]["rounds"][1]
    board = await organiser.ask(f"competitions/{cup.id}/rounds/next/standings")
    assert early.json()["code"] == "results_not_official"
    assert set(round_["qualified"]["entries"]) == {one["entry"] for one in round_["order"]} == best
    assert round_["qualified"]["source"] == cup.round
    assert set(board["order"]) == best
