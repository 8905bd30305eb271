"""Scheme files at the command line: opened, and their faults said with place and remedy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.core.problems import Problem


def contents(file: Path) -> bytes | None:
    """What is in the file, None (and a line of explanation) where it cannot be opened."""
    try:
        return file.read_bytes()
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        return None


def show(file: Path, problems: list[Problem]) -> None:
    """Every problem with its place and remedy, in both languages."""
    from server.core.problems import place

    for one in problems:
        spot = one.spot
        at = place(one.path)
        if spot is not None:
            cell = f"{spot.column or ''}{spot.row or ''}"
            where = f"{file} [{spot.sheet}{'!' if cell else ''}{cell}]"
        else:
            where = f"{file}:{one.line}" if one.line else str(file)
        print(f"{where}: [{one.code}] {f'{at.zh}：' if one.path else ''}{one.text.zh}", file=sys.stderr)
        print(f"{' ' * len(where)}  {f'{at.en}: ' if one.path else ''}{one.text.en}", file=sys.stderr)
