"""Before results become official they are reckoned a second time; where the two differ nothing is published."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from fractions import Fraction
from typing import Any

import pytest

from server.core import panel
from server.core.commands import Command
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_setup import AddOfficial
from server.core.commands_sheet import CorrectSheet
from server.core.competition import Competition
from server.core.ids import Code as BlindCode
from server.core.ids import CompetitionId, OfficialId, RoundId
from server.core.ledger import Batch, Ledger, Record
from server.core.refusals import Code, Refusal
from server.services import second_calculation
from server.services.replay import fold
from server.services.second_calculation import OfficialCommand, differences, gathered
from server.services.submit import Submitter
from server.services.wire import parse_fact
from server.storage.memory_ledger import MemoryLedger
from tests.support.small import (
    CUP,
    FINAL,
    JUDGES,
    ORGANISER,
    WELD,
    WELDING,
    codes,
    command_id,
    judge,
    marks,
    sheet,
)
from tests.support.submitting import Clock, Held, given, open_round, received

PUBLISH_ID = command_id(800)


class Watched:
    """The check, which waits for `go` and counts how often it was asked."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.go.set()
        self.begun = asyncio.Event()
        self.asked = 0

    async def __call__(
        self, ledger: Ledger, competition: CompetitionId, state: Competition, command: OfficialCommand
    ) -> Refusal | None:
        self.asked += 1
        self.begun.set()
        await self.go.wait()
        return await second_calculation.check(ledger, competition, state, command)


class Noticed(Held):
    """A disk that says when it was asked."""

    def __init__(self, inner: Ledger) -> None:
        super().__init__(inner)
        self.asked = asyncio.Event()

    async def append(self, batches: Sequence[Batch]) -> list[list[Record]]:
        self.asked.set()
        return await super().append(batches)


@asynccontextmanager
async def closed(
    ledger: Ledger, check: Any = second_calculation.check
) -> AsyncIterator[tuple[Submitter, list[BlindCode]]]:
    """The small competition after a judged and closed round: three judges weld, one sheet a code."""
    submitter = await Submitter.start(ledger, now=Clock(), chance=lambda: "chance", check=check)
    try:
        found = codes(await open_round(submitter))
        for n, (code, name) in enumerate((code, name) for code in found for name in JUDGES):
            wished = sheet(code, value=f"{n % 8}.5")
            received(await submitter.submit(CUP, command_id(100 + n), wished, judge(name)))
        await given(submitter, CloseRound(FINAL, incomplete=True), first=700)
        yield submitter, found
    finally:
        await submitter.close()


async def publish(submitter: Submitter) -> Any:
    return await submitter.submit(CUP, PUBLISH_ID, PublishResults(FINAL), ORGANISER)


def correction(state: Competition, code: BlindCode, value: str = "3.5") -> Command:
    round_ = state.rounds[FINAL]
    there = round_.sheet(WELD, round_.entries[code], JUDGES[0])
    assert there is not None
    return CorrectSheet(FINAL, WELD, code, JUDGES[0], marks(WELD, value), "misread", there.position)


async def test_what_both_agree_on_becomes_official(ledger: Ledger) -> None:
    async with closed(ledger) as (submitter, _):
        received(await publish(submitter))

        state = submitter.state(CUP)
        assert state is not None
        assert state.rounds[FINAL].phase == "published"


async def test_a_broken_engine_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    right = panel.combine
    ledger = MemoryLedger()
    async with closed(ledger) as (submitter, _):
        before = (await ledger.head(CUP)).position
        monkeypatch.setattr(panel, "combine", lambda *given: right(*given) + Fraction(1, 100))
        refused = await publish(submitter)

        assert isinstance(refused, Refusal)
        assert refused.code is Code.SECOND_CALCULATION_DIFFERS
        assert refused.detail["number"] == "101"
        assert refused.detail["total"] != refused.detail["total_second"]
        assert refused.detail["count"] == 4
        assert (await ledger.head(CUP)).position == before

        monkeypatch.undo()
        received(await publish(submitter))  # a refusal records nothing, so the same command may come again


async def test_a_state_that_is_not_what_stands_on_disk_is_found(ledger: Ledger) -> None:
    async with closed(ledger) as (submitter, _):
        state = submitter.state(CUP)
        assert state is not None
        there = state.rounds[FINAL].sheets
        one, other, *_ = there
        there[one], there[other] = there[other], there[one]  # as a mistake in folding would leave it

        refused = await publish(submitter)
        assert isinstance(refused, Refusal)
        assert refused.code is Code.SECOND_CALCULATION_DIFFERS


async def test_what_cannot_be_reckoned_is_not_published() -> None:
    async def fails(*_: Any) -> Refusal | None:
        raise KeyError("a kind without a reference")

    ledger = MemoryLedger()
    async with closed(ledger, fails) as (submitter, _):
        before = (await ledger.head(CUP)).position

        with pytest.raises(KeyError):
            await publish(submitter)
        assert (await ledger.head(CUP)).position == before


async def test_a_correction_that_comes_in_between_is_reckoned_too() -> None:
    check, ledger = Watched(), MemoryLedger()
    async with closed(ledger, check) as (submitter, found):
        check.go.clear()
        publishing = asyncio.create_task(publish(submitter))
        await check.begun.wait()
        state = submitter.state(CUP)
        assert state is not None
        corrected = received(
            await submitter.submit(CUP, command_id(801), correction(state, found[0]), ORGANISER)
        )
        check.go.set()

        assert received(await publishing).position == corrected.position + 1
        assert check.asked == 2


async def test_a_correction_on_its_way_to_the_disk_is_waited_for() -> None:
    check, ledger = Watched(), Noticed(MemoryLedger())
    async with closed(ledger, check) as (submitter, found):
        state = submitter.state(CUP)
        assert state is not None
        ledger.go.clear()
        ledger.asked.clear()
        wished = correction(state, found[0])
        correcting = asyncio.create_task(submitter.submit(CUP, command_id(801), wished, ORGANISER))
        await ledger.asked.wait()
        publishing = asyncio.create_task(publish(submitter))
        await asyncio.sleep(0)
        assert check.asked == 0

        ledger.go.set()
        assert received(await publishing).position == received(await correcting).position + 1
        assert check.asked == 1


async def test_another_nodes_correction_sends_the_publication_back() -> None:
    """What another node recorded while ours was on its way to the disk was not reckoned: nothing is recorded."""
    async with closed(MemoryLedger()) as (submitter, found):
        shared = submitter._ledger
        held = Noticed(shared)
        submitter._ledger = held
        held.go.clear()
        publishing = asyncio.create_task(publish(submitter))
        await held.asked.wait()
        other = await Submitter.start(shared, now=Clock(), chance=lambda: "chance")
        state = other.state(CUP)
        assert state is not None
        received(await other.submit(CUP, command_id(801), correction(state, found[0]), ORGANISER))
        await other.close()
        held.go.set()

        assert await publishing == Refusal(Code.BUSY)
        received(await publish(submitter))  # again, and it is reckoned anew


async def test_judging_goes_on_meanwhile_and_a_repeat_waits_for_the_same_answer() -> None:
    check = Watched()
    async with closed(MemoryLedger(), check) as (submitter, _):
        check.go.clear()
        twins = [asyncio.create_task(publish(submitter)) for _ in "12"]
        await check.begun.wait()
        await given(submitter, AddOfficial(OfficialId("late")), first=900)
        check.go.set()
        first, second = [received(one) for one in await asyncio.gather(*twins)]

        assert (first.fresh, second.fresh) == (True, False)
        assert check.asked == 1


async def test_what_the_rules_refuse_is_not_reckoned_first() -> None:
    check = Watched()
    async with closed(MemoryLedger(), check) as (submitter, _):
        refused = await submitter.submit(CUP, PUBLISH_ID, PublishResults(RoundId("none")), ORGANISER)

        assert refused == Refusal(Code.ROUND_UNKNOWN)
        assert check.asked == 0


async def test_every_difference_has_its_number_and_both_figures() -> None:
    ledger = MemoryLedger()
    async with closed(ledger):
        records = await ledger.read(CUP)
    state, tables = fold(records), gathered(parse_fact(one.entry.body) for one in records)
    table = tables[FINAL]
    code, _, name = key = next(iter(table.marks))
    assert name in JUDGES
    table.marks[key] = marks(WELD, "0")

    found = differences(state, state.rounds[FINAL], table)

    changed = [one for one in found if one.entry == table.entries[code]]
    assert [one.number for one in changed] == [state.events[WELDING].registrations[changed[0].entry].number]
    assert changed[0].engine != changed[0].reference
    assert found == sorted(found, key=lambda one: one.number)
