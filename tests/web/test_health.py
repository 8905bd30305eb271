"""Alive, ready, figures; and what happens when the storage fails."""

from __future__ import annotations

from pathlib import Path

from server.core.ledger import LedgerFailed
from tests.support.server import Client, Server, good, marks, refused, running_server


async def test_a_new_server_is_alive_and_ready(server: Server, organiser: Client) -> None:
    assert (await organiser.get("/healthz")).text == "ok\n"
    assert good(await organiser.get("/readyz")) == {"ready": True, "parts": {"ledger": "", "standings": ""}}


async def test_figures_count_commands_by_outcome_and_name_the_end_of_each_ledger(
    server: Server, organiser: Client
) -> None:
    cup = await server.cup(organiser, id_="figures", entries=2)
    judge = cup.judges[0]
    module = (await judge.work())["rounds"][0]["modules"][0]
    receipt = good(await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module)))
    await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module))
    await organiser.ask(f"competitions/{cup.id}")

    answer = await organiser.get("/metrics")

    lines = answer.text.splitlines()
    assert 'jinchui_commands_total{kind="submit_sheet",outcome="recorded"} 1.0' in lines
    assert 'jinchui_commands_total{kind="submit_sheet",outcome="sheet_submitted_already"} 1.0' in lines
    assert f'jinchui_ledger_position{{competition="figures"}} {float(receipt["position"])}' in lines
    assert 'jinchui_part_ready{part="ledger"} 1.0' in lines
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


async def test_figures_say_how_long_commits_take_how_many_facts_share_one_and_who_waits(
    tmp_path: Path,
) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, entries=2)
        end = (await organiser.ask(f"competitions/{cup.id}"))["position"]

        told = (await organiser.get("/metrics")).text
        figures = dict(line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#"))

    commits = float(figures["jinchui_commit_seconds_count"])
    assert 1 <= commits <= end
    assert figures['jinchui_commit_seconds_bucket{le="+Inf"}'] == figures["jinchui_commit_seconds_count"]
    assert float(figures["jinchui_commit_seconds_sum"]) > 0
    assert float(figures["jinchui_commit_facts_count"]) == commits
    assert float(figures["jinchui_commit_facts_sum"]) == end
    assert float(figures["jinchui_commands_waiting"]) == 0


async def test_a_failed_storage_turns_the_server_read_only_and_everyone_is_told(
    tmp_path: Path,
) -> None:
    async with running_server(tmp_path) as server:
        organiser = await server.organiser()
        cup = await server.cup(organiser, entries=2)
        judge = cup.judges[0]
        module = (await judge.work())["rounds"][0]["modules"][0]

        async def fail(*_: object) -> None:
            raise LedgerFailed("disk full")

        server.parts.ledger.append = fail  # type: ignore[assignment, method-assign]
        lost = await judge.submit(cup.id, cup.round, module["module"]["id"], cup.codes[0], marks(module))

        assert refused(lost) == (503, "read_only")
        assert lost.json()["retry"] is True
        assert (await organiser.ask("about"))["read_only"] is True
        ready = await organiser.get("/readyz")
        assert (ready.status_code, ready.json()["parts"]["ledger"]) == (503, "disk full")
        assert (await judge.work())["rounds"][0]["modules"][0]["sheets"][0]["submitted"] is None


async def test_a_mistake_of_ours_is_a_number_in_the_log_and_nothing_more(
    server: Server, organiser: Client
) -> None:
    def broken() -> list[object]:
        raise RuntimeError("/secret/path and a password")

    kept = server.parts.displays.all
    server.parts.displays.all = broken  # type: ignore[method-assign, assignment]
    try:
        answer = await organiser.get("displays")
    finally:
        server.parts.displays.all = kept  # type: ignore[method-assign]

    assert refused(answer) == (500, "internal")
    assert set(answer.json()["params"]) == {"log"}
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
