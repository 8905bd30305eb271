"""Awards are confirmed by a person, for official results, and lapse when these change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from server.core.award_check import check
from server.core.award_table import Award, AwardId, Follows, ReachPoints, Series, Step, Threshold, Windows
from server.core.commands_awards import ConfirmAwards, SetAwardRules
from server.core.commands_round import CloseRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.decide import decide
from server.core.facts_awards import AwardGiven, AwardRulesSet, AwardsConfirmed
from server.core.refusals import Code, Refusal
from server.core.text import Text
from tests.support.small import (
    ENTRIES,
    FINAL,
    FIRST,
    ORGANISER,
    TITLE,
    WELDING,
    award_table,
    opened,
    played,
    scheme,
)

GIVEN = (AwardGiven(ENTRIES[1], FIRST),)
PUBLISHED = [
    *opened(),
    SetAwardRules(WELDING, award_table(), "municipal"),
    CloseRound(FINAL, incomplete=True),
    PublishResults(FINAL),
]
OUT = SetEntryState(FINAL, ENTRIES[1], "disqualified", "used a phone")


def test_a_table_is_set_whole_and_replaced_whole() -> None:
    state = played(*opened())
    set_ = decide(state, SetAwardRules(WELDING, award_table(), "district", "team"), ORGANISER, "")

    assert set_ == [AwardRulesSet(WELDING, award_table(), "district", "team")]
    event = played(*PUBLISHED, SetAwardRules(WELDING, replace(award_table(), version=2))).events[WELDING]
    assert (event.awards, event.level) == (replace(award_table(), version=2), None)


def test_what_is_confirmed_keeps_the_table_it_was_confirmed_under() -> None:
    other = replace(award_table(), version=2)
    round_ = played(*PUBLISHED, ConfirmAwards(FINAL, 1, GIVEN), SetAwardRules(WELDING, other)).rounds[FINAL]

    assert (round_.awards, round_.award_table) == (AwardsConfirmed(FINAL, 1, GIVEN), award_table())


def test_awards_need_the_results_the_author_saw() -> None:
    unpublished = played(*PUBLISHED[:-1])
    changed = played(*PUBLISHED, OUT)

    for state, version in ((unpublished, 0), (unpublished, 1), (changed, 1), (played(*PUBLISHED), 2)):
        refused = decide(state, ConfirmAwards(FINAL, version, GIVEN), ORGANISER, "")
        assert refused == Refusal(Code.AWARDS_NEED_RESULTS)


def test_confirming_again_replaces_the_list() -> None:
    state = played(*PUBLISHED, ConfirmAwards(FINAL, 1, GIVEN), ConfirmAwards(FINAL, 1, (), "a protest"))

    assert state.rounds[FINAL].awards == AwardsConfirmed(FINAL, 1, (), "a protest")


def test_confirming_awards_does_not_make_the_results_old() -> None:
    state = played(*PUBLISHED, ConfirmAwards(FINAL, 1, GIVEN))

    assert state.rounds[FINAL].is_official
    assert decide(state, PublishResults(FINAL), ORGANISER, "") == Refusal(Code.NOTHING_NEW_TO_PUBLISH)


def wrong(*rules, **more) -> list[str]:
    awards = more.pop("awards", (Award(FIRST, TITLE),))
    return [
        fault.path for fault in check(replace(award_table(), rules=rules, awards=awards, **more), scheme())
    ]


def test_a_table_that_cannot_be_is_refused_with_every_fault() -> None:
    fine = Series((Step(FIRST, places=1),))
    assert wrong(fine) == []
    assert wrong() == ["awards", "awards"]
    assert wrong(Series((Step(FIRST),))) == ["rules[0].steps[0]"]
    assert wrong(Series((Step(FIRST, places=0),))) == ["rules[0].steps[0]"]
    assert wrong(Series((Step(FIRST, share=Decimal(101)),))) == ["rules[0].steps[0]", "rules[0]"]
    assert wrong(Series(())) == ["rules[0]", "awards"]
    assert wrong(fine, Threshold(FIRST, Decimal(5))) == ["rules[1]"]
    assert wrong(Threshold(AwardId("none"), Decimal(5))) == ["rules[0]", "awards"]
    assert wrong(Follows(FIRST)) == ["rules[0]"]
    assert wrong(Follows(FIRST, first=3, last=2)) == ["rules[0]"]
    assert wrong(Follows(FIRST, (AwardId("gold"),))) == ["rules[0]"]
    assert wrong(Windows(FIRST, FIRST, FIRST, Decimal(-1))) == ["rules[0].window", "rules[0]", "rules[0]"]
    assert wrong(fine, awards=(Award(FIRST, Text("", "x")),)) == ["awards[0].title"]
    assert wrong(fine, awards=(Award(FIRST, TITLE), Award(FIRST, TITLE))) == ["awards[1].id"]
    assert wrong(fine, eligible=(ReachPoints(Decimal(60), "theory"),)) == ["needs"]
