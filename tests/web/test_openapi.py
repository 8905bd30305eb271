"""The API's description: whole, valid, and true to what the server does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import jsonschema_rs
from starlette.routing import Route

from server.core.commands import Command
from server.core.refusals import Code
from server.web.table import ENDPOINTS
from tests.support.pictures import png
from tests.support.server import Client, Cup, Server, good, marks, new_key

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"
SEALED = "sealed"
"""A round with blind numbers in layers."""


async def document(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = await client.ask("openapi.json")
    return found


async def test_every_endpoint_stands_in_it_with_its_refusals(organiser: Client) -> None:
    paths = (await document(organiser))["paths"]

    assert {(path, method.upper()) for path, methods in paths.items() for method in methods} == {
        (endpoint.path, endpoint.method) for endpoint in ENDPOINTS
    }
    for endpoint in ENDPOINTS:
        responses = paths[endpoint.path][endpoint.method.lower()]["responses"]
        assert {str(code.status) for code in endpoint.may_refuse()} <= set(responses)
        for status, response in responses.items():
            if int(status) >= 400 and not endpoint.may_be_unready:
                assert list(response["content"]) == ["application/problem+json"]


async def test_every_route_of_the_api_stands_in_it_but_the_description_itself(
    server: Server, organiser: Client
) -> None:
    described = set((await document(organiser))["paths"])

    routed = {route.path for route in server.routes if isinstance(route, Route)}
    assert {path for path in routed if path.startswith("/api/")} - described == {
        "/api/v1/docs",
        "/api/v1/openapi.json",
    }


async def test_every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own(
    organiser: Client,
) -> None:
    whole = await document(organiser)

    references = set(re.findall(r"#/components/schemas/(\w+)", str(whole)))
    assert references <= set(whole["components"]["schemas"])
    names = [operation["operationId"] for path in whole["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


async def test_each_command_is_one_of_the_commands_and_a_real_one_fits(
    server: Server, organiser: Client
) -> None:
    whole = await document(organiser)
    schemas = whole["components"]["schemas"]
    cup = await server.cup(organiser, id_="described", entries=2)
    module = (await cup.judges[0].work())["rounds"][0]["modules"][0]

    one_of = {reference["$ref"].rsplit("/")[-1] for reference in schemas["Command"]["oneOf"]}
    validator = jsonschema_rs.validator_for(
        {"$ref": "#/components/schemas/Command", "components": whole["components"]}
    )

    assert one_of == {kind.__name__ for kind in get_args(Command)}
    sheet = {
        "kind": "submit_sheet",
        "round": cup.round,
        "module": module["module"]["id"],
        "code": cup.codes[0],
        "marks": marks(module),
        "comment": "",
    }
    scheme = await organiser.ask("schemes/welding")
    event = {"kind": "add_event", "event": "x", "title": scheme["title"], "scheme": scheme}
    assert [error.message for error in validator.iter_errors(sheet)] == []
    assert [error.message for error in validator.iter_errors(event)] == []
    assert not validator.is_valid({**sheet, "judge": "me"})
    assert not validator.is_valid({**sheet, "kind": "win"})


async def _picture(organiser: Client, competition: str) -> str:
    path = f"competitions/{competition}/files"
    answer = await organiser.request("POST", path, files={"file": ("level.png", png())})
    return str(answer.json()["file"])


async def _sealed_round(server: Server, organiser: Client, cup: Cup, chief: Client) -> Client:
    """A second round, with works under a number of their own; the encryption judge who has drawn it."""
    title = {"zh": "复赛", "en": "Second round"}
    await organiser.do(
        cup.id, "add_round", round=SEALED, event=cup.event, title=title, audience="published", identity="code"
    )
    layer = "work"
    await organiser.do(cup.id, "set_blind_plan", round=SEALED, layers=[layer], on_spot=[])
    keeper = await server.official(organiser, cup, "encryption")
    for who in (keeper, chief):
        good(await who.post(f"competitions/{cup.id}/seals/key", {"passphrase": "three old hammers"}))
    path = f"competitions/{cup.id}/rounds/{SEALED}/seals/{layer}/draw"
    good(await keeper.post(path, {"stations": 0}, key=new_key()))
    return keeper


async def test_every_answer_of_a_busy_competition_fits_its_description(
    server: Server, organiser: Client
) -> None:
    whole = await document(organiser)
    cup = await server.cup(organiser, id_="fitting", scheme="welding", entries=2)
    judge = cup.judges[0]
    module = (await judge.work())["rounds"][0]["modules"][0]
    await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module))
    chief = await server.official(organiser, cup, "chief")
    await organiser.post("displays", {"name": "主屏"})
    await organiser.do(cup.id, "set_team_rule", event=cup.event, rule={"mixed": True})
    members = [{"entry": entry, "role": "", "substitute": False} for entry in cup.entries]
    team = {"team": "t1", "number": "1", "delegation": "d1", "members": members}
    await organiser.do(cup.id, "register_teams", event=cup.event, teams=[team])
    keeper = await _sealed_round(server, organiser, cup, chief)
    places = {
        "competition": cup.id,
        "event": cup.event,
        "round": cup.round,
        "module": module["module"]["id"],
        "code": cup.codes[0],
        "layer": "work",
        "judge": judge.id,
        "entry": cup.entries[0],
        "file": await _picture(organiser, cup.id),
        "team": "t1",
        "scheme": "welding",
        "table": "workers_contest",
        "display": (await organiser.ask("displays"))[0]["id"],
        "board": f"standings.{cup.id}.{cup.round}",
        "channel": "tower",
        "action": "show",
        "picture": good(await organiser.request("POST", "screen-pictures", files={"file": ("x", png(8, 8))}))[
            "id"
        ],
    }
    token = good(await organiser.post("stream/token"))["token"]

    for endpoint in ENDPOINTS:
        if endpoint.method != "GET":
            continue
        template = endpoint.path.replace("{round}", SEALED) if "/seals" in endpoint.path else endpoint.path
        path = re.sub(r"\{(\w+)\}", lambda m: places[m[1]], template) + f"?token={token}" * endpoint.drives
        by = {
            "/judge/work": judge.client,
            "/judge-statistics": chief,
            "/calibration": chief,
            "/numbers": keeper,
        }
        client = next((one for end, one in by.items() if endpoint.path.endswith(end)), organiser)
        client = chief if "/paper" in endpoint.path else client
        answer = await client.get(path)
        assert answer.status_code == 200, path
        content = whole["paths"][endpoint.path]["get"]["responses"]["200"]["content"]
        kind = answer.headers["content-type"].split(";")[0]
        assert {kind, f"{kind.partition('/')[0]}/*"} & set(content), path
        if kind == "application/json":
            schema = {**content[kind]["schema"], "components": whole["components"]}
            errors = [
                error.message for error in jsonschema_rs.validator_for(schema).iter_errors(answer.json())
            ]
            assert errors == [], path


def test_the_protocol_page_names_every_endpoint_and_no_other() -> None:
    text = PROTOCOL.read_text(encoding="utf-8")

    def plain(path: str) -> str:
        return re.sub(r"\{\w+\}", "{}", path)

    named = {plain(path) for path in re.findall(r"/(?:api/v1/|healthz|readyz|metrics)[\w/{}.-]*", text)}
    missing = {e.path for e in ENDPOINTS if plain(e.path) not in named}
    # Written in short on the page: "`.csv`", "`PATCH /{id}`".
    assert missing <= {
        "/api/v1/roster-template.csv",
        "/api/v1/competitions/{competition}/rounds/{round}/standings.csv",
    }


def test_every_code_can_be_answered_by_some_endpoint() -> None:
    answered = set().union(*(endpoint.may_refuse() for endpoint in ENDPOINTS))

    # Answered where no endpoint is: wrong addresses and methods.
    elsewhere = {Code.NOT_FOUND, Code.METHOD_NOT_ALLOWED}
    assert set(Code) - answered <= elsewhere
