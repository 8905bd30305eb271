"""Examples in docstrings are true: each is run, and gives what is written under it."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    file
    for folder in ("server", "scoreboard", "judge_client", "tools")
    for file in (ROOT / folder).rglob("*.py")
    if ">>> " in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_a_docstring_shows_is_so(file: Path) -> None:
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts)

    told = doctest.testmod(importlib.import_module(name))

    assert told.attempted > 0
    assert told.failed == 0
