"""Who comes through is reckoned twice, when it is asked and before the next round is official."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.core import decide_field
from server.core.commands import Command
from server.core.commands_field import QualifyEntries
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.ids import OfficialId, RoundId
from server.core.qualification import Top, qualified
from server.core.refusals import Code, Refusal
from server.services.replay import records_of
from server.services.second_history import Checked, history
from server.services.submit import Submitter
from server.storage.memory_ledger import MemoryLedger
from tests.services.test_second_calculation import closed
from tests.support.small import (
    CUP,
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    TITLE,
    WELD,
    WELDING,
    command_id,
    judge,
    sheet,
)
from tests.support.submitting import given, received

NEXT = RoundId("next")


async def ask(submitter: Submitter, number: int, command: Command) -> Any:
    return await submitter.submit(CUP, command_id(number), command, ORGANISER)


async def before_the_cut(submitter: Submitter) -> None:
    await given(submitter, AddRound(NEXT, WELDING, TITLE), first=900)
    received(await ask(submitter, 910, PublishResults(FINAL)))


def one_too_few(rule: Any, finishers: Any, direction: Any) -> Any:
    return qualified(rule, finishers, direction)[:-1]


async def checked(ledger: MemoryLedger) -> Checked:
    found = history([record async for record in records_of(ledger, CUP)])
    return next(one for one in found if one.kind == "qualification")


async def test_who_comes_through_by_one_of_the_two_only_is_not_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ledger = MemoryLedger()
    async with closed(ledger) as (submitter, _):
        await before_the_cut(submitter)
        head = await ledger.head(CUP)
        monkeypatch.setattr(decide_field, "qualified", one_too_few)
        refused = await ask(submitter, 920, QualifyEntries(NEXT, FINAL, Top(2)))

        assert isinstance(refused, Refusal)
        assert refused.code is Code.SECOND_QUALIFICATION_DIFFERS
        assert refused.detail["count"] == 1
        assert await ledger.head(CUP) == head

        monkeypatch.undo()
        received(await ask(submitter, 920, QualifyEntries(NEXT, FINAL, Top(2))))
        assert (await checked(ledger)).differences == ()


async def test_a_round_of_the_wrong_field_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unseen(*_: Any) -> None:
        return None

    ledger = MemoryLedger()
    async with closed(ledger) as (submitter, _):
        await before_the_cut(submitter)
        right = submitter._check
        monkeypatch.setattr(decide_field, "qualified", one_too_few)
        submitter._check = unseen  # as an older version of the program would have let it pass
        received(await ask(submitter, 920, QualifyEntries(NEXT, FINAL, Top(2))))
        monkeypatch.undo()
        submitter._check = right
        setting = (
            MakeDraw(NEXT, "1"),
            SetPanel(NEXT, PREPARE, tuple(OfficialId(name) for name in JUDGES[:2])),
            SetPanel(NEXT, WELD, tuple(OfficialId(name) for name in JUDGES)),
            OpenRound(NEXT),
            CloseRound(NEXT, incomplete=True),
        )
        await given(submitter, *setting, first=930)
        refused = await ask(submitter, 950, PublishResults(NEXT))

        assert isinstance(refused, Refusal)
        assert refused.code is Code.SECOND_QUALIFICATION_DIFFERS
        (difference,) = (await checked(ledger)).differences
        assert (difference.engine, difference.reference) == ("–", "through")
        assert difference.row == refused.detail["number"]


async def test_a_cut_after_a_cut_goes_back_to_the_first_round() -> None:
    last = RoundId("last")
    async with closed(MemoryLedger()) as (submitter, _):
        await before_the_cut(submitter)
        received(await ask(submitter, 920, QualifyEntries(NEXT, FINAL, Top(3))))
        setting = (
            MakeDraw(NEXT, "1"),
            SetPanel(NEXT, PREPARE, tuple(OfficialId(name) for name in JUDGES[:2])),
            SetPanel(NEXT, WELD, tuple(OfficialId(name) for name in JUDGES)),
            OpenRound(NEXT),
        )
        await given(submitter, *setting, first=930)
        state = submitter.state(CUP)
        assert state is not None
        for n, drawn in enumerate(state.rounds[NEXT].order):
            for k, name in enumerate(JUDGES):
                wished = replace(sheet(drawn.code, WELD, f"{n}.5"), round=NEXT)
                received(await submitter.submit(CUP, command_id(940 + 10 * n + k), wished, judge(name)))
        await given(submitter, CloseRound(NEXT, incomplete=True), AddRound(last, WELDING, TITLE), first=980)
        received(await ask(submitter, 990, PublishResults(NEXT)))

        received(await ask(submitter, 991, QualifyEntries(last, NEXT, Top(1))))
