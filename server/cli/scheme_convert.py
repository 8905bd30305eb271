"""`jinchui scheme template` and `convert`: schemes as workbooks that people fill in, and back to YAML."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from server.core.scheme import Scheme


class Lang(StrEnum):
    """The language of headings and choices."""

    zh = "zh"
    en = "en"


_LANG = typer.Option(help="Language of the workbook's headings.")


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(template)
    group.command()(convert)


def template(
    out: Annotated[Path, typer.Argument(help="The workbook to write (.xlsx).")],
    from_: Annotated[str, typer.Option("--from", help="A scheme of the library, or a file.")] = "",
    lang: Annotated[Lang, _LANG] = Lang.zh,
) -> None:
    """Write a workbook to fill in; it holds an example of every kind, or the scheme given."""
    from server.services import scheme_files, scheme_sources

    known = scheme_files.library().get(from_)
    scheme = known or (_read(Path(from_)) if from_ else scheme_sources.example())
    _write(out, scheme_sources.workbook(scheme, lang.value))


def convert(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A sound scheme (.yaml or .xlsx).")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write (.yaml or .xlsx).")],
    lang: Annotated[Lang, _LANG] = Lang.zh,
) -> None:
    """Turn a YAML file into a workbook or back; nothing is lost on the way."""
    from server.services import scheme_sources, yaml_out

    kind = target.suffix.lower()
    if kind not in (".yaml", ".yml", ".xlsx"):
        print(f"{target}: .yaml 或 .xlsx / .yaml or .xlsx", file=sys.stderr)
        raise typer.Exit(2)
    scheme = _read(source)
    _write(target, scheme_sources.workbook(scheme, lang.value) if kind == ".xlsx" else yaml_out.write(scheme))


def _read(file: Path) -> Scheme:
    """The scheme in the file; where there is none, its faults are shown and the command ends."""
    from server.cli.scheme_faults import contents, show
    from server.services import scheme_sources

    content = contents(file)
    if content is None:
        raise typer.Exit(1)
    found = scheme_sources.read(content)
    if isinstance(found, list):
        show(file, found)
        raise typer.Exit(1)
    return found


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"{file}: {len(content)} B")
