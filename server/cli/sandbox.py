"""A scheme file from the command line, and ledgers replayed under it; for `replay --scheme` and `scheme diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from server.cli import ledger_files
from server.cli.ledger_files import stop

if TYPE_CHECKING:
    from server.core.competition import Competition
    from server.core.round import Round
    from server.core.scheme import Scheme
    from server.services.sandbox import Replayed


def read_scheme(file: Path) -> Scheme:
    """The scheme in a file, YAML or workbook; one with faults ends the command with all of them."""
    from server.cli.scheme_faults import contents, show
    from server.core.scheme import Scheme
    from server.services import scheme_sources

    content = contents(file)
    if content is None:
        raise typer.Exit(1)
    found = scheme_sources.read(content)
    if isinstance(found, Scheme):
        return found
    show(file, found)
    raise typer.Exit(1)


async def under(
    scheme: Scheme,
    data: Path | None,
    competition: str,
    round_: str = "",
    *,
    position: int | None = None,
    time_ms: int | None = None,
) -> list[tuple[str, Replayed]]:
    """
    Rounds of the ledgers under the scheme, each with its competition.

    Without a round all those whose scheme has the same id; with one, that round, whatever its scheme.
    """
    from server.services import replay, sandbox

    found: list[tuple[str, Replayed]] = []
    async with ledger_files.reading(data) as ledger:
        for id_ in await ledger_files.chosen(ledger, competition):
            state = await replay.at(ledger, id_, position=position, time_ms=time_ms)
            found += [
                (str(id_), sandbox.replayed(state, one, scheme)) for one in _rounds(state, scheme, round_)
            ]
    if not found:
        stop(
            f"没有可以推演的轮次{f'：{round_}' if round_ else f'（评分标准 {scheme.id}）'}。用 --round 指定轮次。",
            f"There is no round to replay{f': {round_}' if round_ else f' (scheme {scheme.id})'}. Name one with --round.",
        )
    return found


def _rounds(state: Competition, scheme: Scheme, round_: str) -> list[Round]:
    from server.services import sandbox

    if not round_:
        return sandbox.rounds_of(state, scheme.id)
    return [one for one in state.rounds.values() if one.id == round_ and one.order]


def as_data(found: list[tuple[str, Replayed]]) -> list[dict[str, Any]]:
    """For `--json`."""
    from server.services import sandbox_text

    return [{"competition": id_, **sandbox_text.as_data(one)} for id_, one in found]


def show(found: list[tuple[str, Replayed]]) -> None:
    """Every line in both languages."""
    from server.services import sandbox_text

    for id_, one in found:
        print(f"\n{id_}")
        for line in sandbox_text.as_text(one):
            print(f"  {line.zh}\n    {line.en}")
