"""Award tables as files and as JSON: the library that comes with the product. What is wrong with one stands in the core."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from pydantic import TypeAdapter, ValidationError

from server.core.award_check import check
from server.core.award_table import AwardTable
from server.services.scheme_files import BYTES_MAX, CONFIG, to_data
from server.services.yaml_text import read_yaml

TABLE: TypeAdapter[AwardTable | None] = TypeAdapter(AwardTable | None, config=CONFIG)


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """A file that holds no sound award table, and everything that is wrong with it, a line each."""

    problems: tuple[str, ...]


def read(content: bytes) -> AwardTable:
    """The award table in a YAML file. :raises Unreadable:"""
    if len(content) > BYTES_MAX:
        raise Unreadable((f"> {BYTES_MAX} bytes",))
    document = read_yaml(content.decode("utf-8-sig", "replace"))
    if document.problems:
        raise Unreadable(tuple(f"{one.line}: {one.text.zh} / {one.text.en}" for one in document.problems))
    try:
        table = TABLE.validate_python(document.data)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        lines = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong)
        raise Unreadable(tuple(dict.fromkeys(lines))) from error
    if table is None:
        raise Unreadable(("the file is empty",))
    faults = check(table)
    if faults:
        raise Unreadable(tuple(f"{one.path}: {one.text.zh} / {one.text.en}" for one in faults))
    return table


def as_data(table: AwardTable) -> dict[str, Any]:
    """The JSON form: field names one to one, decimals as texts."""
    data: dict[str, Any] = to_data(table)
    return data


@cache
def library() -> dict[str, AwardTable]:
    """The award tables that come with the product, by id; a broken one is our own failure."""
    folder = resources.files("server") / "awards"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda one: one.name
    )
    tables = [read(file.read_bytes()) for file in files]
    return {table.id: table for table in tables}
