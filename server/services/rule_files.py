"""Team rules and tables of delegations as files: the library that comes with the product, and an own file."""

from functools import cache

from pydantic import TypeAdapter

from server.core.delegation_table import DelegationTable
from server.core.team_check import check_rule, check_tables
from server.core.team_rule import TeamRule
from server.services import yaml_shapes
from server.services.scheme_files import CONFIG

RULE: TypeAdapter[TeamRule | None] = TypeAdapter(TeamRule | None, config=CONFIG)
TABLE: TypeAdapter[DelegationTable | None] = TypeAdapter(DelegationTable | None, config=CONFIG)


def read_rule(content: bytes) -> TeamRule:
    """The team rule in a YAML file. :raises Unreadable: with every fault, a line each"""
    return yaml_shapes.read(content, RULE, check_rule)


def read_table(content: bytes) -> DelegationTable:
    """The table of delegations in a YAML file. :raises Unreadable: with every fault, a line each"""
    return yaml_shapes.read(content, TABLE, lambda table: check_tables([table]))


@cache
def rules() -> dict[str, TeamRule]:
    """The team rules that come with the product, by id; a broken one is our own failure."""
    return {rule.id: rule for rule in map(read_rule, yaml_shapes.shipped("team_rules"))}


@cache
def tables() -> dict[str, DelegationTable]:
    """The tables of delegations that come with the product, by id."""
    return {table.id: table for table in map(read_table, yaml_shapes.shipped("delegation_tables"))}
