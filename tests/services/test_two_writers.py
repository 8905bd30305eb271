"""Two nodes on one ledger: whoever comes second reads on and decides again; nothing is lost or doubled."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from server.core.commands_setup import AddOfficial, CreateCompetition
from server.core.ids import OfficialId
from server.core.ledger import Ledger
from server.core.refusals import Code, Refusal
from server.services import submit
from server.services.replay import fold, snapshot
from server.storage.memory_ledger import MemoryLedger
from server.storage.sql_ledger import SqlLedger
from tests.support.small import CUP, ORGANISER, TITLE, command_id
from tests.support.submitting import Crowded, given, received, submitting

CREATE = CreateCompetition(TITLE)
ADD = [AddOfficial(OfficialId(f"j{n}")) for n in range(100)]


async def test_a_command_is_decided_again_after_what_came_first() -> None:
    ledger = Crowded(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        ledger.others = [(command_id(50), ADD[1], ORGANISER), (command_id(51), ADD[2], ORGANISER)]

        answer = received(await submitter.submit(CUP, command_id(9), ADD[3], ORGANISER))

        assert answer.position == 4
        state = submitter.state(CUP)
        assert state is not None
        assert list(state.officials) == ["j1", "j2", "j3"]


async def test_what_the_other_did_may_make_it_a_refusal() -> None:
    ledger = Crowded(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        ledger.others = [(command_id(50), ADD[1], ORGANISER)]

        assert await submitter.submit(CUP, command_id(9), ADD[1], ORGANISER) == Refusal(Code.OFFICIAL_EXISTS)


async def test_the_same_command_on_both_nodes_is_recorded_once() -> None:
    ledger = Crowded(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        ledger.others = [(command_id(9), ADD[1], ORGANISER)]

        answer = received(await submitter.submit(CUP, command_id(9), ADD[1], ORGANISER))

        assert (answer.position, answer.fresh) == (2, False)


async def test_who_always_comes_second_is_told_to_try_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submit, "CONFLICTS_MAX", 3)
    ledger = Crowded(MemoryLedger())
    async with submitting(ledger) as submitter:
        await given(submitter, CREATE)
        ledger.others = [(command_id(50 + n), ADD[n], ORGANISER) for n in range(10, 13)]

        assert await submitter.submit(CUP, command_id(9), ADD[1], ORGANISER) == Refusal(Code.BUSY)
        assert received(await submitter.submit(CUP, command_id(9), ADD[1], ORGANISER)).position == 5


async def test_a_woken_node_catches_up() -> None:
    ledger = MemoryLedger()
    async with submitting(ledger) as one, submitting(ledger) as other:
        await given(one, CREATE)
        assert other.state(CUP) is None
        grew = other.subscribe()

        await other.catch_up(CUP)

        state = other.state(CUP)
        assert state is not None
        assert state.position == 1
        assert grew.is_set()


@pytest.mark.parametrize("ledger_kind", ["postgresql"])
async def test_two_nodes_on_one_database_take_turns(ledger: Ledger, ledger_address: Path | str) -> None:
    second = await SqlLedger.open(ledger_address, epoch="unused")
    async with submitting(ledger) as one, submitting(second) as other:
        await given(one, CREATE)
        answers = await asyncio.gather(
            *(
                (one if n % 2 else other).submit(CUP, command_id(100 + n), command, ORGANISER)
                for n, command in enumerate(ADD)
            ),
            # The same commands once more, to the other node.
            *(
                (other if n % 2 else one).submit(CUP, command_id(100 + n), command, ORGANISER)
                for n, command in enumerate(ADD)
            ),
        )
        receipts = [received(answer) for answer in answers]

        assert [receipt.position for receipt in receipts[:100]] == [r.position for r in receipts[100:]]
        assert sorted({receipt.position for receipt in receipts}) == list(range(2, 102))
        await one.catch_up(CUP)
        await other.catch_up(CUP)
        states = [node.state(CUP) for node in (one, other)]
        assert states[0] == states[1] == fold(await ledger.read(CUP))
        assert snapshot(states[0]) == snapshot(states[1])
    await second.close()
