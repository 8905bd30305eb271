"""Approval (确认): what is finished, what is approved, what becomes official only with it. What it locks: the file beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.core.approval import Lack
from server.core.commands import Actor, Role
from server.core.commands_approval import ApproveEntries, TakeBackApproval
from server.core.commands_field import QualifyEntries
from server.core.commands_floor import NoteAttendance, SetClocks
from server.core.commands_round import AddRound, CloseRound, OpenRound, PublishResults
from server.core.commands_rulings import DecideTie, GivePenalty, OrderRerun, SetEntryState
from server.core.commands_setup import AddEvent
from server.core.commands_sheet import ReturnSheet, SetSheetRules
from server.core.decide import may
from server.core.facts_approval import ApprovalTakenBack, EntriesApproved
from server.core.facts_sheet import SheetRulesSet
from server.core.field import results
from server.core.ids import Code, DelegationId, EntryId, OfficialId
from server.core.qualification import Top
from server.core.refusals import Code as Refused
from server.core.refusals import Refusal
from server.core.sheet_rules import SheetRules
from server.services.wire import fact_json
from tests.core import conferring
from tests.core.approving import (
    FIRST,
    HEAD,
    NEXT,
    NOW,
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
    kinds,
    lacks,
    marked,
    race,
    refusal,
    take_back,
)
from tests.support import blind
from tests.support.small import (
    DECISION,
    FINAL,
    JUDGES,
    OVERTIME,
    PREPARE,
    TITLE,
    WELD,
    WELDING,
    judge,
    opened,
    played,
    scheme,
    sheet,
)

HOME = DelegationId("d1")


def test_an_entry_is_approved_once_every_sheet_is_in() -> None:
    steps = marked(FIRST)
    state = played(*steps)
    who = entry(state, FIRST)

    decision = answer(state, approve(steps, FIRST, seen=state.position))

    assert lacks(state, FIRST) == ()
    assert decision == [EntriesApproved(FINAL, (who,), state.position)]


def test_of_several_entries_all_are_approved_or_none_and_it_is_said_what_each_lacks() -> None:
    steps = [*marked(FIRST), *handed_in(SECOND)[:-1]]

    decision = answer(played(*steps), approve(steps, FIRST, SECOND, "03"))

    assert isinstance(decision, Refusal)
    assert decision.code is Refused.ENTRIES_NOT_READY
    assert decision.detail == {
        "count": 2,
        "lacks": "02: late weld j3; 03: sheet prepare j1, sheet prepare j2, sheet weld j1, sheet weld j2, sheet weld j3",
    }


def test_a_result_that_changed_after_it_was_seen_is_not_approved() -> None:
    steps = marked(FIRST, SECOND)
    seen = played(*steps).position
    who = entry(played(*steps), FIRST)
    fined = [*steps, GivePenalty(FINAL, who, OVERTIME, "late")]

    both = answer(played(*fined), approve(fined, FIRST, SECOND, seen=seen))

    assert isinstance(both, Refusal)
    assert both.detail == {"count": 1, "lacks": "01: changed"}
    assert refusal(played(*fined), approve(fined, SECOND, seen=seen)) is None


def test_a_result_that_changed_because_of_an_earlier_round_or_the_field_is_not_approved_unseen() -> None:
    steps = carried()[:-1]
    seen = played(*steps).position
    who = entry(played(*steps), FIRST)
    earlier = [*steps, GivePenalty(FINAL, who, OVERTIME, "late")]
    raced = race("01", "02", "03", "04")
    at = played(*raced).position
    fined = [*raced, GivePenalty(FINAL, entry(played(*raced), SECOND), OVERTIME, "late")]

    assert refusal(played(*steps), (HEAD, ApproveEntries(NEXT, (who,), seen))) is None
    assert refusal(played(*earlier), (HEAD, ApproveEntries(NEXT, (who,), seen))) is Refused.ENTRIES_NOT_READY
    assert refusal(played(*raced), approve(raced, FIRST, seen=at)) is None
    assert refusal(played(*fined), approve(fined, FIRST, seen=at)) is Refused.ENTRIES_NOT_READY


def _returned() -> list[Asked]:
    steps = marked(FIRST)
    there = played(*steps).rounds[FINAL].sheets[WELD, entry(played(*steps), FIRST)]
    return [*steps, ReturnSheet(FINAL, WELD, FIRST, JUDGES[0], "misread", there[JUDGES[0]].position)]


def _rerun() -> list[Asked]:
    steps = marked(FIRST)
    return [*steps, OrderRerun(FINAL, entry(played(*steps), FIRST), (WELD,), "the power failed")]


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (marked(FIRST)[:-2], [Lack("sheet", WELD, one) for one in JUDGES[1:]]),
        (marked(FIRST)[:-1], [Lack("late", WELD, JUDGES[2])]),
        (_returned(), [Lack("returned", WELD, JUDGES[0])]),
        ([*marked(FIRST)[:-1], (ON_PAPER, PAPER)], [Lack("paper", WELD, JUDGES[2])]),
        (_rerun(), [Lack("rerun", WELD, one) for one in JUDGES]),
        ([*marked(FIRST), SetClocks(FINAL, WELD, "start", (FIRST,))], [Lack("clock", WELD)]),
        (SPREAD, [Lack("spread", WELD, aspect=conferring.APART)]),
        (
            [*SPREAD, conferring.call(played(*SPREAD), 1)],
            [
                Lack("conference", WELD, JUDGES[1]),
                Lack("spread", WELD, aspect=conferring.APART),
            ],
        ),
        (
            [*opened(), *(NoteAttendance(FINAL, of, FIRST, "absent") for of in (PREPARE, WELD))],
            [Lack("absence", PREPARE), Lack("absence", WELD)],
        ),
        ([*opened(), CloseRound(FINAL, incomplete=True)], [Lack("absence", PREPARE), Lack("absence", WELD)]),
        (
            [*marked(FIRST), SetEntryState(FINAL, entry(played(*opened()), FIRST), "withdrawn")],
            [Lack("not_competing")],
        ),
    ],
    ids=lambda found: found[0].kind if isinstance(found[0], Lack) else "",
)
def test_what_an_entry_lacks_is_known(steps: list[Asked], found: list[Lack]) -> None:
    state = played(*steps)

    assert list(lacks(state, FIRST)) == found
    assert refusal(state, approve(steps, FIRST)) is Refused.ENTRIES_NOT_READY


def test_a_sheet_that_was_left_out_at_the_close_stays_out() -> None:
    steps = [*marked(FIRST)[:-1], CloseRound(FINAL, incomplete=True)]

    assert lacks(played(*steps), FIRST) == ()
    assert refusal(played(*steps), approve(steps, FIRST)) is None


def test_what_was_returned_or_typed_in_once_is_not_forgotten_at_the_close() -> None:
    close = CloseRound(FINAL, incomplete=True)

    assert kinds(played(*_returned(), close)) == ["returned"]
    assert kinds(played(*marked(FIRST)[:-1], (ON_PAPER, PAPER), close)) == ["paper"]


def test_before_the_opening_nothing_is_approved_and_nothing_is_approved_twice() -> None:
    steps = approved(FIRST)
    who = entry(played(*steps), FIRST)

    assert (
        refusal(played(*opened()[:-1]), (HEAD, ApproveEntries(FINAL, (who,), NOW))) is Refused.ROUND_NOT_OPEN
    )
    assert refusal(played(*steps), approve(steps, FIRST)) is Refused.ENTRIES_NOT_READY
    assert refusal(played(*steps), (HEAD, ApproveEntries(FINAL, (), NOW))) is Refused.MALFORMED
    assert refusal(played(*steps), (HEAD, ApproveEntries(FINAL, (who, who), NOW))) is Refused.MALFORMED
    assert (
        refusal(played(*steps), (HEAD, ApproveEntries(FINAL, (EntryId("e9"),), NOW))) is Refused.ENTRY_UNKNOWN
    )


def test_an_approval_is_taken_back_with_a_reason_and_only_where_there_is_one() -> None:
    steps = approved(FIRST)
    who, actor = entry(played(*steps), FIRST), HEAD

    assert answer(played(*steps), take_back(steps, FIRST)) == [ApprovalTakenBack(FINAL, (who,), "a doubt")]
    assert refusal(played(*steps), (actor, TakeBackApproval(FINAL, (who,), " "))) is Refused.REASON_MISSING
    assert refusal(played(*steps), take_back(steps, SECOND)) is Refused.ENTRY_NOT_APPROVED


def test_an_approval_changes_no_result_and_taking_it_back_leaves_all_as_it_was() -> None:
    before = played(*marked(FIRST, SECOND))
    locked = approved(FIRST, SECOND)
    during, after = played(*locked), played(*locked, take_back(locked, FIRST, SECOND))

    assert results(during, during.rounds[FINAL]) == results(before, before.rounds[FINAL])
    assert during.rounds[FINAL].changed_at == before.rounds[FINAL].changed_at
    assert after.rounds == before.rounds


RULES = SetSheetRules(WELDING, SheetRules(approval=True))


def test_results_are_published_unapproved_where_no_rule_asks_for_it() -> None:
    assert refusal(played(*marked(FIRST), CloseRound(FINAL, incomplete=True)), PublishResults(FINAL)) is None


def test_where_the_rule_asks_for_it_every_entry_that_competes_is_approved_before_the_results_are_published() -> (
    None
):
    steps: list[Asked] = [*marked(FIRST, SECOND), RULES, CloseRound(FINAL, incomplete=True)]
    one = [*steps, approve(steps, FIRST)]
    state = played(*one)
    away = [SetEntryState(FINAL, entry(state, code), "not_started", "absent") for code in ("03", "04")]

    decision = answer(state, PublishResults(FINAL))
    absent = answer(played(*one, *away), PublishResults(FINAL))
    all_ = [*one, *away, approve(one, SECOND)]

    codes_in_order = [one.code for one in state.rounds[FINAL].order if one.code != FIRST]
    numbers = {
        code: state.events[WELDING].registrations[entry(state, code)].number for code in codes_in_order
    }
    assert decision == Refusal(
        Refused.ENTRIES_NOT_APPROVED, {"count": 3, "numbers": ", ".join(numbers.values())}
    )
    assert absent == Refusal(Refused.ENTRIES_NOT_APPROVED, {"count": 1, "numbers": numbers[SECOND]})
    assert refusal(played(*all_), PublishResults(FINAL)) is None


def test_nothing_goes_on_from_results_whose_approval_was_taken_back() -> None:
    steps: list[Asked] = [*marked("01", "02", "03", "04"), RULES, CloseRound(FINAL, incomplete=True)]
    locked = [
        *steps,
        approve(steps, "01", "02", "03", "04"),
        PublishResults(FINAL),
        AddRound(NEXT, WELDING, TITLE),
    ]
    onward = QualifyEntries(NEXT, FINAL, Top(2))

    assert refusal(played(*locked), onward) is None
    assert refusal(played(*locked, take_back(locked, FIRST)), onward) is Refused.ENTRIES_NOT_APPROVED


def test_a_tie_can_be_decided_between_approved_results() -> None:
    tied: list[Asked] = [
        AddEvent(WELDING, TITLE, replace(scheme(), tie_breaks=DECISION)) if isinstance(one, AddEvent) else one
        for one in marked(FIRST, SECOND)
    ]
    locked = [*tied, approve(tied, FIRST, SECOND)]
    state = played(*locked)

    order = DecideTie(FINAL, (entry(state, FIRST), entry(state, SECOND)), "the cleaner place")

    assert refusal(state, order) is None


def test_ledgers_from_before_the_rule_keep_their_form() -> None:
    assert "approval" not in fact_json(SheetRulesSet(WELDING, SheetRules()))["rules"]
    assert fact_json(SheetRulesSet(WELDING, SheetRules(approval=True)))["rules"]["approval"] is True


def test_a_chief_judge_approves_and_so_does_the_organiser_and_nobody_else() -> None:
    command = ApproveEntries(FINAL, (), NOW)
    roles: tuple[Role, ...] = ("chief", "organiser", "judge", "floor", "recorder", "supervisor", "server")

    allowed = [role for role in roles if may(Actor(role, OfficialId("x")), command)]

    assert allowed == ["chief", "organiser"]


def test_what_was_approved_by_its_numbers_is_approved_when_it_is_known_whose_it_is() -> None:
    steps = _closed_under_numbers()
    shut = played(*steps).rounds[FINAL]
    left_out = shut.entries[Code("W01")]
    pieces = tuple(one.entry for one in shut.pieces if one.entry != left_out)

    known = played(*steps, (HEAD, ApproveEntries(FINAL, pieces, NOW)), *blind.opened("work"))
    half = blind.behind(known.rounds[FINAL], Code("W01"))
    opened_all = played(
        *steps,
        (HEAD, ApproveEntries(FINAL, pieces, NOW)),
        *(one for layer in reversed(blind.ALL) for one in blind.opened(layer)),
    )

    assert len(opened_all.rounds[FINAL].approved) == 3
    assert half not in opened_all.rounds[FINAL].approved
    assert set(opened_all.rounds[FINAL].approved) == set(opened_all.rounds[FINAL].codes) - {half}


def test_where_results_need_approval_numbers_are_opened_after_all_of_it_was_given_under_them() -> None:
    closed: list[Asked] = [*_closed_under_numbers(), RULES]
    shut = played(*closed).rounds[FINAL]
    every = tuple(one.entry for one in shut.pieces)
    ask, confirm = blind.opened("work")

    assert refusal(played(*closed), ask) is Refused.ENTRIES_NOT_APPROVED
    approved = [*closed, (HEAD, ApproveEntries(FINAL, every, NOW))]
    assert refusal(played(*approved), ask) is None
    taken_back = [*approved, ask, (HEAD, TakeBackApproval(FINAL, every[-1:], "a look again"))]
    assert refusal(played(*taken_back), confirm) is Refused.ENTRIES_NOT_APPROVED
    assert refusal(played(*approved, ask), confirm) is None


def _closed_under_numbers() -> list[Asked]:
    """A round under three layers of numbers, with every sheet in, closed."""
    steps: list[Asked] = [
        *blind.planned(),
        blind.seal("entry"),
        blind.seal("station"),
        OpenRound(FINAL),
        blind.seal("work"),
    ]
    due = {PREPARE: JUDGES[:2], WELD: JUDGES}
    numbered = played(*steps).rounds[FINAL]
    steps += [
        (judge(who), sheet(one.code, module))
        for module, panel in due.items()
        for one in numbered.order_in(module)
        for who in panel
    ]
    steps.append(CloseRound(FINAL))
    return steps
