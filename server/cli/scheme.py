"""`jinchui scheme`: the group of commands about marking schemes, and those that check. Others stand in `scheme_*.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the group."""
    from server.cli import scheme_convert, scheme_diff, scheme_simulate

    group = typer.Typer(help="Marking schemes.", no_args_is_help=True)
    group.command()(check)
    group.command()(schema)
    for part in (scheme_convert, scheme_diff, scheme_simulate):
        part.register(group)
    app.add_typer(group, name="scheme")


def check(
    files: Annotated[list[Path], typer.Argument(help="Scheme files (.yaml or .xlsx).")],
) -> None:
    """Check scheme files. Exit code 1: there are faults."""
    from server.cli.scheme_faults import contents, show
    from server.core.scheme import Scheme
    from server.services import scheme_files, scheme_sources

    faults = 0
    for file in files:
        content = contents(file)
        if content is None:
            faults += 1
            continue
        found = scheme_sources.read(content)
        if isinstance(found, Scheme):
            hash_ = scheme_files.content_hash(found)
            print(f"{file}: 通过 sound   {found.title.zh} {found.title.en}   v{found.version}   {hash_[:16]}")
        else:
            faults += len(found)
            show(file, found)
    if faults:
        raise typer.Exit(1)


def schema() -> None:
    """Print the JSON Schema of a scheme file."""
    from server.services import scheme_files

    print(json.dumps(scheme_files.json_schema(), ensure_ascii=False, indent=2))
