"""What the server does when its time has come: a planned freeze, whatever the clock does and however often it restarts."""

from __future__ import annotations

from functools import partial

from server.core.commands import OpenRound, UnfreezeBoard
from server.core.commands_withheld import PlanFreeze
from server.services.due import do_what_is_due
from server.services.verify import Verifier
from server.storage.memory_ledger import MemoryLedger
from tests.support.small import CUP, FINAL, preparations
from tests.support.submitting import given, open_round, submitting

AT = 1_800_000_000_000
BEFORE, AFTER = AT - 1, AT + 3_600_000


async def frozen_facts(ledger: MemoryLedger) -> list[str]:
    kinds = [record.entry.body["kind"] for record in await ledger.read(CUP)]
    return [kind for kind in kinds if kind in ("board_frozen", "board_unfrozen")]


async def test_a_board_freezes_when_its_time_has_come_and_not_before() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, PlanFreeze(FINAL, AT), first=500)
        await do_what_is_due(submitter, lambda: BEFORE)
        assert await frozen_facts(ledger) == []
        await do_what_is_due(submitter, lambda: AT)

    record = (await ledger.read(CUP))[-1]
    assert record.entry.actor == "server:server"
    assert record.entry.body == {"kind": "board_frozen", "round": FINAL, "due": AT}


async def test_a_clock_that_jumps_to_and_fro_freezes_once_and_unfreezes_nothing() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, PlanFreeze(FINAL, AT), first=500)
        for now in (AFTER, BEFORE, AFTER, AT):
            await do_what_is_due(submitter, partial(int, now))
        assert await frozen_facts(ledger) == ["board_frozen"]

        await given(submitter, UnfreezeBoard(FINAL), first=501)
        await do_what_is_due(submitter, lambda: AFTER)
    assert await frozen_facts(ledger) == ["board_frozen", "board_unfrozen"]


async def test_a_plan_outlives_a_restart() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, PlanFreeze(FINAL, AT), first=500)
    async with submitting(ledger) as again:
        await do_what_is_due(again, lambda: AFTER)

    assert await frozen_facts(ledger) == ["board_frozen"]


async def test_a_round_that_is_not_open_yet_freezes_when_it_opens() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await given(submitter, *preparations(), PlanFreeze(FINAL, AT))
        await do_what_is_due(submitter, lambda: AFTER)
        assert await frozen_facts(ledger) == []
        await given(submitter, OpenRound(FINAL), first=500)
        await do_what_is_due(submitter, lambda: AFTER)

    assert await frozen_facts(ledger) == ["board_frozen"]


async def test_the_ledger_with_a_freeze_of_the_server_verifies() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, PlanFreeze(FINAL, AT, 2), first=500)
        await do_what_is_due(submitter, lambda: AT)
    verifier = Verifier()
    for record in await ledger.read(CUP):
        verifier.take(record)

    assert (verifier.report().problems, verifier.report().doubts) == ((), ())
