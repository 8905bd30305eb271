"""What an approval (确认) locks: until it is taken back nothing that its results rest on changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from server.core.commands_approval import TakeBackApproval
from server.core.commands_field import DeclareDifficulties
from server.core.commands_panel import ReplaceJudge, SetPanel
from server.core.commands_round import CloseRound, OpenRound
from server.core.commands_rulings import GivePenalty, LiftPenalty, OrderRerun, RulePart, SetEntryState
from server.core.commands_setup import AddEvent, AddOfficial, SetOfficialDelegation
from server.core.commands_sheet import ReturnSheet
from server.core.facts_field import Declared
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.ids import DelegationId, OfficialId
from server.core.refusals import Code as Refused
from server.core.refusals import Refusal
from server.core.scheme import Difficulty
from tests.core import conferring
from tests.core.approving import (
    CORRECTED,
    FIRST,
    HEAD,
    NEXT,
    ON_PAPER,
    PAPER,
    SECOND,
    SPREAD,
    Asked,
    answer,
    approve,
    approved,
    carried,
    entry,
    handed_in,
    marked,
    race,
    refusal,
    take_back,
)
from tests.support.small import (
    FINAL,
    JUDGES,
    OVERTIME,
    TITLE,
    WELD,
    WELDING,
    judge,
    played,
    scheme,
    sheet,
)

HOME = DelegationId("d1")


def _changes() -> list[Asked]:
    """Everything by which a result could become another, of an entry that is approved in an open round."""
    steps = marked(FIRST)
    state = played(*steps)
    who, there = entry(state, FIRST), state.rounds[FINAL].sheets[WELD, entry(state, FIRST)]
    at = there[JUDGES[0]].position
    return [
        replace(CORRECTED, replaces=at),
        ReturnSheet(FINAL, WELD, FIRST, JUDGES[0], "misread", at),
        SetEntryState(FINAL, who, "withdrawn"),
        SetEntryState(FINAL, who, "disqualified", "a foul"),
        GivePenalty(FINAL, who, OVERTIME, "late"),
        LiftPenalty(FINAL, 1, "the clock was wrong"),
        OrderRerun(FINAL, who, (WELD,), "the power failed"),
    ]


@pytest.mark.parametrize("change", _changes(), ids=lambda one: getattr(one, "kind", ""))
def test_what_is_approved_is_locked_until_the_approval_is_taken_back(change: Asked) -> None:
    steps = marked(FIRST)
    fined = [*steps, GivePenalty(FINAL, entry(played(*steps), FIRST), OVERTIME, "late")]
    locked = [*fined, approve(fined, FIRST)]

    assert refusal(played(*locked), change) is Refused.ENTRY_APPROVED
    assert refusal(played(*locked, take_back(locked, FIRST)), change) is None
    assert refusal(played(*fined), change) is None


def test_a_panel_that_came_together_and_is_approved_confers_no_more() -> None:
    said = [*SPREAD, conferring.accept(played(*SPREAD))]
    locked = [*said, approve(said, "01")]
    state = played(*locked)

    again: list[Asked] = [conferring.call(state), conferring.agree(state), conferring.accept(state)]

    assert [refusal(state, one) for one in again] == [Refused.ENTRY_APPROVED] * 3


def test_a_late_sheet_of_an_approved_entry_is_refused_as_locked() -> None:
    late = handed_in(FIRST)[-1]
    steps = [*marked(FIRST)[:-1], CloseRound(FINAL, incomplete=True)]
    again = [*steps, approve(steps, FIRST), OpenRound(FINAL, "a tablet was away")]

    assert refusal(played(*again), late) is Refused.ENTRY_APPROVED
    assert refusal(played(*again), (ON_PAPER, PAPER)) is Refused.ENTRY_APPROVED
    assert refusal(played(*again, take_back(again, FIRST)), late) is None


def test_a_shadow_judge_hands_in_whatever_is_approved_as_it_changes_nothing() -> None:
    learner = OfficialId("j9")
    steps = [*marked(FIRST), AddOfficial(learner), SetPanel(FINAL, WELD, JUDGES, (learner,))]
    locked = [*steps, approve(steps, FIRST)]

    decision = answer(played(*locked), (judge(learner), sheet(FIRST)))

    assert isinstance(decision, list)
    assert isinstance(decision[0], ShadowSheetSubmitted)


def test_what_is_about_everybody_waits_until_nothing_of_the_round_is_approved() -> None:
    ruling = RulePart(FINAL, "aspect", "weld-1", "full", "the power failed")
    steps = approved(FIRST)
    decision = answer(played(*steps), ruling)

    assert isinstance(decision, Refusal)
    assert decision == Refusal(
        Refused.APPROVED_RESULTS_REST_ON_IT, {"round": "final", "count": 1, "codes": "01"}
    )
    assert refusal(played(*steps, take_back(steps, FIRST)), ruling) is None


def test_nobody_joins_or_leaves_the_judges_of_an_approved_entry() -> None:
    fourth, stays = OfficialId("j4"), played(*approved(FIRST), AddOfficial(OfficialId("j4")))

    joined = SetPanel(FINAL, WELD, (*JUDGES, fourth))
    replaced = ReplaceJudge(FINAL, WELD, JUDGES[0], fourth, "she fell ill")

    assert refusal(stays, joined) is Refused.APPROVED_RESULTS_REST_ON_IT
    assert refusal(stays, replaced) is None


def test_nobody_comes_to_stay_out_of_an_approved_entry() -> None:
    steps = [*marked(FIRST)[:-1], CloseRound(FINAL, incomplete=True)]
    again = [*steps, approve(steps, FIRST), OpenRound(FINAL, "more to mark")]
    home = SetOfficialDelegation(JUDGES[2], HOME, "from there")

    assert refusal(played(*again), home) is Refused.APPROVED_RESULTS_REST_ON_IT
    assert refusal(played(*again, take_back(again, FIRST)), home) is None


def test_the_difficulty_of_an_approved_entry_stays() -> None:
    hard = replace(
        scheme(),
        max=Decimal(160),
        modules=tuple(replace(one, difficulty=Difficulty(Decimal(4))) for one in scheme().modules),
    )
    steps: list[Asked] = [
        AddEvent(WELDING, TITLE, hard) if isinstance(one, AddEvent) else one for one in marked(FIRST)
    ]
    locked = [*steps, approve(steps, FIRST)]
    declared = DeclareDifficulties(
        FINAL, (Declared(entry(played(*steps), FIRST), WELD, Decimal(2)),), "declared late"
    )

    assert refusal(played(*locked), declared) is Refused.ENTRY_APPROVED
    assert refusal(played(*steps), declared) is None


def test_an_earlier_round_stays_as_long_as_a_later_one_that_carries_it_over_is_approved() -> None:
    steps = carried()
    who = entry(played(*steps), FIRST)
    fine, other = (GivePenalty(FINAL, one, OVERTIME, "late") for one in (who, entry(played(*steps), SECOND)))
    back = (HEAD, TakeBackApproval(NEXT, (who,), "a doubt"))

    decision = answer(played(*steps), fine)

    assert isinstance(decision, Refusal)
    assert decision.code is Refused.APPROVED_RESULTS_REST_ON_IT
    assert decision.detail["round"] == NEXT
    assert refusal(played(*steps), other) is None
    assert refusal(played(*steps, back), fine) is None


def test_where_points_depend_on_the_field_nobody_is_approved_before_all_are_marked() -> None:
    some, everybody = race("01", "02", "03"), race("01", "02", "03", "04")

    decision = answer(played(*some), approve(some, FIRST))

    assert isinstance(decision, Refusal)
    assert decision.detail == {"count": 1, "lacks": "01: field"}
    assert refusal(played(*everybody), approve(everybody, FIRST)) is None


def test_where_points_depend_on_the_field_one_approval_locks_it() -> None:
    steps = race("01", "02", "03", "04")
    locked = [*steps, approve(steps, FIRST)]
    out = SetEntryState(FINAL, entry(played(*steps), SECOND), "disqualified", "a foul")

    assert refusal(played(*locked), out) is Refused.APPROVED_RESULTS_REST_ON_IT
    assert refusal(played(*locked, take_back(locked, FIRST)), out) is None
