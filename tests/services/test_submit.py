"""The one writer: answers what is on disk, once for each command, in groups, and stops when the disk does."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from server.core.commands_round import CloseRound, MakeDraw
from server.core.commands_setup import AddOfficial, CreateCompetition
from server.core.ids import CommandId, CompetitionId, OfficialId
from server.core.ledger import Ledger
from server.core.refusals import Code, Refusal
from server.services import submit
from server.services.book import Receipt
from server.storage.memory_ledger import MemoryLedger
from tests.support.ledgers import eventually
from tests.support.small import CUP, FINAL, JUDGES, ORGANISER, TITLE, codes, command_id, judge, opened, sheet
from tests.support.submitting import Failing, Held, given, open_round, received, submitting

CREATE = CreateCompetition(TITLE)
ANNA, BO, CI = (judge(name) for name in JUDGES)
SHEET_ID = command_id(900)


async def test_a_receipt_names_the_place_on_disk(ledger: Ledger) -> None:
    async with submitting(ledger) as submitter:
        [receipt] = await given(submitter, CREATE)

        [record] = await ledger.read(CUP)
        assert (receipt.position, receipt.first, receipt.hash) == (1, 1, record.hash)
        assert (receipt.epoch, receipt.recorded_at) == ("epoch-1", record.entry.recorded_at)
        assert receipt.fresh


async def test_a_record_says_who_asked_from_where(ledger: Ledger) -> None:
    async with submitting(ledger) as submitter:
        state = await open_round(submitter)
        await submitter.submit(CUP, SHEET_ID, sheet(codes(state)[0]), ANNA, "平板 7")

        [*_, record] = await ledger.read(CUP)
        assert (record.entry.actor, record.entry.device, record.entry.command) == (
            "judge:j1",
            "平板 7",
            SHEET_ID,
        )


async def test_a_command_sent_again_gets_the_same_receipt(ledger: Ledger) -> None:
    async with submitting(ledger) as submitter:
        [first] = await given(submitter, CREATE)
        [again] = await given(submitter, CREATE)

        assert (first.fresh, again.fresh) == (True, False)
        assert again.position == first.position
        assert (await ledger.head(CUP)).position == 1


async def test_a_command_is_known_after_a_restart(ledger: Ledger) -> None:
    async with submitting(ledger) as submitter:
        [first] = await given(submitter, CREATE)
    async with submitting(ledger) as submitter:
        [again] = await given(submitter, CREATE)

        assert again == replace(first, fresh=False)


async def test_another_body_or_another_person_under_the_same_id_is_refused() -> None:
    async with submitting(MemoryLedger()) as submitter:
        state = await open_round(submitter)
        one, two, *_ = codes(state)
        await submitter.submit(CUP, SHEET_ID, sheet(one), ANNA)

        for command, actor in ((sheet(two), ANNA), (sheet(one), BO), (MakeDraw(FINAL), ORGANISER)):
            answer = await submitter.submit(CUP, SHEET_ID, command, actor)
            assert answer == Refusal(Code.COMMAND_ID_REUSED)


async def test_a_tablet_under_a_new_name_sends_the_same_command() -> None:
    async with submitting(MemoryLedger()) as submitter:
        state = await open_round(submitter)
        first = received(await submitter.submit(CUP, SHEET_ID, sheet(codes(state)[0]), ANNA, "old"))
        again = received(await submitter.submit(CUP, SHEET_ID, sheet(codes(state)[0]), ANNA, "new"))

        assert again.position == first.position


async def test_a_refused_command_leaves_nothing_and_may_come_again() -> None:
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        too_early = await submitter.submit(CUP, SHEET_ID, AddOfficial(JUDGES[0]), ORGANISER)
        await given(submitter, CREATE)
        in_time = await submitter.submit(CUP, SHEET_ID, AddOfficial(JUDGES[0]), ORGANISER)

        assert too_early == Refusal(Code.COMPETITION_UNKNOWN)
        assert received(in_time).position == 2


@pytest.mark.parametrize(
    ("competition", "id_", "code"),
    [("Cup!", command_id(1), Code.ID_INVALID), (CUP, CommandId("1"), Code.COMMAND_ID_INVALID)],
)
async def test_ids_have_one_spelling(competition: CompetitionId, id_: CommandId, code: Code) -> None:
    async with submitting(MemoryLedger()) as submitter:
        answer = await submitter.submit(competition, id_, CREATE, ORGANISER)

        assert isinstance(answer, Refusal)
        assert answer.code is code


async def test_commands_that_wait_share_the_next_flush() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        state = await open_round(submitter)
        ledger.groups.clear()
        ledger.go.clear()
        sheets = [(sheet(code), actor) for code in codes(state) for actor in (ANNA, BO, CI)]
        first = asyncio.create_task(submitter.submit(CUP, command_id(100), *sheets[0]))
        await eventually(lambda: ledger.groups == [1])

        rest = [
            asyncio.create_task(submitter.submit(CUP, command_id(100 + n), *one))
            for n, one in enumerate(sheets[1:], 1)
        ]
        await asyncio.sleep(0)
        ledger.go.set()
        answers = [received(answer) for answer in await asyncio.gather(first, *rest)]

        assert ledger.groups == [1, len(rest)]
        assert [answer.position for answer in answers] == list(
            range(answers[0].position, answers[0].position + len(answers))
        )


async def test_a_group_has_a_limit() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger, flush_max=4) as submitter:
        await given(submitter, CREATE)
        ledger.groups.clear()
        await asyncio.gather(
            *(
                submitter.submit(CUP, command_id(n), AddOfficial(OfficialId(f"j{n}")), ORGANISER)
                for n in range(10, 20)
            )
        )

        assert ledger.groups == [4, 4, 2]


async def test_readers_see_nothing_that_is_not_on_disk() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        ledger.go.clear()
        on_its_way = asyncio.create_task(
            submitter.submit(CUP, command_id(9), AddOfficial(JUDGES[0]), ORGANISER)
        )
        await eventually(lambda: len(ledger.groups) == 2)

        state = submitter.state(CUP)
        assert state is not None
        assert state.officials == {}
        ledger.go.set()
        await on_its_way
        assert list(state.officials) == [JUDGES[0]]


async def test_a_refusal_waits_for_the_fact_it_rests_on() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        ledger.go.clear()
        add = AddOfficial(JUDGES[0])
        first = asyncio.create_task(submitter.submit(CUP, command_id(8), add, ORGANISER))
        second = asyncio.create_task(submitter.submit(CUP, command_id(9), add, ORGANISER))
        await eventually(lambda: len(ledger.groups) == 2)

        assert not second.done()
        ledger.go.set()
        assert received(await first).position == 2
        assert await second == Refusal(Code.OFFICIAL_EXISTS)


async def test_the_same_command_twice_at_once_is_recorded_once() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        ledger.go.clear()
        twins = [asyncio.create_task(submitter.submit(CUP, command_id(1), CREATE, ORGANISER)) for _ in "12"]
        other = asyncio.create_task(submitter.submit(CUP, command_id(1), AddOfficial(JUDGES[0]), ORGANISER))
        await eventually(other.done)
        ledger.go.set()
        first, second = [received(await twin) for twin in twins]

        assert (first.position, second.position) == (1, 1)
        assert (first.fresh, second.fresh) == (True, False)
        assert await other == Refusal(Code.COMMAND_ID_REUSED)


async def test_a_caller_that_goes_away_takes_nothing_back() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        ledger.go.clear()
        gone = asyncio.create_task(submitter.submit(CUP, command_id(1), CREATE, ORGANISER))
        waits = asyncio.create_task(submitter.submit(CUP, command_id(1), CREATE, ORGANISER))
        await eventually(lambda: len(ledger.groups) == 1)
        gone.cancel()
        ledger.go.set()

        assert received(await waits).position == 1


async def test_competitions_share_a_flush_and_nothing_else() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        gala = CompetitionId("gala")
        await asyncio.gather(
            submitter.submit(CUP, command_id(1), CREATE, ORGANISER),
            submitter.submit(gala, command_id(1), CREATE, ORGANISER),
        )

        assert ledger.groups == [2]
        assert submitter.competitions() == [CUP, gala]
        assert (await ledger.head(gala)).position == 1


async def test_whoever_listens_is_woken_after_the_facts_are_there() -> None:
    async with submitting(MemoryLedger()) as submitter:
        grew = submitter.subscribe()
        await given(submitter, CREATE)
        assert grew.is_set()

        grew.clear()
        await submitter.submit(CUP, command_id(5), CREATE, ORGANISER)  # refused: nothing grew
        assert not grew.is_set()

        submitter.unsubscribe(grew)
        submitter.unsubscribe(grew)
        await given(submitter, AddOfficial(JUDGES[0]), first=6)
        assert not grew.is_set()


async def test_a_failed_disk_makes_the_server_read_only() -> None:
    ledger = Failing(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        grew = submitter.subscribe()
        ledger.broken = True
        waiting = [
            submitter.submit(CUP, command_id(n), AddOfficial(OfficialId(f"j{n}")), ORGANISER)
            for n in range(10, 13)
        ]

        assert await asyncio.gather(*waiting) == [Refusal(Code.READ_ONLY)] * 3
        assert "no space left" in submitter.failed
        assert grew.is_set()

        ledger.broken = False  # a failed flush is never tried again, even if the disk would take it now
        answer = await submitter.submit(CUP, command_id(20), AddOfficial(JUDGES[0]), ORGANISER)
        assert answer == Refusal(Code.READ_ONLY)
        state = submitter.state(CUP)
        assert state is not None
        assert state.position == 1


async def test_what_reached_the_disk_before_it_failed_is_found_after_the_restart() -> None:
    ledger = Failing(MemoryLedger(), secretly=True)
    async with submitting(ledger) as submitter:
        ledger.broken = True
        assert await submitter.submit(CUP, command_id(1), CREATE, ORGANISER) == Refusal(Code.READ_ONLY)
    async with submitting(ledger) as submitter:
        answer = await submitter.submit(CUP, command_id(1), CREATE, ORGANISER)

        assert received(answer).position == 1
        assert not received(answer).fresh


async def test_a_full_queue_says_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submit, "WAITING_MAX", 2)
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        ledger.go.clear()
        tasks = [
            asyncio.create_task(
                submitter.submit(CUP, command_id(n), AddOfficial(OfficialId(f"j{n}")), ORGANISER)
            )
            for n in range(10, 15)
        ]
        await eventually(lambda: any(task.done() for task in tasks))
        ledger.go.set()
        answers = await asyncio.gather(*tasks)

        assert Refusal(Code.BUSY) in answers
        assert sum(isinstance(answer, Receipt) for answer in answers) >= 2


async def test_closing_records_what_is_on_its_way() -> None:
    ledger = Held(MemoryLedger())
    async with submitting(ledger) as submitter:
        ledger.go.clear()
        task = asyncio.create_task(submitter.submit(CUP, command_id(1), CREATE, ORGANISER))
        await eventually(lambda: len(ledger.groups) == 1)
        closing = asyncio.create_task(submitter.close())
        await asyncio.sleep(0)
        late = await submitter.submit(CUP, command_id(2), CREATE, ORGANISER)
        ledger.go.set()
        await closing

        assert received(await task).position == 1
        assert late == Refusal(Code.BUSY)


async def test_the_whole_day_goes_through_every_ledger(ledger: Ledger) -> None:
    async with submitting(ledger) as submitter:
        state = await open_round(submitter)
        round_ = state.rounds[FINAL]
        sheets = [(sheet(round_.codes[entry], of), judge(who)) for of, entry, who in round_.missing()]
        await asyncio.gather(
            *(submitter.submit(CUP, command_id(100 + n), *one) for n, one in enumerate(sheets))
        )
        answer = await submitter.submit(CUP, command_id(500), CloseRound(FINAL), ORGANISER)

        assert received(answer).position == len(opened()) + len(sheets) + 1
        assert submitter.figures()["facts_recorded"] == len(opened()) + len(sheets) + 1
