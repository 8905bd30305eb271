"""Plausible sheets for tests: what simulated judges write for an entry, under any scheme. No test stands here."""

from __future__ import annotations

from random import Random

from judge_client.plausible import Judge, sheet_marks
from server.core.boxes import fields
from server.core.facts_sheet import Marks
from server.core.ids import ModuleId, OfficialId
from server.core.scheme import Scheme
from server.services.scheme_files import to_data


def plausible_sheets(
    scheme: Scheme, panels: dict[ModuleId, tuple[OfficialId, ...]], random: Random
) -> dict[ModuleId, dict[OfficialId, Marks]]:
    """One entry's sheets, all of them."""
    skill = min(0.99, max(0.2, random.gauss(0.78, 0.13)))
    found: dict[ModuleId, dict[OfficialId, Marks]] = {}
    for module in scheme.modules:
        part = {
            "module": to_data(module),
            "fields": {a.id: [to_data(one) for one in fields(a)] for a in module.aspects()},
            "direction": scheme.result.direction,
        }
        found[module.id] = {
            judge: sheet_marks(part, skill, Judge.drawn(random), random)  # type: ignore[misc]
            for judge in panels[module.id]
        }
    return found
