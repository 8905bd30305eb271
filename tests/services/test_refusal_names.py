"""A refusal goes by ids; to a person it says titles and labels, in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from server.core.commands import Command
from server.core.commands_awards import SetAwardRules
from server.core.commands_round import PublishResults
from server.core.commands_sheet import SubmitSheet
from server.core.commands_teams import SetTeamRule
from server.core.decide import decide
from server.core.ids import DelegationId, RoundId
from server.core.rank_points import RankPoints
from server.core.refusals import Code, Refusal
from server.core.team_rule import TeamRule
from server.core.text import Text
from server.services import texts
from server.services.names import Names
from server.services.refusal_names import NAMED, known, placed
from tests.support.small import (
    FINAL,
    JUDGES,
    ORGANISER,
    TITLE,
    WELD,
    WELDING,
    award_table,
    codes,
    judge,
    opened,
    played,
    scheme,
)

OPEN = played(*opened())
NAMES = Names(delegations={DelegationId("d1"): Text("大连队", "Dalian")})


def named(command: Command, refusal: Refusal) -> dict[str, Text]:
    return known(OPEN, command, refusal, NAMES)


def test_an_aspect_goes_by_its_title() -> None:
    module = scheme().module(WELD)
    assert module is not None
    aspect = next(iter(module.aspects()))
    wished = SubmitSheet(FINAL, WELD, codes(OPEN)[0], {})

    refusal = decide(OPEN, wished, judge(JUDGES[0]), "")

    assert isinstance(refusal, Refusal)
    assert refusal.code is Code.MARK_MISSING
    assert named(wished, refusal) == {"aspect": aspect.title}


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        (TeamRule(best=0), "field.best"),
        (TeamRule(of="rank_points"), "field.points"),
    ],
)
def test_a_field_of_a_team_rule_goes_by_its_label(rule: TeamRule, label: str) -> None:
    wished = SetTeamRule(WELDING, rule)

    refusal = decide(OPEN, wished, ORGANISER, "")

    assert isinstance(refusal, Refusal)
    key = f"desk.teams.{label}"
    assert named(wished, refusal) == {"where": Text(texts.say("zh", key), texts.say("en", key))}


def test_a_line_of_a_field_is_counted_from_one() -> None:
    wished = SetTeamRule(
        WELDING, TeamRule(of="rank_points", points=(RankPoints(1, 1, D(2)), RankPoints(1, 1, D(1))))
    )

    refusal = decide(OPEN, wished, ORGANISER, "")

    assert isinstance(refusal, Refusal)
    assert named(wished, refusal)["where"].en.endswith(" 2")


def test_a_table_goes_by_its_event_and_a_row_by_its_delegation() -> None:
    detail: dict[str, str | int] = {
        "table": WELDING,
        "row": "d1",
        "engine": "1",
        "reference": "2",
        "count": 1,
    }
    refusal = Refusal(Code.SECOND_TABLE_DIFFERS, detail)

    assert named(PublishResults(FINAL), refusal) == {
        "table": TITLE,
        "row": NAMES.delegations[DelegationId("d1")],
    }


def test_what_nobody_knows_stays_an_id() -> None:
    refusal = Refusal(Code.MARK_UNKNOWN, {"aspect": "luck", "field": ""})

    assert named(PublishResults(FINAL), refusal) == {}
    assert named(PublishResults(RoundId("none")), refusal) == {}
    assert NAMED.isdisjoint(Refusal(Code.BUSY).detail)


def test_a_fault_of_an_award_table_is_placed_in_words() -> None:
    wished = SetAwardRules(WELDING, replace(award_table(), rules=()))

    refusal = decide(OPEN, wished, ORGANISER, "")

    assert isinstance(refusal, Refusal)
    assert named(wished, refusal) == {"where": Text("奖项", "award")}
    deeper = Refusal(Code.AWARD_TABLE_INVALID, {"where": "rules[0].steps[1]", "problem": ""})
    assert named(wished, deeper)["where"].en == "rule 1 › step 2"


def test_a_fault_of_a_scheme_is_placed_in_words_and_one_of_all_of_it_too() -> None:
    inner = Refusal(Code.SCHEME_INVALID, {"where": "modules[0].sub_criteria[1].title", "problem": ""})
    whole = Refusal(Code.SCHEME_INVALID, {"where": "", "problem": ""})

    assert placed(inner) == {"where": Text("模块 1 › 子标准 2 › 名称", "module 1 › sub-criterion 2 › title")}
    assert placed(whole) == {"where": Text("评分标准", "scheme")}


@pytest.mark.parametrize(
    ("award", "names"),
    [("medallion", {"award": Text("优胜奖", "Medallion for Excellence")}), ("gold", {}), ("none", {})],
)
def test_an_award_of_another_table_goes_by_its_title_where_only_one_has_it(
    award: str, names: dict[str, Text]
) -> None:
    assert named(PublishResults(FINAL), Refusal(Code.AWARD_UNKNOWN, {"award": award})) == names
