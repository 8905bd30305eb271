"""What belongs to a sheet beside its marks: pictures taken as evidence, the signature, and the content that is signed.

Pictures themselves are not in the ledger: a sheet names them by the SHA-256 of their bytes. Where they are kept is
not known here.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from server.core.ids import AspectId, Code, FieldId, FileHash, ModuleId, OfficialId, RoundId

EVIDENCE_OF_A_SHEET = 6

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One picture a judge adds to a sheet, of one aspect or of the whole work."""

    file: FileHash
    what: Literal["photo", "drawing"]
    aspect: AspectId | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """
    A judge's name under a sheet: drawn by hand, or typed by somebody who cannot draw; either way a picture.

    `content` is the hash of what was signed (`content_hash`): a signature cannot be moved to other marks.
    """

    content: str
    image: FileHash
    way: Literal["hand", "typed"] = "hand"


def is_hash(text: str) -> bool:
    """Whether a text may stand as a SHA-256: 64 lower-case hexadecimal digits."""
    return _HASH.fullmatch(text) is not None


def content_hash(
    round_: RoundId,
    module: ModuleId,
    code: Code,
    judge: OfficialId,
    marks: Mapping[AspectId, Mapping[FieldId, str]],
    comment: str,
    evidence: Sequence[Evidence],
    run: int = 1,
) -> str:
    """
    SHA-256 (hex) over the canonical JSON (RFC 8785) of everything a sheet says but its signature.

    The run is part of it where the module was done again.

    Plain `json` is canonical here, as keys are ASCII and values are texts, lists, objects and nulls only.
    """
    content: dict[str, object] = {
        "round": round_,
        "module": module,
        "code": code,
        "judge": judge,
        "marks": {aspect: dict(mark) for aspect, mark in marks.items()},
        "comment": comment,
        "evidence": [{"file": one.file, "what": one.what, "aspect": one.aspect} for one in evidence],
    }
    if run != 1:
        content["run"] = run
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
