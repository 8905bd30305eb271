"""One sheet with everything it ever said: the marks as they stand, and those that were corrected or returned. Read only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.core.evidence import Evidence, Signature
from server.core.ids import Code, CompetitionId, FileHash, ModuleId, OfficialId
from server.core.ledger import Ledger, Record
from server.core.round import Round

PAGE = 1000
_RETURNED = "sheet_returned"
_KINDS = {"sheet_submitted", "shadow_sheet_submitted", "sheet_corrected", _RETURNED}


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
    The sheet in the shape of `docs/protocol.md`; None while it was never in, or where there is none such.

    :param has: whether a picture is here already; its tablet sends it after the sheet
    """
    entry = round_.entry_in(module, code)
    back = round_.returned.get((module, entry, judge)) if entry is not None else None
    standing = round_.own_sheet(module, entry, judge) if entry is not None else None
    standing = back.sheet if back else standing
    if standing is None:
        return None
    wanted = (round_.id, module, code, judge)
    once = not (standing.corrected or standing.answers or back)
    alone = once and round_.run(module, round_.entries[code]) == 1
    until = back.position if back else standing.position
    history, returns = await _history(ledger, competition, standing.position, until, wanted, alone=alone)
    return {
        "position": standing.position,
        "marks": {aspect: dict(mark) for aspect, mark in standing.marks.items()},
        "comment": standing.comment,
        "evidence": [_evidence(one, has) for one in standing.evidence],
        "signature": _signature(standing.signature, has) if standing.signature else None,
        "corrected": standing.corrected,
        "recorded_at": standing.recorded_at,
        "history": history,
        "returned": back is not None,
        "returns": returns,
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
    position: int,
    until: int,
    wanted: tuple[str, str, str, str],
    *,
    alone: bool,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """
    Every version and every run up to `until`, and every return; the oldest first.

    A sheet that stands `alone` has one version, at `position`, and needs no search.
    """
    found: list[Record] = []
    after = position - 1 if alone else 0
    while after < until:
        records = await ledger.read(competition, after, PAGE)
        if not records:
            break
        found += [record for record in records if _is(record.entry.body, wanted) and record.position <= until]
        after = records[-1].position
    returns = [record for record in found if record.entry.body["kind"] == _RETURNED]
    return [_version(one) for one in found if one not in returns], [_return(one) for one in returns]


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
        **({"paper": body["paper"]} if "paper" in body else {}),
        "by": record.entry.actor,
    }


def _return(record: Record) -> dict[str, Any]:
    return {
        "position": record.position,
        "recorded_at": record.entry.recorded_at,
        "reason": record.entry.body["reason"],
        "by": record.entry.actor,
    }
