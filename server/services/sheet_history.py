"""One sheet with everything it ever said: the marks as they stand, and those that corrections replaced. Read only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.core.competition import Round, Sheet
from server.core.evidence import Evidence, Signature
from server.core.ids import Code, CompetitionId, FileHash, ModuleId, OfficialId
from server.core.ledger import Ledger, Record

PAGE = 1000
_KINDS = {"sheet_submitted", "sheet_corrected"}


async def sheet(
    ledger: Ledger,
    competition: CompetitionId,
    round_: Round,
    module: ModuleId,
    code: Code,
    judge: OfficialId,
    has: Callable[[FileHash], bool],
) -> dict[str, Any] | None:
    """
    The sheet in the shape of `docs/protocol.md`; None while it is owed, or where there is none such.

    :param has: whether a picture is here already; its tablet sends it after the sheet
    """
    entry = round_.entries.get(code)
    standing = round_.sheet(module, entry, judge) if entry is not None else None
    if standing is None:
        return None
    wanted = (round_.id, module, code, judge)
    alone = not standing.corrected and round_.run(module, round_.entries[code]) == 1
    history = await _history(ledger, competition, standing, wanted, alone=alone)
    return {
        "position": standing.position,
        "marks": {aspect: dict(mark) for aspect, mark in standing.marks.items()},
        "comment": standing.comment,
        "evidence": [_evidence(one, has) for one in standing.evidence],
        "signature": _signature(standing.signature, has) if standing.signature else None,
        "corrected": standing.corrected,
        "recorded_at": standing.recorded_at,
        "history": history,
    }


def _evidence(one: Evidence, has: Callable[[FileHash], bool]) -> dict[str, Any]:
    return {"file": one.file, "what": one.what, "aspect": one.aspect, "here": has(one.file)}


def _signature(signature: Signature, has: Callable[[FileHash], bool]) -> dict[str, Any]:
    return {
        "content": signature.content,
        "image": signature.image,
        "way": signature.way,
        "here": has(signature.image),
    }


async def _history(
    ledger: Ledger,
    competition: CompetitionId,
    standing: Sheet,
    wanted: tuple[str, str, str, str],
    *,
    alone: bool,
) -> list[dict[str, Any]]:
    """Every version and every run, the oldest first; a sheet that stands `alone` has one and needs no search."""
    found: list[dict[str, Any]] = []
    after = standing.position - 1 if alone else 0
    while after < standing.position:
        records = await ledger.read(competition, after, PAGE)
        if not records:
            break
        found += [_version(record) for record in records if _is(record.entry.body, wanted)]
        after = records[-1].position
    return [version for version in found if version["position"] <= standing.position]


def _is(body: Mapping[str, Any], wanted: tuple[str, str, str, str]) -> bool:
    if body.get("kind") not in _KINDS:
        return False
    return (body["round"], body["module"], body["code"], body["judge"]) == wanted


def _version(record: Record) -> dict[str, Any]:
    body = record.entry.body
    return {
        "position": record.position,
        "recorded_at": record.entry.recorded_at,
        "marks": body["marks"],
        "reason": body.get("reason", ""),
        **({"run": body["run"]} if "run" in body else {}),
        "by": record.entry.actor,
    }
