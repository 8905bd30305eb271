"""Nobody is left before a door whose password nobody was told: a new one is made where the data lie."""

from __future__ import annotations

import asyncio
from pathlib import Path

from typer.testing import CliRunner, Result

from server import cli
from tests.support.server import PASSWORD, running_server


async def test_an_organiser_who_lost_the_password_gets_a_new_one_and_the_old_one_opens_nothing(
    tmp_path: Path,
) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        token = organiser.http.cookies["jinchui"]
        while_it_runs = await run("password", "--data", str(tmp_path))

    done = await run("password", "--data", str(tmp_path))

    given = done.stdout.split()[-1]
    async with running_server(tmp_path) as server:
        someone = await server.client()
        words = {"name": done.stdout.splitlines()[1].split()[-2].rstrip(":")}
        old = await someone.post("sign-in", words | {"password": PASSWORD})
        new = await someone.post("sign-in", words | {"password": given})
        signed_in_before = await someone.get("me", headers={"Cookie": f"jinchui={token}"})
    assert (while_it_runs.exit_code, "stop it first" in while_it_runs.stderr) == (1, True)
    assert (old.status_code, new.status_code) == (401, 200)
    assert signed_in_before.status_code == 401


async def test_a_folder_without_an_organiser_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    async with running_server(tmp_path / "begun"):
        pass

    begun = await run("password", "--data", str(tmp_path / "begun"))
    absent = await run("password", "--data", str(tmp_path / "absent"))

    assert (begun.exit_code, "setup code" in begun.stderr) == (1, True)
    assert (absent.exit_code, "Name the data folder" in absent.stderr) == (1, True)


async def test_whose_password_it_is_has_to_be_someones(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        await server.organiser()

    answer = await run("password", "nobody", "--data", str(tmp_path))

    assert (answer.exit_code, "Say whose password. There are: " in answer.stderr) == (1, True)


async def test_a_demo_in_a_used_folder_says_how_to_look_into_it_and_how_to_get_a_password(
    tmp_path: Path,
) -> None:
    async with running_server(tmp_path):
        pass

    answer = await run("demo", "--data", str(tmp_path))

    assert answer.exit_code == 1
    assert f"serve --data {tmp_path}" in answer.stderr
    assert f"password --data {tmp_path}" in answer.stderr


async def run(*words: str) -> Result:
    return await asyncio.to_thread(lambda: CliRunner().invoke(cli.app(), list(words)))
