"""Whatever is sent, however often and in whatever order: once in the ledger, and the ledger alone is the state."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.core.commands import Actor, Command
from server.core.competition import evolve
from server.core.decide import decide
from server.core.ids import CommandId
from server.core.ledger import Ledger
from server.core.refusals import Code, Refusal
from server.services.book import Receipt
from server.services.replay import fold, snapshot, verify
from server.services.submit import Submitter
from server.storage.memory_ledger import MemoryLedger
from server.storage.sql_ledger import SqlLedger
from tests.support.random_commands import requests
from tests.support.small import CUP, FINAL, command_id, judge, opened, played, sheet
from tests.support.submitting import open_round, submitting

Sent = tuple[int, tuple[Actor, Command]]
sendings = st.lists(st.tuples(st.integers(100, 130), requests), max_size=60)


async def send(
    submitter: Submitter, sent: Sequence[Sent], ahead: int
) -> list[tuple[CommandId, Receipt | Refusal]]:
    """Every request, up to `ahead` of them at once."""
    answers: list[tuple[CommandId, Receipt | Refusal]] = []
    for start in range(0, len(sent), ahead):
        group = sent[start : start + ahead]
        given_ = await asyncio.gather(
            *(submitter.submit(CUP, command_id(n), command, actor) for n, (actor, command) in group)
        )
        answers += [(command_id(n), answer) for (n, _), answer in zip(group, given_, strict=True)]
    return answers


async def check(ledger: Ledger, sent: Sequence[Sent], ahead: int) -> None:
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        answers = await send(submitter, sent, ahead)
        state = submitter.state(CUP)
    records = await ledger.read(CUP, limit=10_000)

    receipts: dict[CommandId, set[tuple[int, int, str]]] = {}
    for id_, answer in answers:
        if isinstance(answer, Receipt):
            receipts.setdefault(id_, set()).add((answer.first, answer.position, answer.hash))
    assert all(len(places) == 1 for places in receipts.values()), "two answers to one command"
    assert set(Counter(record.entry.command for record in records).values()) == {1}
    recorded = {record.entry.command: record for record in records[len(opened()) :]}
    assert recorded.keys() == receipts.keys(), "acknowledged is recorded, and nothing else is"
    assert state is not None
    assert snapshot(state) == snapshot(fold(records)), "replay equals live"
    report = await verify(ledger, CUP)
    assert (report.problems, report.doubts) == ((), ())


@given(sendings, st.integers(1, 30))
async def test_repeated_and_interleaved_commands_in_memory(sent: Sequence[Sent], ahead: int) -> None:
    await check(MemoryLedger(), sent, ahead)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(sendings, st.integers(1, 30))
async def test_repeated_and_interleaved_commands_on_sqlite(sent: Sequence[Sent], ahead: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = await SqlLedger.open(Path(folder) / "cup.sqlite", epoch="e")
        try:
            await check(ledger, sent, ahead)
        finally:
            await ledger.close()


@given(sendings, st.integers(1, 5), st.data())
async def test_a_restart_in_the_middle_changes_nothing(
    sent: Sequence[Sent], ahead: int, data: st.DataObject
) -> None:
    ledger = MemoryLedger()
    cut = data.draw(st.integers(0, len(sent)))
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        before = await send(submitter, sent[:cut], ahead)
    await check_again(ledger, sent, before, ahead)


async def check_again(
    ledger: Ledger, sent: Sequence[Sent], before: list[tuple[CommandId, Receipt | Refusal]], ahead: int
) -> None:
    """After a restart everything is sent once more: what had been recorded is answered as it was."""
    known = {id_: answer for id_, answer in before if isinstance(answer, Receipt)}
    async with submitting(ledger) as submitter:
        for (id_, answer), (_, request) in zip(await send(submitter, sent, ahead), sent, strict=True):
            if id_ not in known:
                continue
            if isinstance(answer, Refusal):
                assert answer == Refusal(Code.COMMAND_ID_REUSED), request
            else:
                assert (answer.position, answer.hash) == (known[id_].position, known[id_].hash)
                assert not answer.fresh


@given(st.randoms(use_true_random=False), st.integers(1, 8))
async def test_sheets_of_many_tablets_arrive_once_each_in_any_order(random, copies: int) -> None:
    round_ = played(*opened()).rounds[FINAL]
    sheets: list[tuple[Actor, Command]] = [
        (judge(who), sheet(round_.codes[entry], of)) for of, entry, who in round_.missing()
    ]
    sent: list[Sent] = [(200 + n, one) for n, one in enumerate(sheets)] * copies
    random.shuffle(sent)
    ledger = MemoryLedger()

    async with submitting(ledger) as submitter:
        await open_round(submitter)
        answers = await send(submitter, sent, random.randint(1, len(sent)))
        state = submitter.state(CUP)

    assert all(isinstance(answer, Receipt) for _, answer in answers)
    assert sum(isinstance(answer, Receipt) and answer.fresh for _, answer in answers) == len(sheets)
    assert state is not None
    assert list(state.rounds[FINAL].missing()) == []


@given(st.sampled_from([0, len(opened())]), st.lists(requests, max_size=80))
def test_no_sequence_of_commands_raises(prepared: int, sent: list[tuple[Actor, Command]]) -> None:
    state = played(*opened()[:prepared])
    for actor, command in sent:
        before = snapshot(state)
        decision = decide(state, command, actor, "chance")
        assert snapshot(state) == before, "deciding touches nothing"
        if not isinstance(decision, Refusal):
            assert decision, "a command that is let in says what happened"
            for fact in decision:
                evolve(state, fact, state.position + 1, 0)
