"""A list of entrants: what its headings may be called, and every fault with its row and column."""

from __future__ import annotations

import pytest

from server.services import roster
from server.services.roster import Fault, Row
from server.services.tables_in import separated

HEAD = ["参赛号", "姓名", "代表队"]


def faults(*rows: list[str], taken: dict[str, str] | None = None) -> list[tuple[int, str, str]]:
    read = roster.parse([[HEAD, *rows]], taken or {})
    return [(fault.row, fault.column, fault.code) for fault in read.faults]


@pytest.mark.parametrize(
    "head",
    [
        ["编号", "选手姓名", "单位"],
        ["Number", "Name", "Delegation"],
        ["NO.", "Full Name", "Organization"],
        ["* 参赛号（必填）", " 姓 名 ", "工作单位："],
        ["bib_number", "TEAM NAME", "company"],
        ["编号(必填)", "队名", "代表队(全称)"],
    ],
)
def test_headings_are_known_in_both_languages_and_many_spellings(head: list[str]) -> None:
    read = roster.parse([[head, ["101", "王伟", "一厂"]]])

    assert (read.rows, read.faults) == ([Row(2, "101", "王伟", "", "一厂", "", "", "", "")], [])


def test_titles_above_and_blank_lines_between_do_not_matter_and_rows_keep_their_place() -> None:
    table = [
        ["2026 年焊工大赛名单"],
        [],
        ["序号", *HEAD],
        ["1", "101", "王伟", "一厂"],
        ["", "", "", ""],
        ["2", "102", "李娜", "二厂"],
    ]

    read = roster.parse([[["填写说明"]], table])

    assert [(row.row, row.number) for row in read.rows] == [(4, "101"), (6, "102")]
    assert read.ignored == ["序号"]


def test_numbers_that_a_program_made_of_numbers_come_back_as_they_were() -> None:
    read = roster.parse(
        [[HEAD, ["101.0", "a", "x"], ["１０２", "b", "x"], ["007", "c", "x"], ["A-1.5", "d", "x"]]]
    )

    assert [row.number for row in read.rows] == ["101", "102", "007", "A-1.5"]


def test_every_fault_is_listed_with_its_row_and_column() -> None:
    found = faults(
        ["101", "王伟", "一厂"],
        ["101", "李娜", "一厂"],
        ["102", "", "一厂"],
        ["", "张敏", ""],
        ["103", "x" * 61, "一厂"],
        ["104", "a\u202eb", "一厂"],
        ["105", "刘洋", "一厂"],
        ["106", "\u200d\u200d", "一厂"],
        ["107", "王\u200b伟", "一厂"],
        taken={"105": "陈静"},
    )

    assert found == [
        (3, "参赛号", "roster_number_twice"),
        (4, "姓名", "roster_cell_empty"),
        (5, "参赛号", "roster_cell_empty"),
        (5, "代表队", "roster_cell_empty"),
        (6, "姓名", "roster_cell_too_long"),
        (7, "姓名", "roster_cell_hides"),
        (8, "参赛号", "roster_number_taken"),
        (9, "姓名", "roster_cell_empty"),
        (10, "姓名", "roster_cell_hides"),
    ]


def test_what_is_missing_as_a_whole_is_a_fault_too() -> None:
    no_head = roster.parse([[["a", "b"], ["1", "2"]]])
    no_number = roster.parse([[["姓名", "代表队"], ["王伟", "一厂"]]])
    nobody = roster.parse([[HEAD]])
    double = roster.parse([[[*HEAD, "选手"], ["101", "王伟", "一厂", "李娜"]]])

    assert no_head.faults == [Fault(1, "姓名 / Name", "roster_heading_missing")]
    assert no_number.faults == [Fault(1, "参赛号 / Number", "roster_heading_missing")]
    assert nobody.faults == [Fault(2, "", "roster_empty")]
    assert double.faults == [Fault(1, "选手", "roster_heading_twice")]


def test_text_that_looks_like_a_formula_is_text() -> None:
    read = roster.parse([[HEAD, ["=1+1", "=HYPERLINK(A1)", "@一厂"]]])

    assert read.faults == []
    assert (read.rows[0].number, read.rows[0].name) == ("=1+1", "=HYPERLINK(A1)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_separator_we_meet(
    encoding: str, separator: str
) -> None:
    text = separator.join(HEAD) + "\r\n" + separator.join(["101", '"王 ""小"" 伟"', "一厂"]) + "\r\n"

    read = roster.parse([separated(text.encode(encoding))])

    assert [(row.number, row.name, row.delegation) for row in read.rows] == [("101", '王 "小" 伟', "一厂")]
