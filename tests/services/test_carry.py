"""A restart while station clocks run: they go on right where the steady clock lives on, and are carried where it does not."""

from __future__ import annotations

from dataclasses import replace

from server.core.clock import Moment, StationClock
from server.core.commands_field import QualifyEntries
from server.core.commands_floor import SetClocks
from server.core.commands_round import AddRound, CloseRound, MakeDraw, PublishResults
from server.core.facts_field import EntriesQualified
from server.core.facts_floor import ClocksCarried
from server.core.ids import RoundId
from server.core.ledger import Ledger
from server.core.qualification import BestOfHeats
from server.services.carry import carry_clocks
from server.services.submit import Submitter
from server.services.verify import Verifier
from server.services.wire import fact_json, parse_fact
from server.storage.memory_ledger import MemoryLedger
from tests.support.small import (
    CUP,
    ENTRIES,
    FINAL,
    JUDGES,
    TITLE,
    WELD,
    WELDING,
    codes,
    command_id,
    judge,
    opened,
    sheet,
)
from tests.support.submitting import given, open_round, received


async def started(ledger: Ledger, moment: Moment) -> Submitter:
    """A server whose steady clock stands still at this moment."""
    return await Submitter.start(
        ledger, now=lambda: moment.wall, chance=lambda: "chance", moment=lambda: moment
    )


async def running(ledger: Ledger) -> int:
    """A clock that was started at 5,000 ticks of run a; the wall says the same. Returns the ledger's length."""
    submitter = await started(ledger, Moment("a", 5_000, 1_800_000_005_000))
    state = await open_round(submitter)
    await given(submitter, SetClocks(FINAL, WELD, "start", (state.rounds[FINAL].order[0].code,)), first=500)
    await submitter.close()
    return state.position


async def clock_after(ledger: Ledger, moment: Moment) -> tuple[StationClock, int]:
    submitter = await started(ledger, moment)
    await carry_clocks(submitter, lambda: moment)
    state = submitter.state(CUP)
    assert state is not None
    (clock,) = state.rounds[FINAL].floor.clocks.values()
    await submitter.close()
    return clock, state.position


async def test_a_process_that_is_killed_costs_no_second_and_needs_no_fact() -> None:
    ledger = MemoryLedger("epoch")
    before = await running(ledger)

    clock, position = await clock_after(ledger, Moment("a", 65_000, 0))

    assert (clock.ran(Moment("a", 65_000, 0)), position) == (60_000, before)


async def test_a_machine_that_is_restarted_records_how_its_clocks_were_carried() -> None:
    ledger = MemoryLedger("epoch")
    before = await running(ledger)
    after = Moment("b", 7, 1_800_000_065_000)

    clock, position = await clock_after(ledger, after)

    assert clock == StationClock("running", 60_000, after)
    (record,) = await ledger.read(CUP, before)
    fact = parse_fact(record.entry.body)
    assert isinstance(fact, ClocksCarried)
    assert (fact.by, record.entry.actor, position) == ("wall", "server:server", before + 1)
    again, same = await clock_after(ledger, after)
    assert (again, same) == (clock, position)


async def test_a_ledger_with_clocks_verifies_without_a_doubt() -> None:
    ledger = MemoryLedger("epoch")
    await running(ledger)
    await clock_after(ledger, Moment("b", 7, 1_800_000_065_000))
    verifier = Verifier()
    for record in await ledger.read(CUP):
        verifier.take(record)

    report = verifier.report()

    assert (report.problems, report.doubts) == ((), ())


async def test_who_came_through_by_heats_verifies_and_a_forged_name_does_not() -> None:
    ledger = MemoryLedger("epoch")
    submitter = await started(ledger, Moment("a", 0, 1_800_000_000_000))
    dealt = [replace(one, stations=2) if isinstance(one, MakeDraw) else one for one in opened()]
    await given(submitter, *dealt)
    state = submitter.state(CUP)
    assert state is not None
    for number, code in enumerate(codes(state)):
        answer = await submitter.submit(
            CUP, command_id(300 + number), sheet(code, value=f"{number}"), judge(JUDGES[0])
        )
        received(answer)
    await given(
        submitter,
        CloseRound(FINAL, incomplete=True),
        PublishResults(FINAL),
        AddRound(RoundId("next"), WELDING, TITLE),
        QualifyEntries(RoundId("next"), FINAL, BestOfHeats(1)),
        first=400,
    )
    await submitter.close()
    records = await ledger.read(CUP)
    verifier, forged = Verifier(), Verifier()
    for record in records:
        verifier.take(record)
        fact = parse_fact(record.entry.body)
        if isinstance(fact, EntriesQualified):
            other = fact_json(replace(fact, entries=tuple(reversed(ENTRIES))))
            record = replace(record, entry=replace(record.entry, body=other))
        forged.take(record)

    assert (verifier.report().problems, verifier.report().doubts) == ((), ())
    assert any("something else" in doubt for doubt in forged.report().doubts) or forged.report().problems
