"""Teams in a list of entrants: which rows make a team, and what is wrong with it, by row. Nothing is taken here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from server.core import limits

YES = frozenset(("是", "替补", "√", "✓", "有", "1", "x", "y", "yes", "true", "substitute", "reserve", "sub"))
NO = frozenset(("", "否", "正式", "正选", "无", "0", "-", "—", "n", "no", "false", "regular"))


class TeamRow(Protocol):
    """What teams are made of: the columns of a row that say so."""

    @property
    def row(self) -> int:
        """The line in the file."""
        ...

    @property
    def number(self) -> str:
        """The entry's number."""
        ...

    @property
    def delegation(self) -> str:
        """The entry's delegation, by name."""
        ...

    @property
    def team_number(self) -> str:
        """队号."""
        ...

    @property
    def team(self) -> str:
        """队名."""
        ...

    @property
    def role(self) -> str:
        """角色."""
        ...

    @property
    def substitute(self) -> str:
        """替补."""
        ...


@dataclass(frozen=True, slots=True)
class ListedTeam:
    """A team as the list has it; `number` is empty where the file names teams and numbers none."""

    number: str
    name: str
    rows: tuple[TeamRow, ...]


def is_substitute(row: TeamRow) -> bool:
    """Whether the cell says so; the check has refused what says neither."""
    return row.substitute.strip().casefold() in YES


def teams(rows: Sequence[TeamRow]) -> list[ListedTeam]:
    """The teams of a list in the order they first appear: rows with the same team number, else with the same team name."""
    of: dict[str, list[TeamRow]] = {}
    for row in rows:
        if key := _key(row):
            of.setdefault(key, []).append(row)
    found = []
    for members in of.values():
        name = next((row.team for row in members if row.team), "")
        number = members[0].team_number
        found.append(ListedTeam(number, name or number, tuple(members)))
    return found


def _key(row: TeamRow) -> str:
    return row.team_number or row.team


FaultFound = tuple[int, str, str, dict[str, str | int]]
"""Row, heading, code of the text, what the text needs."""


def faults(rows: Sequence[TeamRow], titles: Mapping[str, str], *, mixed: bool) -> Iterator[FaultFound]:
    """Everything that keeps the rows from making teams."""
    head = titles.get("team_number", titles.get("team", ""))
    for row in rows:
        if (row.role or row.substitute.strip()) and not _key(row):
            column = titles["role"] if row.role else titles["substitute"]
            yield row.row, column, "roster_team_missing", {}
        if row.substitute.strip().casefold() not in YES | NO:
            yield row.row, titles["substitute"], "roster_substitute_unclear", {"value": row.substitute[:20]}
    for team in teams(rows):
        yield from _of_team(team, head, titles, mixed=mixed)


def _of_team(team: ListedTeam, head: str, titles: Mapping[str, str], *, mixed: bool) -> Iterator[FaultFound]:
    first = team.rows[0]
    for row in team.rows[1:]:
        if row.team and row.team != team.name and row.team_number:
            params: dict[str, str | int] = {"number": team.number, "name": team.name, "first": first.row}
            yield row.row, titles["team"], "roster_team_name_differs", params
        if row.delegation != first.delegation and not mixed:
            yield row.row, head, "roster_team_mixed", {"team": team.name, "first": first.row}
    if all(is_substitute(row) for row in team.rows):
        yield first.row, titles["substitute"], "roster_team_empty", {"team": team.name}
    if len(team.rows) > limits.MEMBERS_OF_A_TEAM:
        yield first.row, head, "roster_team_too_large", {"team": team.name, "most": limits.MEMBERS_OF_A_TEAM}
