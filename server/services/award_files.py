"""Award tables as files: the library that comes with the product. What is wrong with one stands in the core."""

from functools import cache

from pydantic import TypeAdapter

from server.core.award_check import check
from server.core.award_table import AwardTable
from server.services import yaml_shapes
from server.services.scheme_files import CONFIG

TABLE: TypeAdapter[AwardTable | None] = TypeAdapter(AwardTable | None, config=CONFIG)


def read(content: bytes) -> AwardTable:
    """The award table in a YAML file. :raises Unreadable: with every fault, a line each"""
    return yaml_shapes.read(content, TABLE, check)


@cache
def library() -> dict[str, AwardTable]:
    """The award tables that come with the product, by id; a broken one is our own failure."""
    return {table.id: table for table in map(read, yaml_shapes.shipped("awards"))}
