"""Sheets from paper: two persons type each by themselves, and what both have typed becomes the judge's sheet."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import Actor, Command
from server.core.commands_panel import SetPanel
from server.core.commands_paper import EnterPaper
from server.core.commands_round import CloseRound
from server.core.commands_rulings import OrderRerun
from server.core.commands_setup import AddOfficial, SetOfficialDelegation
from server.core.commands_sheet import ReturnSheet
from server.core.competition import Competition, copied, evolve
from server.core.decide import decide
from server.core.facts import Fact
from server.core.facts_paper import FromPaper, PaperEntered
from server.core.facts_shadow import ShadowSheetSubmitted
from server.core.facts_sheet import SheetSubmitted
from server.core.ids import Code, DelegationId, OfficialId
from server.core.refusals import Code as Why
from server.core.refusals import Refusal
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    PREPARE,
    WELD,
    codes,
    judge,
    marks,
    opened,
    played,
    sheet,
)

OPEN = played(*opened())
CODE = codes(OPEN)[0]
ENTRY = OPEN.rounds[FINAL].entries[CODE]
KEY = (WELD, ENTRY, JUDGES[0])
LI, ZHOU, WU = (Actor("recorder", OfficialId(name), "desk") for name in ("li", "zhou", "wu"))
CHIEF = Actor("chief", OfficialId("c1"), "desk")
SUPERVISOR = Actor("supervisor", OfficialId("s1"), "desk")
PAPER = EnterPaper(FINAL, WELD, CODE, JUDGES[0], marks())
MISREAD = replace(PAPER, marks=marks(value="6"))


def said(state: Competition, command: EnterPaper, by: Actor) -> Fact | Why:
    """What a command leads to: its one fact, or the code it is refused with."""
    decision = decide(state, command, by, "")
    if isinstance(decision, Refusal):
        return decision.code
    (fact,) = decision
    return fact


def test_what_one_person_typed_waits_and_counts_for_nothing() -> None:
    state = played(*opened(), (LI, PAPER))
    round_ = state.rounds[FINAL]

    assert said(OPEN, PAPER, LI) == PaperEntered(FINAL, WELD, CODE, JUDGES[0], LI.official, marks())
    assert round_.sheet(*KEY) is None
    assert KEY in set(round_.missing())
    assert round_.changed_at == OPEN.rounds[FINAL].changed_at


def test_a_second_person_who_types_the_same_makes_it_the_judges_sheet() -> None:
    waiting = played(*opened(), (LI, PAPER))
    state = played(*opened(), (LI, PAPER), (ZHOU, replace(PAPER, comment="smudged")))
    one = state.rounds[FINAL].sheet(*KEY)

    for second in (ZHOU, CHIEF, SUPERVISOR):
        assert said(waiting, PAPER, second) == SheetSubmitted(
            FINAL, WELD, CODE, JUDGES[0], marks(), paper=FromPaper(LI.official, second.official)
        )
    assert one is not None
    assert (one.marks, one.comment, one.paper) == (
        marks(),
        "smudged",
        FromPaper(OfficialId("li"), OfficialId("zhou")),
    )
    assert state.rounds[FINAL].paper == {}


def test_nobody_confirms_what_they_typed_themselves() -> None:
    waiting = played(*opened(), (LI, PAPER))

    assert said(waiting, PAPER, LI) == Why.PAPER_ENTERED_ALREADY
    assert isinstance(said(waiting, MISREAD, LI), PaperEntered)


def test_where_two_have_typed_differently_both_wait_until_one_has_looked_again() -> None:
    differs = played(*opened(), (LI, MISREAD), (ZHOU, PAPER))
    waiting = differs.rounds[FINAL].paper[KEY]

    assert [(one.fact.by, one.fact.marks) for one in waiting] == [
        (LI.official, marks(value="6")),
        (ZHOU.official, marks()),
    ]
    assert said(differs, PAPER, LI) == SheetSubmitted(
        FINAL, WELD, CODE, JUDGES[0], marks(), paper=FromPaper(ZHOU.official, LI.official)
    )
    assert said(differs, PAPER, WU) == SheetSubmitted(
        FINAL, WELD, CODE, JUDGES[0], marks(), paper=FromPaper(ZHOU.official, WU.official)
    )


def test_a_sheet_that_came_from_the_tablet_is_not_entered_again() -> None:
    by_tablet = played(*opened(), (judge(JUDGES[0]), sheet(CODE)))
    meanwhile = played(*opened(), (LI, PAPER), (judge(JUDGES[0]), sheet(CODE)))

    assert said(by_tablet, PAPER, LI) == Why.PAPER_SHEET_IN
    assert said(meanwhile, PAPER, ZHOU) == Why.PAPER_SHEET_IN
    assert meanwhile.rounds[FINAL].paper == {}


def test_a_sheet_from_paper_is_not_handed_in_again_from_the_tablet() -> None:
    state = played(*opened(), (LI, PAPER), (ZHOU, PAPER))
    decision = decide(state, sheet(CODE), judge(JUDGES[0]), "")

    assert isinstance(decision, Refusal)
    assert decision.code == Why.SHEET_SUBMITTED_ALREADY


def test_paper_of_an_earlier_run_is_refused_with_both_numbers() -> None:
    again = played(*opened(), (LI, PAPER), OrderRerun(FINAL, ENTRY, (WELD,), "power cut"))
    decision = decide(again, PAPER, ZHOU, "")

    assert again.rounds[FINAL].paper == {}
    assert decision == Refusal(Why.PAPER_OF_OTHER_RUN, {"run": 1, "now": 2})
    assert isinstance(said(again, replace(PAPER, run=2), ZHOU), PaperEntered)


def test_a_returned_sheet_may_come_back_on_paper() -> None:
    at = OPEN.position + 1
    back = played(
        *opened(),
        (judge(JUDGES[0]), sheet(CODE)),
        ReturnSheet(FINAL, WELD, CODE, JUDGES[0], "a line was misread", at),
        (LI, replace(PAPER, answers=at + 1)),
    )
    fact = said(back, replace(PAPER, answers=at + 1), ZHOU)

    assert isinstance(fact, SheetSubmitted)
    assert fact.answers == at + 1


def test_paper_from_before_a_return_is_refused_whoever_types_it() -> None:
    at = OPEN.position + 1
    returned = (
        *opened(),
        (judge(JUDGES[0]), sheet(CODE)),
        ReturnSheet(FINAL, WELD, CODE, JUDGES[0], "a line was misread", at),
    )
    back, waiting = played(*returned), played(*returned, (LI, replace(PAPER, answers=at + 1)))

    assert decide(back, PAPER, LI, "") == Refusal(Why.PAPER_OF_OTHER_RETURN, {"position": at + 1})
    assert said(waiting, PAPER, ZHOU) == Why.PAPER_OF_OTHER_RETURN
    assert said(OPEN, replace(PAPER, answers=7), LI) == Why.PAPER_OF_OTHER_RETURN


def test_a_shadow_judges_paper_is_typed_in_by_two_persons_and_never_counts() -> None:
    shadow = OfficialId("x1")
    beside = (*opened(), AddOfficial(shadow), SetPanel(FINAL, WELD, JUDGES, (shadow,)))
    paper = replace(PAPER, judge=shadow)
    state = played(*beside, (LI, paper), (ZHOU, paper))
    round_ = state.rounds[FINAL]
    own = round_.own_sheet(WELD, ENTRY, shadow)

    assert said(played(*beside, (LI, paper)), paper, ZHOU) == ShadowSheetSubmitted(
        FINAL, WELD, CODE, shadow, marks(), paper=FromPaper(LI.official, ZHOU.official)
    )
    waiting = played(*beside, (LI, paper)).rounds[FINAL]
    assert (waiting.paper, list(waiting.shadow_paper)) == ({}, [(WELD, ENTRY, shadow)])
    assert (round_.sheets, round_.paper, round_.shadow_paper) == ({}, {}, {})
    assert own is not None
    assert own.paper == FromPaper(LI.official, ZHOU.official)
    assert said(state, paper, WU) == Why.PAPER_SHEET_IN


def test_nothing_is_entered_for_a_judge_who_does_not_mark_the_entry() -> None:
    home = OPEN.events[OPEN.rounds[FINAL].event].registrations[ENTRY].delegation
    recused = played(*opened(), SetOfficialDelegation(JUDGES[0], home, "works there"))
    other = replace(PAPER, judge=OfficialId("j9"))
    not_theirs = replace(PAPER, module=PREPARE, judge=JUDGES[2], marks=marks(PREPARE))

    assert said(recused, PAPER, LI) == Why.PAPER_NOT_DUE
    assert said(OPEN, other, LI) == Why.PAPER_NOT_DUE
    assert said(OPEN, not_theirs, LI) == Why.PAPER_NOT_DUE
    assert home == DelegationId("d1")


def test_paper_is_held_to_what_a_tablet_is_held_to() -> None:
    closed = played(*opened(), CloseRound(FINAL, incomplete=True))
    too_high = replace(PAPER, marks=marks(value="10.5"))
    half = replace(PAPER, marks=dict(list(marks().items())[:1]))

    assert said(closed, PAPER, LI) == Why.ROUND_NOT_OPEN
    assert said(OPEN, replace(PAPER, code=Code("77")), LI) == Why.CODE_UNKNOWN
    assert said(OPEN, too_high, LI) == Why.MARK_OUT_OF_RANGE
    assert said(OPEN, half, LI) == Why.MARK_MISSING


def test_judges_floor_judges_encryption_judges_and_organisers_type_nothing_in() -> None:
    others = [
        judge(JUDGES[0]),
        Actor("floor", OfficialId("f1")),
        Actor("encryption", OfficialId("k1")),
        ORGANISER,
    ]

    assert [said(OPEN, PAPER, one) for one in others] == [Why.NOT_ALLOWED] * 4


ACTS: st.SearchStrategy[tuple[Actor, Command]] = st.one_of(
    st.tuples(
        st.sampled_from([LI, ZHOU, WU, CHIEF]),
        st.builds(
            EnterPaper,
            st.just(FINAL),
            st.just(WELD),
            st.just(CODE),
            st.just(JUDGES[0]),
            st.sampled_from([marks(), marks(value="6"), marks(value="7")]),
            run=st.sampled_from([1, 1, 2]),
            answers=st.sampled_from([0, 0, OPEN.position + 2]),
        ),
    ),
    st.tuples(st.just(judge(JUDGES[0])), st.sampled_from([sheet(CODE), replace(sheet(CODE), run=2)])),
    st.tuples(
        st.just(ORGANISER),
        st.sampled_from(
            [OrderRerun(FINAL, ENTRIES[0], (WELD,), "again"), OrderRerun(FINAL, ENTRY, (WELD,), "again")]
        )
        | st.integers(10, 30).map(lambda at: ReturnSheet(FINAL, WELD, CODE, JUDGES[0], "look again", at)),
    ),
)


@given(st.lists(ACTS, max_size=14))
def test_no_sheet_ever_comes_from_paper_that_two_persons_have_not_typed_alike(
    acts: list[tuple[Actor, Command]],
) -> None:
    state = copied(OPEN)
    typed: dict[OfficialId, object] = {}
    for actor, command in acts:
        decision = decide(state, command, actor, "")
        if isinstance(decision, Refusal):
            continue
        (fact,) = decision
        if isinstance(fact, PaperEntered):
            typed[fact.by] = fact.marks
        elif isinstance(fact, SheetSubmitted) and fact.paper is not None:
            assert fact.paper.entered_by != fact.paper.confirmed_by == actor.official
            assert typed[fact.paper.entered_by] == fact.marks
            typed = {}
        elif getattr(fact, "entry", ENTRY) == ENTRY:
            typed = {}  # the tablet's own sheet, a return, another run: what waited is forgotten
        evolve(state, fact, state.position + 1, 0)
        round_ = state.rounds[FINAL]
        waiting = round_.paper.get(KEY, ())
        assert {one.fact.by: one.fact.marks for one in waiting} == typed
        assert not (waiting and round_.sheet(*KEY)), "what is in does not wait"
