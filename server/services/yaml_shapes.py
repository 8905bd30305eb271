"""A YAML file as one of the core's shapes, or everything that is wrong with it; what a shape means stands in the core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from server.core.award_check import Fault
from server.services.malformed import explain_all
from server.services.scheme_files import BYTES_MAX, to_data
from server.services.yaml_text import read_yaml

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """A file that does not hold what it should, and everything that is wrong with it, a line each."""

    problems: tuple[str, ...]


def read(
    content: bytes, shape: TypeAdapter[Shape | None], check: Callable[[Shape], Sequence[Fault]]
) -> Shape:
    """What a file holds. :raises Unreadable: with every fault, a line each"""
    if len(content) > BYTES_MAX:
        raise Unreadable((f"文件超过 {BYTES_MAX} 字节 / the file is larger than {BYTES_MAX} bytes",))
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


def shipped(folder: str) -> list[bytes]:
    """The files of a folder that comes with the product, by name."""
    there = (resources.files("server") / folder).iterdir()
    named = sorted((file for file in there if file.name.endswith(".yaml")), key=lambda file: file.name)
    return [file.read_bytes() for file in named]


def as_data(one: object) -> dict[str, Any]:
    """The JSON form: field names one to one, decimals as texts."""
    data: dict[str, Any] = to_data(one)
    return data
