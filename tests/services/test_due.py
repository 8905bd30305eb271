"""What the server does when its time has come, whatever the clock does and however often it restarts: freezes, embargoes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from server.core.commands_round import CloseRound, OpenRound, PublishResults
from server.core.commands_withheld import LayEmbargo, PlanFreeze, UnfreezeBoard
from server.core.facts_withheld import EmbargoLiftAsked, EmbargoLifted
from server.services import due
from server.services.submit import Submitter
from server.services.verify import Verifier
from server.services.wire import fact_json
from server.storage.memory_ledger import MemoryLedger
from tests.support.small import CUP, FINAL, preparations
from tests.support.submitting import given, open_round, submitting

AT = 1_800_000_000_000
BEFORE, AFTER = AT - 1, AT + 3_600_000


async def do_what_is_due(submitter: Submitter, now: Callable[[], int], *, revealed: bool = False) -> None:
    await due.do_what_is_due(submitter, now, now, lambda _, __: revealed)


async def set_forward(submitter: Submitter) -> None:
    """Somebody sets the laptop's clock past the time."""
    await due.do_what_is_due(submitter, lambda: AFTER, lambda: BEFORE, lambda _, __: False)


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


async def test_a_clock_that_is_set_forward_may_freeze_a_board_and_ends_no_embargo() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, PlanFreeze(FINAL, AT), first=500)
        await set_forward(submitter)
        assert await frozen_facts(ledger) == ["board_frozen"]

    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, LayEmbargo(FINAL, AT), first=500)
        await given(submitter, CloseRound(FINAL, incomplete=True), PublishResults(FINAL), first=501)
        await set_forward(submitter)
        assert len(await embargo_facts(ledger)) == 1
        await do_what_is_due(submitter, lambda: AT)
    assert len(await embargo_facts(ledger)) == 2


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


async def embargo_facts(ledger: MemoryLedger) -> list[Mapping[str, Any]]:
    return [r.entry.body for r in await ledger.read(CUP) if str(r.entry.body["kind"]).startswith("embargo")]


async def test_an_embargo_ends_at_its_time_and_not_before_the_results_are_official() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, LayEmbargo(FINAL, AT), first=500)
        await do_what_is_due(submitter, lambda: AFTER)
        await given(submitter, CloseRound(FINAL, incomplete=True), PublishResults(FINAL), first=501)
        await do_what_is_due(submitter, lambda: BEFORE)
        assert len(await embargo_facts(ledger)) == 1
    async with submitting(ledger) as again:
        await do_what_is_due(again, lambda: AT)
        await do_what_is_due(again, lambda: AFTER)

    assert (await embargo_facts(ledger))[1:] == [fact_json(EmbargoLifted(FINAL, due=AT))]
    assert (await ledger.read(CUP))[-1].entry.actor == "server:server"


async def test_a_ceremony_that_was_held_before_the_publication_is_remembered_over_a_restart() -> None:
    ledger = MemoryLedger("epoch")
    async with submitting(ledger) as submitter:
        await open_round(submitter)
        await given(submitter, LayEmbargo(FINAL, ceremony=True), first=500)
        await do_what_is_due(submitter, lambda: AFTER)
        assert len(await embargo_facts(ledger)) == 1
        await given(submitter, CloseRound(FINAL, incomplete=True), first=501)
        for _ in range(2):
            await do_what_is_due(submitter, lambda: AFTER, revealed=True)
    async with submitting(ledger) as again:
        await given(again, PublishResults(FINAL), first=502)
        await do_what_is_due(again, lambda: AFTER)

    assert (await embargo_facts(ledger))[1:] == [
        fact_json(EmbargoLiftAsked(FINAL)),
        fact_json(EmbargoLifted(FINAL, ceremony=True)),
    ]
    verifier = Verifier()
    for record in await ledger.read(CUP):
        verifier.take(record)
    assert (verifier.report().problems, verifier.report().doubts) == ((), ())
