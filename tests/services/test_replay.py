"""Replay: the ledger alone gives the state, at any moment; whatever is changed in it afterwards is found."""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.core.commands import Actor, Command
from server.core.commands_paper import EnterPaper
from server.core.commands_sheet import ReturnSheet
from server.core.competition import Competition
from server.core.ids import CompetitionId, OfficialId
from server.core.ledger import GENESIS, Batch, Entry, Head, Ledger
from server.core.refusals import Code
from server.services.replay import NotTaken, at, export, fold, snapshot, take_in, verify, verify_lines
from server.services.wire import fact_json, parse_fact, parse_record, record_line
from server.storage.chain import chained
from server.storage.memory_ledger import MemoryLedger
from server.storage.sql_ledger import SqlLedger
from tests.support.small import (
    CUP,
    FINAL,
    JUDGES,
    ORGANISER,
    WELD,
    codes,
    command_id,
    judge,
    marks,
    opened,
    sheet,
)
from tests.support.submitting import open_round, submitting

FACTS = len(opened()) + 3


async def filled(ledger: Ledger) -> Competition:
    """The small competition with three sheets."""
    async with submitting(ledger) as submitter:
        state = await open_round(submitter)
        for n, name in enumerate(JUDGES):
            command = sheet(codes(state)[0], value=f"{n}.5")
            await submitter.submit(CUP, command_id(100 + n), command, judge(name), f"平板 {n}")
        return state


async def lines_of(ledger: Ledger) -> list[bytes]:
    return [line async for line in export(ledger, CUP)]


@pytest.fixture
async def exported() -> list[bytes]:
    ledger = MemoryLedger()
    await filled(ledger)
    return await lines_of(ledger)


async def test_replay_equals_live(ledger: Ledger) -> None:
    live = await filled(ledger)

    assert snapshot(fold(await ledger.read(CUP))) == snapshot(live)
    assert live.position == FACTS


async def test_the_state_of_any_moment_can_be_folded() -> None:
    ledger = MemoryLedger()
    await filled(ledger)
    records = await ledger.read(CUP)

    for cut, record in enumerate(records, 1):
        then = snapshot(fold(records[:cut]))
        assert snapshot(await at(ledger, CUP, position=record.position)) == then
        assert snapshot(await at(ledger, CUP, time_ms=record.entry.recorded_at)) == then
    assert await at(ledger, CUP, time_ms=0) == Competition()
    assert snapshot(await at(ledger, CUP)) == snapshot(fold(records))


async def test_a_sound_ledger_is_sound(ledger: Ledger) -> None:
    await filled(ledger)

    report = await verify(ledger, CUP)

    assert report.sound
    assert (report.facts, report.problems, report.doubts) == (FACTS, (), ())
    assert report.hash == (await ledger.head(CUP)).hash


async def test_an_export_is_checked_without_the_server(ledger: Ledger) -> None:
    await filled(ledger)

    assert verify_lines(await lines_of(ledger)) == await verify(ledger, CUP)


async def test_an_export_is_taken_into_an_empty_ledger(exported: list[bytes], ledger: Ledger) -> None:
    other = CompetitionId("cup-2")

    report = await take_in(ledger, other, exported)

    assert report.sound
    assert [record_line(record) for record in await ledger.read(other)] == exported
    with pytest.raises(NotTaken, match="already"):
        await take_in(ledger, other, exported)


async def test_a_damaged_or_empty_export_is_not_taken(exported: list[bytes], ledger: Ledger) -> None:
    for lines in ([], exported[:3] + exported[4:], [*exported, b"{}\n"]):
        with pytest.raises(NotTaken):
            await take_in(ledger, CUP, lines)

    assert await ledger.competitions() == []


def test_any_flipped_bit_of_an_export_is_found(exported: list[bytes]) -> None:
    whole = verify_lines(exported)
    chance = random.Random(7)
    for _ in range(400):
        number = chance.randrange(len(exported))
        line = bytearray(exported[number])
        line[chance.randrange(len(line) - 1)] ^= 1 << chance.randrange(8)
        changed = [*exported[:number], bytes(line), *exported[number + 1 :]]

        report = verify_lines(changed)

        assert not report.sound or report.hash != whole.hash, bytes(line)


def test_lines_left_out_swapped_or_doubled_are_found(exported: list[bytes]) -> None:
    for n in range(len(exported) - 1):
        left_out = exported[:n] + exported[n + 1 :]
        swapped = [*exported[:n], exported[n + 1], exported[n], *exported[n + 2 :]]
        doubled = [*exported[: n + 1], *exported[n:]]
        for changed in (left_out, swapped, doubled):
            assert not verify_lines(changed).sound


def test_a_shortened_ledger_has_another_hash(exported: list[bytes]) -> None:
    """Nothing in a prefix is damaged: the end has to be compared with what was noted elsewhere."""
    whole, short = verify_lines(exported), verify_lines(exported[:-1])

    assert short.sound
    assert (short.facts, short.hash) != (whole.facts, whole.hash)


COLUMNS = ["command", "digest", "recorded_at", "actor", "device", "body", "previous", "hash"]


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    ledger = await SqlLedger.open(tmp_path / "cup.sqlite", epoch="e")
    await filled(ledger)
    await ledger.close()
    return tmp_path / "cup.sqlite"


def write(file: Path, statement: str, *values: Any) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(statement, values)
    connection.close()


async def found(file: Path) -> tuple[str, ...]:
    ledger = await SqlLedger.open_reading(file)
    try:
        return (await verify(ledger, CUP)).problems
    finally:
        await ledger.close()


@pytest.mark.parametrize("column", COLUMNS)
async def test_any_changed_byte_in_any_column_is_found(file: Path, column: str) -> None:
    chance = random.Random(column)
    connection = sqlite3.connect(file)
    rows = connection.execute(f"SELECT position, {column} FROM fact ORDER BY position").fetchall()
    connection.close()
    for position, value in chance.sample(rows, 6):
        text = list(str(value))
        place = chance.randrange(len(text))
        text[place] = "7" if text[place] != "7" else "8"
        write(file, f"UPDATE fact SET {column} = ? WHERE position = ?", "".join(text), position)

        assert await found(file), (position, "".join(text))

        write(file, f"UPDATE fact SET {column} = ? WHERE position = ?", value, position)
    assert await found(file) == ()


async def test_a_fact_taken_out_or_two_in_another_order_are_found(file: Path) -> None:
    write(file, "UPDATE fact SET position = 1000 WHERE position = 5")
    write(file, "UPDATE fact SET position = 5 WHERE position = 6")
    write(file, "UPDATE fact SET position = 6 WHERE position = 1000")
    assert await found(file)

    write(file, "DELETE FROM fact WHERE position = 8")
    assert any("position 9 follows 7" in problem for problem in await found(file))


async def test_a_body_that_is_no_json_any_more_is_a_finding(file: Path) -> None:
    write(file, "UPDATE fact SET body = '{' WHERE position = 5")

    assert any("fact 5 cannot be read" in problem for problem in await found(file))


def forged(lines: list[bytes], number: int, change: dict[str, Any]) -> list[Entry]:
    """What somebody with the program's own means would write: a sound chain over a changed fact."""
    entries = [parse_record(line).entry for line in lines]
    one = entries[number]
    entries[number] = Entry(
        one.command, one.digest, one.recorded_at, one.actor, one.device, {**one.body, **change}
    )
    return entries


@pytest.mark.parametrize(
    ("kind", "change", "doubt"),
    [
        ("draw_made", {"seed": "another"}, "something else"),
        ("event_added", {"scheme_hash": "0" * 64}, "something else"),
        ("sheet_submitted", {"judge": "j3"}, "something else"),
        ("sheet_submitted", {"code": "77"}, Code.CODE_UNKNOWN),
        ("panel_set", {"judges": []}, Code.PANEL_EMPTY),
    ],
)
async def test_a_forged_fact_in_a_sound_chain_raises_a_doubt(
    exported: list[bytes], kind: str, change: dict[str, Any], doubt: str
) -> None:
    numbers = [n for n, line in enumerate(exported) if json.loads(line)["body"]["kind"] == kind]
    ledger = MemoryLedger()
    await ledger.append([Batch(CUP, 0, forged(exported, numbers[0], change))])

    report = await verify(ledger, CUP)

    assert any(doubt in one for one in (*report.doubts, *report.problems)), report


async def test_paper_of_before_returns_stood_on_it_is_a_doubt_that_says_why() -> None:
    ledger, old = MemoryLedger(), MemoryLedger()
    clerk = Actor("recorder", OfficialId("clerk"), "desk")
    async with submitting(ledger) as submitter:
        state = await open_round(submitter)
        code, at = codes(state)[0], state.position + 1
        back = ReturnSheet(FINAL, WELD, code, JUDGES[0], "a line was misread", at)
        typed = EnterPaper(FINAL, WELD, code, JUDGES[0], marks(), answers=at + 1)
        asked: list[tuple[Command, Actor]] = [
            (sheet(code), judge(JUDGES[0])),
            (back, ORGANISER),
            (typed, clerk),
        ]
        for n, (command, actor) in enumerate(asked, 100):
            await submitter.submit(CUP, command_id(n), command, actor, "desk")
    entries = [record.entry for record in await ledger.read(CUP)]
    body = {name: value for name, value in entries[-1].body.items() if name != "answers"}
    await old.append([Batch(CUP, 0, [*entries[:-1], replace(entries[-1], body=body)])])

    (now, then) = (await verify(ledger, CUP), await verify(old, CUP))

    assert (now.problems, now.doubts, then.problems) == ((), (), ())
    (doubt,) = then.doubts
    assert doubt.startswith(
        f"fact {at + 2}: today's rules refuse it: paper_of_other_return (the sheet had been"
    )
    assert f"returned by fact {at + 1}" in doubt


async def test_a_fact_of_another_form_is_a_finding(exported: list[bytes]) -> None:
    for change in ({"kind": "sheet_returned"}, {"mood": "good"}):
        ledger = MemoryLedger()
        await ledger.append([Batch(CUP, 0, forged(exported, 3, change))])

        assert not (await verify(ledger, CUP)).sound


def test_a_command_whose_facts_are_apart_is_a_finding(exported: list[bytes]) -> None:
    records = [parse_record(line) for line in exported]
    one = records[3].entry
    entries = [record.entry for record in records]
    entries[7] = Entry(one.command, one.digest, one.recorded_at, one.actor, one.device, entries[7].body)
    lines = [record_line(record) for record in chained(Head(0, GENESIS), entries)]

    assert any("same command" in problem for problem in verify_lines(lines).problems)


def test_every_fact_of_the_day_reads_back_in_its_own_form(exported: list[bytes]) -> None:
    for line in exported:
        body = parse_record(line).entry.body
        assert fact_json(parse_fact(body)) == body
