"""Teams as facts: who may be in one, what a rule may ask for, and that late changes take a reason and a new version."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F
from random import Random

import pytest

from server.core.commands import Command
from server.core.commands_panel import SetPanel
from server.core.commands_round import AddRound, CloseRound, MakeDraw, OpenRound, PublishResults
from server.core.commands_rulings import SetEntryState
from server.core.commands_setup import AddEvent, RegisterEntries
from server.core.commands_teams import RegisterTeams, RemoveTeams, SetDelegationTables, SetTeamRule
from server.core.competition import Competition
from server.core.decide import decide
from server.core.delegation_table import DelegationRule, DelegationTable, Heads
from server.core.facts_setup import Registration
from server.core.ids import Code as BlindCode
from server.core.ids import DelegationId, EntryId, EventId, ModuleId, RoundId
from server.core.rank_points import RankPoints
from server.core.refusals import Code, Refusal
from server.core.team_check import check_rule, check_tables
from server.core.team_field import table
from server.core.team_rule import TeamId, TeamMember, TeamRegistration, TeamRule
from tests.core.runs import some_runs
from tests.support.small import (
    ENTRIES,
    FINAL,
    JUDGES,
    ORGANISER,
    TITLE,
    WELD,
    WELDING,
    codes,
    judge,
    opened,
    played,
    scheme,
    sheet,
    teamed,
)

RELAY = EventId("relay")
TWO = teamed(((0, 1), (2, 3)))
SUM = SetTeamRule(WELDING, TeamRule())
PUBLISHED = (CloseRound(FINAL, incomplete=True), PublishResults(FINAL))


def refused(state: Competition, command: Command) -> Code:
    decision = decide(state, command, ORGANISER, "chance")
    assert isinstance(decision, Refusal), decision
    return decision.code


def test_a_team_named_again_is_from_now_on_as_it_stands_there() -> None:
    state = played(
        *opened(), TWO, RegisterTeams(WELDING, (replace(TWO.teams[0], members=TWO.teams[0].members[:1]),))
    )

    assert [len(team.members) for team in state.events[WELDING].teams.values()] == [1, 2]


def test_a_member_can_go_over_to_another_team_in_one_command() -> None:
    state = played(*opened(), TWO, teamed(((0,), (1, 2, 3))))

    assert [len(team.members) for team in state.events[WELDING].teams.values()] == [1, 3]


def test_a_removed_team_leaves_its_members_free() -> None:
    again = RegisterTeams(WELDING, (replace(TWO.teams[0], team=TeamId("t7"), number="7"),))
    state = played(*opened(), TWO, RemoveTeams(WELDING, (TeamId("t1"),)), again)

    assert list(state.events[WELDING].teams) == ["t2", "t7"]


def test_a_team_of_substitutes_alone_is_none() -> None:
    members = tuple(replace(one, substitute=True) for one in TWO.teams[0].members)

    assert (
        refused(played(*opened()), replace(TWO, teams=(replace(TWO.teams[0], members=members),)))
        == Code.TEAM_EMPTY
    )


def test_mixed_teams_are_for_the_rule_to_allow() -> None:
    mixed = replace(TWO, teams=(replace(TWO.teams[0], delegation=DelegationId("d9")),))
    state = played(*opened(), SetTeamRule(WELDING, TeamRule(mixed=True)), mixed)

    assert refused(played(*opened()), mixed) == Code.TEAM_MEMBER_FOREIGN
    assert refused(state, SetTeamRule(WELDING, TeamRule())) == Code.TEAM_MEMBER_FOREIGN


def test_an_id_belongs_to_one_team_or_one_entry() -> None:
    own = AddEvent(RELAY, TITLE, scheme())
    entry = Registration(EntryId("t1"), "1", DelegationId("d1"))
    member = Registration(EntryId("x1"), "1", DelegationId("d1"))
    elsewhere = TeamRegistration(TeamId("t1"), "1", DelegationId("d1"), (TeamMember(EntryId("x1")),))
    state = played(*opened(), TWO, own, RegisterEntries(RELAY, (member,)))

    assert refused(state, RegisterTeams(RELAY, (elsewhere,))) == Code.TEAM_EXISTS
    assert refused(state, RegisterEntries(RELAY, (replace(entry, number="2"),))) == Code.ENTRY_EXISTS
    assert (
        refused(state, RegisterTeams(WELDING, (replace(TWO.teams[0], team=TeamId("e3")),)))
        == Code.TEAM_EXISTS
    )


@pytest.mark.parametrize(
    "command",
    [teamed(((0, 2), (1, 3))), RemoveTeams(WELDING, (TeamId("t1"),)), SetTeamRule(WELDING, TeamRule(best=1))],
)
def test_once_results_are_published_a_change_needs_a_reason_and_makes_a_new_version_possible(
    command: RegisterTeams | RemoveTeams | SetTeamRule,
) -> None:
    state = played(*opened(), SUM, TWO, *PUBLISHED)
    changed = played(*opened(), SUM, TWO, *PUBLISHED, replace(command, reason="wrong list"))

    assert refused(state, command) == Code.REASON_MISSING
    assert refused(state, PublishResults(FINAL)) == Code.NOTHING_NEW_TO_PUBLISH
    assert not changed.rounds[FINAL].is_official
    assert not isinstance(decide(changed, PublishResults(FINAL), ORGANISER, ""), Refusal)


def test_a_disqualification_after_publication_changes_the_table() -> None:
    day: list[object] = [*opened(), SUM, TWO]
    blind = played(*opened())
    for code, value in zip(codes(blind), ("10", "8", "6", "4"), strict=True):
        day += [(judge(one), sheet(code, WELD, value)) for one in JUDGES]
    before = played(*day, *PUBLISHED)  # type: ignore[arg-type]
    first = table(before, before.events[WELDING])
    assert first is not None
    best = before.events[WELDING].teams[first[0].team].members
    out = max(
        best, key=lambda one: next(s.value for s in first[0].shares if s.member.entry == one.entry)
    ).entry
    after = played(*day, *PUBLISHED, SetEntryState(FINAL, out, "disqualified", "fraud"))  # type: ignore[arg-type]
    second = table(after, after.events[WELDING])
    assert second is not None

    was = next(one for one in first if one.rank == 1)
    now = next(one for one in second if one.team == was.team)
    lost = next(share.value for share in was.shares if share.member.entry == out)
    assert now.exact == was.exact - lost
    assert next(share for share in now.shares if share.member.entry == out).member.state == "disqualified"


def test_the_own_modules_are_an_event_of_which_the_other_end_may_not_win() -> None:
    fast = AddEvent(EventId("fast"), TITLE, some_runs(Random(1))[0])
    state = played(*opened(), AddEvent(RELAY, TITLE, scheme()), fast)
    assert not isinstance(
        decide(state, SetTeamRule(WELDING, TeamRule(own_event=RELAY)), ORGANISER, ""), Refusal
    )
    wrong = [
        TeamRule(own_event=WELDING),
        TeamRule(own_event=EventId("none")),
        TeamRule(own_event=fast.event),
        TeamRule("place", own_event=RELAY),
        TeamRule(round=RoundId("none")),
    ]
    for rule in wrong:
        assert refused(state, SetTeamRule(WELDING, rule)) == Code.TEAM_RULE_INVALID


def test_the_team_has_what_its_number_has_in_the_own_event() -> None:
    relay = RoundId("relay-final")
    entries = tuple(Registration(EntryId(f"r{n}"), str(n), DelegationId("d1")) for n in (1, 2))
    state = played(
        *opened(),
        TWO,
        AddEvent(RELAY, TITLE, scheme()),
        RegisterEntries(RELAY, entries),
        AddRound(relay, RELAY, TITLE),
        MakeDraw(relay, "seed"),
        SetPanel(relay, ModuleId("prepare"), JUDGES[:1]),
        SetPanel(relay, WELD, JUDGES[:1]),
        OpenRound(relay),
        SetTeamRule(WELDING, TeamRule(own_event=RELAY, own_weight=D("0.5"), members_min=0)),
        (judge(JUDGES[0]), replace(sheet(BlindCode("01"), WELD, "9"), round=relay)),
    )
    first = state.rounds[relay].entries[BlindCode("01")]
    number = state.events[RELAY].registrations[first].number

    found = table(state, state.events[WELDING])
    assert found is not None
    assert {str(one.team): (one.own, one.total) for one in found} == {
        f"t{number}": (F(9), D("9.00")),
        f"t{3 - int(number)}": (F(0), D("0.00")),
    }


def test_each_fault_of_a_rule_is_named_with_its_place() -> None:
    rule = TeamRule(
        "rank_points",
        best=1,
        must_count=("a", "a"),
        members_min=-1,
        points=(RankPoints(1, 3, D(5)), RankPoints(3, 2, D(-1))),
        ties=("own", "own", "seconds"),
        id="Nice Rule",
    )

    assert [fault.path for fault in check_rule(rule, scheme())] == [
        "id",
        "members_min",
        "points[1]",
        "points[1].points",
        "must_count[1]",
        "best",
        "ties",
        "ties",
        "ties",
    ]


def test_each_fault_of_a_table_is_named_with_its_place() -> None:
    rule = DelegationRule(
        "rank_points", points=(RankPoints(1, None, D(5)), RankPoints(2, 3, D(1))), best_of_event=0
    )
    one = DelegationTable("a", TITLE, rule, events=(EventId("none"),), people=(Heads(WELDING, 0),))

    found = check_tables((one, replace(one, rule=DelegationRule())), [WELDING])

    assert [fault.path for fault in found] == [
        "tables[0].rule.points[1]",
        "tables[0].rule.best_of_event",
        "tables[0].people[0]",
        "tables[0].events",
        "tables[1].people[0]",
        "tables[1].events",
        "tables[1].id",
    ]


def test_tables_are_set_all_at_once() -> None:
    one = DelegationTable("a", TITLE, DelegationRule())
    state = played(*opened(), SetDelegationTables((one, replace(one, id="b"))), SetDelegationTables((one,)))

    assert state.tables == (one,)
    assert refused(state, SetDelegationTables((one,))) == Code.TEAMS_UNCHANGED


def test_who_was_not_drawn_did_not_start() -> None:
    state = played(*opened(), SetTeamRule(WELDING, TeamRule("place")), TWO)

    found = table(state, state.events[WELDING])

    assert found is not None
    assert [one.total for one in found] == [None, None], "nobody has a result yet"
    assert len(ENTRIES) == 4
