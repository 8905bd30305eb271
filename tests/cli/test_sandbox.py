"""Another scheme, a second calculation, a simulation: what the commands say about a ledger, and with which exit code."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from server import cli
from server.services.replay import export
from server.services.scheme_files import to_data
from server.storage.sql_ledger import SqlLedger
from tests.support.small import CUP, JUDGES, codes, command_id, judge, scheme, sheet
from tests.support.submitting import open_round, submitting

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def run(*words: object) -> Result:
        return CliRunner().invoke(cli.app(), [str(word) for word in words])

    return run


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small competition: entry by entry better marks in welding."""
    folder = tmp_path_factory.mktemp("data")
    asyncio.run(_fill(folder))
    return folder


async def _fill(folder: Path) -> None:
    ledger = await SqlLedger.open(folder / "ledger.sqlite", epoch="e")
    async with submitting(ledger) as submitter:
        state = await open_round(submitter)
        for n, code in enumerate(codes(state)):
            for k, name in enumerate(JUDGES):
                await submitter.submit(
                    CUP, command_id(100 + 3 * n + k), sheet(code, value=f"{n + 5}.5"), judge(name)
                )
    lines = [line async for line in export(ledger, CUP)]
    (folder / "cup.ndjson").write_bytes(b"".join(lines))
    await ledger.close()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Version 2 of the small scheme: the first line of welding is marked in whole points only, and one line is new."""
    plain: dict[str, Any] = to_data(scheme())
    plain["version"] = 2
    weld = plain["modules"][1]
    weld["max"], plain["max"] = "25", "45"
    aspects = weld["sub_criteria"][0]["aspects"]
    aspects[0]["rule"]["step"] = "1"
    aspects.append(aspects[1] | {"id": "weld-3", "max": "5"})
    file = tmp_path / "v2.yaml"
    file.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return file


def test_both_calculations_agree_on_a_ledger(run: Run, data: Path) -> None:
    told = run("check-results", "--data", data)
    of_file = run("check-results", data / "cup.ndjson", "--json")

    assert (told.exit_code, of_file.exit_code) == (0, 0), told.output
    assert "一致 agree" in told.output
    assert json.loads(of_file.stdout)["entries"] == 4


def test_a_difference_ends_with_one(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from server.core import tally

    monkeypatch.setattr(tally.Tally, "weighted", lambda self: self.points * 2)
    told = run("check-results", "--data", data, "--json")

    found = json.loads(told.stdout)
    assert told.exit_code == 1
    assert len(found["differences"]) == 4
    assert found["differences"][0]["engine"] != found["differences"][0]["reference"]


def test_another_scheme_says_who_moves_and_what_it_cannot_take(run: Run, data: Path, changed: Path) -> None:
    told = run("replay", "--scheme", changed, "--data", data, "--json")

    assert told.exit_code == 0, told.output
    [found] = json.loads(told.stdout)
    assert found["scheme"] == {"id": "welding", "version": 2}
    assert found["changed"] == 4
    assert {(one["aspect"], one["why"], one["sheets"]) for one in found["unplaced"]} == {
        ("weld-1", "mark_off_step", 12),
        ("weld-3", "aspect_new", 12),
    }
    words = run("replay", "--scheme", changed, "--round", "final", "--data", data)
    assert "无人打分" in words.output
    assert "marked by nobody" in words.output


def test_the_same_scheme_moves_nobody(run: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "same.yaml"
    file.write_text(json.dumps(to_data(scheme())), encoding="utf-8")

    told = run("replay", "--scheme", file, "--data", data, "--json")

    [found] = json.loads(told.stdout)
    assert (found["moved"], found["changed"], found["unplaced"]) == (0, 0, [])


def test_a_round_or_a_file_that_is_not_there_is_said(run: Run, data: Path, changed: Path) -> None:
    assert run("replay", "--scheme", changed, "--round", "none", "--data", data).exit_code == 1
    assert run("replay", "--scheme", "nowhere.yaml", "--data", data).exit_code == 1


def test_a_simulation_speaks_both_languages_and_repeats_itself(run: Run, changed: Path) -> None:
    words = ("scheme", "simulate", changed, "--entries", 5, "--runs", 3, "--seed", 2)

    told, data = run(*words), run(*words, "--json")

    assert told.exit_code == 0, told.output
    assert "总成绩" in told.stdout
    assert "Totals: lowest" in told.stdout
    assert json.loads(data.stdout) == json.loads(run(*words, "--json").stdout)
    assert json.loads(data.stdout)["runs"] == 3


def test_a_diff_says_what_changed_and_whose_result_it_moves(
    run: Run, data: Path, changed: Path, tmp_path: Path
) -> None:
    old = tmp_path / "v1.yaml"
    old.write_text(json.dumps(to_data(scheme())), encoding="utf-8")

    told = run("scheme", "diff", old, changed)
    with_data = run("scheme", "diff", old, changed, "--data", data, "--json")
    same = run("scheme", "diff", old, old)

    assert told.exit_code == 0, told.output
    assert "新增评分点（5 分）" in told.stdout
    assert "may move results" in told.stdout
    found = json.loads(with_data.stdout)
    assert {"added", "changed"} == {one["kind"] for one in found["changes"]}
    assert [one["round"]["en"] for one in found["rounds"]] == ["Final"]
    assert "The two versions are the same." in same.stdout
