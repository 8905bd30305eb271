"""Teams, awards and delegations are reckoned twice before they are official; on a difference nothing is recorded."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from server.core import delegation_field, team_field
from server.core.awards import Proposal
from server.core.commands import Command
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_round import PublishResults
from server.core.commands_teams import SetTeamRule
from server.core.delegation_field import Published
from server.core.facts_awards import AwardGiven
from server.core.ids import CompetitionId
from server.core.refusals import Code, Refusal
from server.core.team_rule import TeamRule
from server.core.teams import standings
from server.services import second_calculation, second_tables
from server.services.replay import records_of
from server.services.second_history import history
from server.services.submit import Submitter
from server.storage.memory_ledger import MemoryLedger
from tests.services.test_second_calculation import closed
from tests.support.small import (
    CUP,
    ENTRIES,
    FINAL,
    FIRST,
    ORGANISER,
    WELDING,
    award_table,
    command_id,
    teamed,
)
from tests.support.submitting import given, received


async def none_yet(_: CompetitionId) -> list[Published]:
    return []


CHECK = partial(second_calculation.check, published=none_yet)


async def ask(submitter: Submitter, number: int, command: Command) -> Any:
    return await submitter.submit(CUP, command_id(number), command, ORGANISER)


async def prepared(submitter: Submitter) -> None:
    setting = (
        SetTeamRule(WELDING, TeamRule()),
        teamed(((0, 1), (2, 3))),
        SetAwardRules(WELDING, award_table()),
    )
    await given(submitter, *setting, first=900)


def refused(answer: Any, table: str) -> None:
    assert isinstance(answer, Refusal), answer
    assert answer.code is Code.SECOND_TABLE_DIFFERS
    assert answer.detail["table"] == table


async def test_what_both_agree_on_becomes_official_with_its_tables() -> None:
    ledger = MemoryLedger()
    async with closed(ledger, CHECK) as (submitter, _):
        await prepared(submitter)
        received(await ask(submitter, 950, PublishResults(FINAL)))
        prize = tuple(AwardGiven(entry, FIRST) for entry in ENTRIES[:2])
        received(await ask(submitter, 951, ConfirmAwards(FINAL, 1, prize)))
        found = list(history([record async for record in records_of(ledger, CUP)]))

    assert [(one.kind, one.rows, one.differences) for one in found] == [
        ("teams", 2, ()),
        ("awards", 4, ()),
        ("delegations", 1, ()),
    ]


async def test_a_wrong_table_of_teams_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    right = standings
    async with closed(MemoryLedger(), CHECK) as (submitter, _):
        await prepared(submitter)
        monkeypatch.setattr(team_field, "team_standings", lambda *some: right(*some)[:1])

        refused(await ask(submitter, 950, PublishResults(FINAL)), WELDING)

        monkeypatch.undo()
        received(await ask(submitter, 950, PublishResults(FINAL)))


async def test_a_wrong_proposal_of_awards_is_neither_published_nor_confirmed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with closed(MemoryLedger(), CHECK) as (submitter, _):
        await prepared(submitter)
        received(await ask(submitter, 950, PublishResults(FINAL)))
        monkeypatch.setattr(second_tables, "proposed", lambda *_: Proposal())

        refused(await ask(submitter, 951, ConfirmAwards(FINAL, 1, ())), WELDING)
        monkeypatch.undo()
        received(await ask(submitter, 951, ConfirmAwards(FINAL, 1, ())))


async def test_a_wrong_table_of_delegations_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    async with closed(MemoryLedger(), CHECK) as (submitter, _):
        monkeypatch.setattr(delegation_field, "ranked", lambda *_: [])

        refused(await ask(submitter, 950, PublishResults(FINAL)), "awards")
