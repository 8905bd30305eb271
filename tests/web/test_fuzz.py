"""Whatever is thrown at it, the API answers as its description says: never a failure of ours, never another shape."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.server import Client, Server

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 15
SECONDS = 60


def throw(schema: Any, base: str, cookies: Mapping[str, str], places: Mapping[str, str], token: str) -> int:
    """Try every operation with generated input; how many requests were made."""
    thrown = 0

    def one(operation: Any) -> None:
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal thrown
            thrown += 1
            # Half of the requests find something behind their path.
            if thrown % 2:
                for name in set(case.path_parameters or {}) & set(places):
                    case.path_parameters[name] = places[name]
            headers = {"Authorization": f"Bearer {token}"} if case.path.endswith("judge/work") else {}
            answer = case.call(base_url=base, cookies=dict(cookies), headers=headers, timeout=20)
            case.validate_response(answer, checks=CHECKS)

        ask()

    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path != "/api/v1/sign-out":
            one(operation)
    return thrown


@pytest.mark.slow
@pytest.mark.timeout(4 * SECONDS)
@pytest.mark.filterwarnings("ignore")
async def test_no_input_brings_the_server_down_or_out_of_shape(server: Server, organiser: Client) -> None:
    cup = await server.cup(organiser, id_="fuzz", entries=2)
    schema = schemathesis.openapi.from_dict(await organiser.ask("openapi.json"))
    places = {
        "competition": cup.id,
        "event": cup.event,
        "round": cup.round,
        "module": next(iter(cup.panels)),
        "code": cup.codes[0],
        "judge": cup.judges[0].id,
        "entry": cup.entries[0],
        "scheme": "forklift",
        "board": f"standings.{cup.id}.{cup.round}",
    }

    # In a thread: the server answers on this loop.
    thrown = await asyncio.to_thread(
        throw, schema, server.base, dict(organiser.http.cookies), places, cup.judges[0].client.token
    )

    assert thrown > 300
    assert (await organiser.get("/healthz")).status_code == 200
    print(f"{thrown} requests thrown")


@pytest.mark.filterwarnings("ignore")
async def test_the_thrower_notices_an_answer_out_of_shape(server: Server, organiser: Client) -> None:
    document = await organiser.ask("openapi.json")
    about = document["paths"]["/api/v1/about"]
    document["components"]["schemas"]["About"]["required"].append("moon")
    schema = schemathesis.openapi.from_dict({**document, "paths": {"/api/v1/about": about}})

    with pytest.raises(BaseExceptionGroup) as caught:
        await asyncio.to_thread(throw, schema, server.base, dict(organiser.http.cookies), {}, "")

    assert "moon" in str(caught.value.exceptions[0])
