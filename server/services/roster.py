"""A list of entrants (参赛名单): what its headings mean and what is wrong with its rows. Nothing is taken here."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from server.core import limits
from server.core.refusals import Code, Refusal
from server.core.team_check import ROLE_LENGTH
from server.services import roster_teams
from server.services.refused import Refused
from server.services.tables_in import HEAD_ROWS, ROWS, Table

Column = Literal[
    "number", "name", "name_en", "delegation", "delegation_en", "category", "members", "phone",
    "team_number", "team", "role", "substitute",
]  # fmt: skip

HEADINGS: dict[Column, tuple[str, ...]] = {
    "number": (
        *("参赛号", "编号", "参赛编号", "选手编号", "号码", "参赛证号"),
        *("number", "no", "bib", "bib number", "entry number"),
    ),
    "name": (
        *(
            "姓名",
            "选手姓名",
            "参赛选手",
            "选手",
            "参赛者",
            "队名",
            "参赛队",
            "参赛队名",
            "中文名",
            "中文姓名",
            "名称",
        ),
        *("name", "full name", "chinese name", "competitor", "team", "team name", "entry", "name (chinese)"),
    ),
    "name_en": (
        "英文名",
        "英文姓名",
        "姓名拼音",
        "拼音",
        "english name",
        "name (english)",
        "name en",
        "pinyin",
    ),
    "delegation": (
        *("代表队", "单位", "所在单位", "参赛单位", "工作单位", "单位名称", "代表团", "公司", "选送单位"),
        *("delegation", "organisation", "organization", "company", "unit", "employer", "affiliation"),
    ),
    "delegation_en": (
        "代表队英文名",
        "单位英文名",
        "代表队英文",
        "单位英文",
        "delegation (english)",
        "delegation en",
    ),
    "category": ("组别", "参赛组别", "类别", "category", "group", "class"),
    "members": ("队员", "成员", "队员姓名", "参赛队员", "团队成员", "members", "team members"),
    "team_number": ("队号", "参赛队号", "团队编号", "team number", "team no", "team id"),
    "team": ("所属队", "所在队", "团队", "团队名称", "team of", "squad"),
    "role": ("角色", "岗位", "分工", "role", "position", "post"),
    "substitute": ("替补", "是否替补", "substitute", "reserve", "sub"),
    "phone": ("电话", "手机", "手机号", "联系电话", "联系方式", "phone", "mobile", "telephone", "tel"),
}
TEAMS = frozenset(("队名", "参赛队", "参赛队名", "team", "team name"))
"""Headings that name the entry where entries are teams, and the team of an entry where each has a name beside it."""
_OF_TEAMS: tuple[Column, ...] = ("role", "substitute")
NEEDED: tuple[Column, ...] = ("number", "name", "delegation")
TITLES: dict[Literal["zh", "en"], dict[Column, str]] = {
    "zh": {c: names[0] for c, names in HEADINGS.items()},
    "en": {
        "number": "Number",
        "name": "Name",
        "name_en": "English name",
        "delegation": "Delegation",
        "delegation_en": "Delegation (English)",
        "category": "Category",
        "members": "Members",
        "team_number": "Team number",
        "team": "Team of",
        "role": "Role",
        "substitute": "Substitute",
        "phone": "Phone",
    },
}
LENGTHS: dict[Column, int] = {
    "number": limits.NUMBER_LENGTH,
    "name": 60,
    "name_en": 80,
    "delegation": 60,
    "delegation_en": 80,
    "category": limits.CATEGORY_LENGTH,
    "members": 400,
    "phone": 30,
    "team_number": limits.NUMBER_LENGTH,
    "team": 60,
    "role": ROLE_LENGTH,
    "substitute": 10,
}
FAULTS_SHOWN = 500
NOBODY: Mapping[str, str] = {}
_WANTED = {name: column for column, names in HEADINGS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Row:
    """One entrant as the list has it; `row` is the line in the file, counted from 1."""

    row: int
    number: str
    name: str
    name_en: str
    delegation: str
    delegation_en: str
    category: str
    members: str
    phone: str
    team_number: str = ""
    team: str = ""
    role: str = ""
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell: `column` is the heading as the file spells it, `code` names the text that says it."""

    row: int
    column: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roster:
    """A list, read: its rows, every fault, and the headings that mean nothing to us and were left out."""

    rows: list[Row]
    faults: list[Fault]
    ignored: list[str]


@dataclass(frozen=True, slots=True)
class _Head:
    at: int
    places: dict[Column, int]
    titles: dict[Column, str]
    ignored: list[str]
    twice: list[str]


def parse(sheets: Iterable[Table], taken: Mapping[str, str] = NOBODY, *, mixed: bool = False) -> Roster:
    """
    The list in the first sheet that has one; where none has the heading of a name, that is the fault.

    :param taken: numbers that are registered already, with the name of who has them
    :param mixed: whether a team may have members of several delegations
    :raises Refused: more rows than a list can have
    """
    for table in sheets:
        if head := _head(table):
            return _read(table, head, taken, mixed=mixed)
    return Roster([], [Fault(1, _both("name"), "roster_heading_missing")], [])


def _head(table: Table) -> _Head | None:
    """The first line that has the heading of a name and of one thing more."""
    for at, line in enumerate(table[:HEAD_ROWS]):
        places: dict[Column, int] = {}
        titles, ignored, twice = {}, [], []
        headings = [_heading(clean(cell)) for cell in line]
        named = any(_WANTED.get(one) == "name" and one not in TEAMS for one in headings)
        for place, cell in enumerate(line):
            title = clean(cell)
            column = _WANTED.get(headings[place])
            if named and headings[place] in TEAMS:
                column = "team"
            if column is None:
                ignored += [title[:40]] if title else []
            elif column in places:
                twice.append(title)
            else:
                places[column], titles[column] = place, title
        if not places.keys() & {"team", "team_number"}:
            # 岗位 in a list without teams is the post somebody holds, and no role in a team.
            ignored += [titles.pop(column) for column in _OF_TEAMS if places.pop(column, None) is not None]
        if "name" in places and len(places) > 1:
            return _Head(at, places, titles, ignored, twice)
    return None


def _heading(title: str) -> str:
    """A heading without what people put around it: blanks, stars, brackets with hints, capitals."""
    plain = title.casefold().replace("（", "(").replace("）", ")").strip("*＊:： ")
    plain = " ".join(plain.replace("_", " ").replace("-", " ").rstrip(".").split())
    if plain in _WANTED:
        return plain
    return (
        "".join(plain.partition("(")[0].split()) if not plain.isascii() else plain.partition("(")[0].strip()
    )


def _both(column: Column) -> str:
    return f"{TITLES['zh'][column]} / {TITLES['en'][column]}"


def clean(cell: str) -> str:
    """
    A cell without the blanks around it (wide ones too), composed the same way everywhere.

    >>> clean("\u3000王 伟 ")
    '王 伟'
    """
    return unicodedata.normalize("NFC", cell).strip()


def _number(cell: str) -> str:
    """A number as it is shown: wide digits become plain ones, and 101.0 is what some programs make of 101."""
    text = unicodedata.normalize("NFKC", cell).strip()
    whole, _, rest = text.partition(".")
    return whole if whole.isdigit() and rest and not rest.strip("0") else text


def _read(table: Table, head: _Head, taken: Mapping[str, str], *, mixed: bool) -> Roster:
    rows = list(_rows(table, head))
    faults = [Fault(head.at + 1, title, "roster_heading_twice") for title in head.twice]
    faults += [
        Fault(head.at + 1, _both(column), "roster_heading_missing")
        for column in NEEDED
        if column not in head.places
    ]
    if not rows:
        faults.append(Fault(head.at + 2, "", "roster_empty"))
    if len(rows) > ROWS:
        raise Refused(Code.FILE_TOO_LARGE, rows=ROWS, columns=200)
    present = [column for column in NEEDED if column in head.places]
    for row in rows:
        faults += _faults_of(row, present, head.titles)
    faults += _doubles(rows, head.titles.get("number", ""), taken)
    faults += [
        Fault(*one)
        for one in roster_teams.faults(rows, {str(c): title for c, title in head.titles.items()}, mixed=mixed)
    ]
    faults.sort(key=lambda fault: fault.row)
    return Roster(rows, faults[:FAULTS_SHOWN], head.ignored)


def _rows(table: Table, head: _Head) -> Iterator[Row]:
    for at, line in enumerate(table[head.at + 1 :], start=head.at + 2):

        def cell(column: Column, tidy: Callable[[str], str] = clean, line: list[str] = line) -> str:
            place = head.places.get(column)
            return tidy(line[place]) if place is not None and place < len(line) else ""

        row = Row(
            at,
            cell("number", _number),
            cell("name"),
            cell("name_en"),
            cell("delegation"),
            cell("delegation_en"),
            cell("category"),
            cell("members"),
            cell("phone", _number),
            cell("team_number", _number),
            cell("team"),
            cell("role"),
            cell("substitute"),
        )
        if any((row.number, row.name, row.name_en, row.delegation, row.members)):
            yield row


def _faults_of(row: Row, needed: list[Column], titles: Mapping[Column, str]) -> Iterator[Fault]:
    for column, title in titles.items():
        text: str = getattr(row, column)
        # Members come one a line; that is the only cell in which lines mean something.
        checked = text.replace("\n", "、").replace("\r", "") if column == "members" else text
        wrong = limits.check_text(column, checked, LENGTHS[column], may_be_empty=column not in needed)
        if wrong:
            yield _fault_from(wrong, row.row, title)


def _fault_from(wrong: Refusal, row: int, title: str) -> Fault:
    if wrong.code is Code.TEXT_MISSING:
        return Fault(row, title, "roster_cell_empty")
    if wrong.code is Code.TEXT_TOO_LONG:
        return Fault(row, title, "roster_cell_too_long", {"length_max": wrong.detail["length_max"]})
    return Fault(row, title, "roster_cell_hides")


def _doubles(rows: list[Row], title: str, taken: Mapping[str, str]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        if not row.number:
            continue
        if row.number in first:
            yield Fault(
                row.row, title, "roster_number_twice", {"number": row.number[:20], "first": first[row.number]}
            )
        elif row.number in taken:
            params: dict[str, str | int] = {"number": row.number[:20], "name": taken[row.number]}
            yield Fault(row.row, title, "roster_number_taken", params)
        first.setdefault(row.number, row.row)
