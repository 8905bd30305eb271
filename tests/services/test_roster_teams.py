"""Teams in a list: one file brings entries and teams, and every fault is named with its row and column."""

from __future__ import annotations

from server.services import roster, roster_teams

HEAD = ["参赛号", "姓名", "代表队", "队号", "队名", "角色", "替补"]


def read(*rows: list[str], head: list[str] = HEAD, mixed: bool = False) -> roster.Roster:
    return roster.parse([[head, *rows]], mixed=mixed)


def faults(*rows: list[str], head: list[str] = HEAD, mixed: bool = False) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in read(*rows, head=head, mixed=mixed).faults]


def test_rows_with_the_same_team_number_are_a_team() -> None:
    found = read(
        ["101", "甲", "一厂", "1", "一厂一队", "队长", ""],
        ["102", "乙", "一厂", "1", "", "", "替补"],
        ["103", "丙", "二厂", "2", "二厂队", "", "否"],
        ["104", "丁", "二厂", "", "", "", ""],
    )

    assert found.faults == []
    assert [
        (
            team.number,
            team.name,
            [(row.number, row.role, roster_teams.is_substitute(row)) for row in team.rows],
        )
        for team in roster_teams.teams(found.rows)
    ] == [
        ("1", "一厂一队", [("101", "队长", False), ("102", "", True)]),
        ("2", "二厂队", [("103", "", False)]),
    ]


def test_a_list_may_name_teams_without_numbers() -> None:
    found = read(
        ["101", "甲", "一厂", "红队"],
        ["102", "乙", "一厂", "红队"],
        head=["参赛号", "姓名", "代表队", "参赛队"],
    )

    assert [(team.number, team.name, len(team.rows)) for team in roster_teams.teams(found.rows)] == [
        ("", "红队", 2)
    ]


def test_where_entries_are_teams_the_team_is_the_name() -> None:
    found = read(["1", "红队", "一厂"], head=["编号", "队名", "代表队"])

    assert (found.rows[0].name, found.rows[0].team, found.faults) == ("红队", "", [])


def test_a_post_in_a_list_without_teams_is_no_role() -> None:
    found = read(["1", "甲", "一厂", "班长"], head=["编号", "姓名", "代表队", "岗位"])

    assert (found.faults, found.ignored) == ([], ["岗位"])


def test_every_fault_of_a_team_is_named_with_its_row() -> None:
    assert faults(
        ["101", "甲", "一厂", "1", "一队", "", ""],
        ["102", "乙", "二厂", "1", "别的队", "", ""],
        ["103", "丙", "一厂", "", "", "队长", ""],
        ["104", "丁", "一厂", "2", "", "", "也许"],
        ["105", "戊", "一厂", "3", "", "", "是"],
    ) == [
        (3, "队名", "roster_team_name_differs"),
        (3, "队号", "roster_team_mixed"),
        (4, "角色", "roster_team_missing"),
        (5, "替补", "roster_substitute_unclear"),
        (6, "替补", "roster_team_empty"),
    ]


def test_a_mixed_team_is_no_fault_where_the_rule_allows_it() -> None:
    rows = (["101", "甲", "一厂", "1", "", "", ""], ["102", "乙", "二厂", "1", "", "", ""])

    assert faults(*rows, mixed=True) == []
