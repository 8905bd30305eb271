"""Team rules and tables of delegations as files and as JSON: the library that comes with the product, and an own file.

What is wrong with one stands in the core; a file is read as award tables are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from server.core.award_check import Fault
from server.core.delegation_table import DelegationTable
from server.core.team_check import check_rule, check_tables
from server.core.team_rule import TeamRule
from server.services.award_files import Unreadable
from server.services.malformed import explain_all
from server.services.scheme_files import BYTES_MAX, CONFIG, to_data
from server.services.yaml_text import read_yaml

RULE: TypeAdapter[TeamRule | None] = TypeAdapter(TeamRule | None, config=CONFIG)
TABLE: TypeAdapter[DelegationTable | None] = TypeAdapter(DelegationTable | None, config=CONFIG)

Kept = TypeVar("Kept", TeamRule, DelegationTable)


def read_rule(content: bytes) -> TeamRule:
    """The team rule in a YAML file. :raises Unreadable: with every fault, a line each"""
    return _read(content, RULE, check_rule)


def read_table(content: bytes) -> DelegationTable:
    """The table of delegations in a YAML file. :raises Unreadable: with every fault, a line each"""
    return _read(content, TABLE, lambda table: check_tables([table]))


def as_data(one: TeamRule | DelegationTable) -> dict[str, Any]:
    """The JSON form: field names one to one, decimals as texts."""
    data: dict[str, Any] = to_data(one)
    return data


@cache
def rules() -> dict[str, TeamRule]:
    """The team rules that come with the product, by id; a broken one is our own failure."""
    return {rule.id: rule for rule in map(read_rule, _files("team_rules"))}


@cache
def tables() -> dict[str, DelegationTable]:
    """The tables of delegations that come with the product, by id."""
    return {table.id: table for table in map(read_table, _files("delegation_tables"))}


def _files(folder: str) -> Sequence[bytes]:
    there = (resources.files("server") / folder).iterdir()
    named = sorted((file for file in there if file.name.endswith(".yaml")), key=lambda file: file.name)
    return [file.read_bytes() for file in named]


def _read(content: bytes, shape: TypeAdapter[Kept | None], check: Callable[[Kept], Sequence[Fault]]) -> Kept:
    if len(content) > BYTES_MAX:
        raise Unreadable((f"> {BYTES_MAX} bytes",))
    document = read_yaml(content.decode("utf-8-sig", "replace"))
    if document.problems:
        raise Unreadable(tuple(f"{one.line}: {one.text.zh} / {one.text.en}" for one in document.problems))
    try:
        found = shape.validate_python(document.data)
    except ValidationError as error:
        raise Unreadable(explain_all(error)) from error
    if found is None:
        raise Unreadable(("文件是空的 / the file is empty",))
    if faults := check(found):
        raise Unreadable(tuple(f"{one.path}: {one.text.zh} / {one.text.en}" for one in faults))
    return found
