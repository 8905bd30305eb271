"""`jinchui scheme check`: every fault of a scheme file at once, with its place and remedy, in both languages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Marking schemes.", no_args_is_help=True)
    group.command()(check)
    group.command()(schema)
    app.add_typer(group, name="scheme")


def check(
    files: Annotated[list[Path], typer.Argument(help="Scheme files (.yaml).")],
) -> None:
    """Check scheme files. Exit code 1: there are faults."""
    from server.core import scheme_check
    from server.core.problems import Problem
    from server.core.scheme import Scheme
    from server.services import scheme_files

    faults = 0
    for file in files:
        try:
            found = scheme_files.read(file.read_bytes())
        except OSError as error:
            print(f"{file}: {error.strerror}", file=sys.stderr)
            faults += 1
            continue
        problems: list[Problem] = scheme_check.check(found) if isinstance(found, Scheme) else found
        faults += len(problems)
        for one in problems:
            _print(file, one)
        if isinstance(found, Scheme) and not problems:
            hash_ = scheme_files.content_hash(found)
            print(f"{file}: 通过 sound   {found.title.zh} {found.title.en}   v{found.version}   {hash_[:16]}")
    if faults:
        raise typer.Exit(1)


def _print(file: Path, one: object) -> None:
    from server.core.problems import Problem, place

    assert isinstance(one, Problem)
    where = f"{file}:{one.line}" if one.line else str(file)
    at = place(one.path)
    print(f"{where}: [{one.code}] {at.zh}：{one.text.zh}", file=sys.stderr)
    print(f"{' ' * len(where)}  {at.en}: {one.text.en}", file=sys.stderr)


def schema() -> None:
    """Print the JSON Schema of a scheme file."""
    from server.services import scheme_files

    print(json.dumps(scheme_files.json_schema(), ensure_ascii=False, indent=2))
