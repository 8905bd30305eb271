"""An embargo over HTTP: no byte of what is published under it on any public page, snapshot or board before its end."""

from __future__ import annotations

import re

from starlette.routing import Route

from server.services.board_kinds import PUBLIC_BOARDS
from server.web.site_pages import SitePages
from tests.support.server import Client, Cup, Server, refused
from tests.web.test_public import hand_in


async def public_addresses(server: Server, client: Client, cup: Cup) -> list[str]:
    """Everything a stranger can open: snapshots by the API's own list, the site's pages, boards."""
    event = (await client.ask(f"public/competitions/{cup.id}"))["events"][0]["id"]
    known = {"competition": cup.id, "round": cup.round, "entry": cup.entries[0], "event": event}

    def filled(path: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: known[found[1]], path)

    paths = (await client.ask("openapi.json"))["paths"]
    snapshots = [filled(path) for path in paths if path.startswith("/api/v1/public/")]
    routes = [route.path for route in SitePages(server.parts).routes() if isinstance(route, Route)]
    pages = [filled(path) for path in routes if "{competition}" in path]
    ends = {1: cup.id, 2: f"{cup.id}.{cup.round}"}
    boards = [f"/api/v1/boards/{kind}.{ends[counts[0]]}" for kind, counts in PUBLIC_BOARDS.items()]
    boards += [f"/api/v1/boards/teams.{cup.id}.{event}"]
    finds = [f"/api/v1/public/competitions/{cup.id}/find?q=1", f"/c/{cup.id}/find?q=1"]
    assert len(snapshots) >= 10
    assert len(pages) >= 10
    return [*snapshots, *pages, *boards, *finds]


async def read_all(client: Client, addresses: list[str]) -> dict[str, bytes]:
    return {address: (await client.get(address)).content for address in addresses}


async def test_nothing_public_holds_a_figure_that_was_published_under_embargo(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="secret", scheme="welding")
    anybody = await server.client()
    await organiser.do(cup.id, "lay_embargo", round=cup.round)
    for number, code in enumerate(cup.codes):
        await hand_in(cup, code, f"0.{9 - number}")
    await organiser.do(cup.id, "close_round", round=cup.round, incomplete=False)
    await organiser.do(cup.id, "publish_results", round=cup.round)
    inside = await organiser.ask(f"competitions/{cup.id}/rounds/{cup.round}/standings")
    totals = [row["total"].encode() for row in inside["rows"].values()]
    addresses = await public_addresses(server, anybody, cup)

    before = await read_all(anybody, addresses)
    early = await organiser.command(cup.id, "lift_embargo", round=cup.round, reason="")
    await organiser.do(cup.id, "lift_embargo", round=cup.round, reason="揭晓")
    after = await read_all(anybody, addresses)

    assert inside["status"] == "official"
    assert b"revealed once announced" in before[f"/c/{cup.id}/rounds/{cup.round}"]
    assert b"revealed once announced" in before[f"/c/{cup.id}"]
    assert {address for address, body in before.items() if any(total in body for total in totals)} == set()
    assert refused(early) == (422, "reason_missing")
    shown = {address for address, body in after.items() if all(total in body for total in totals)}
    assert {f"/c/{cup.id}/rounds/{cup.round}", f"/api/v1/boards/standings.{cup.id}.{cup.round}"} <= shown
