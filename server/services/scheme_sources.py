"""A scheme from whatever file an organiser has, and back into one: YAML or a workbook, told apart by content."""

from __future__ import annotations

from functools import cache
from importlib import resources

from server.core.problems import Problem
from server.core.scheme import Scheme
from server.services import scheme_files, scheme_workbook_in, scheme_workbook_look
from server.services.scheme_workbook_cells import BYTES_MAX, is_workbook, looks_like_csv
from server.services.scheme_workbook_faults import fault
from server.services.texts import Language

UPLOAD_MAX = max(BYTES_MAX, scheme_files.BYTES_MAX)


def read(data: bytes) -> Scheme | list[Problem]:
    """The scheme in a file, or everything that is wrong with it."""
    if is_workbook(data):
        return scheme_workbook_in.read(data)
    found = scheme_files.read(data)
    if isinstance(found, list) and looks_like_csv(data):
        return [fault("workbook_csv")]
    return found


def workbook(scheme: Scheme, language: Language) -> bytes:
    """The scheme as .xlsx."""
    return scheme_workbook_look.write(scheme, language)


@cache
def example() -> Scheme:
    """A small scheme that has an aspect of every kind: what the template is filled with."""
    found = scheme_files.read((resources.files("server") / "services" / "scheme_example.yaml").read_bytes())
    assert isinstance(found, Scheme), found
    return found
