"""When a sheet that is owed is late: the work is over and others have gone on. Looked at, never enforced; no clock is read.

Nothing is refused because of it, and nothing counts otherwise: it tells the chief judge whom to ask.
"""

from collections.abc import Iterator
from typing import Literal

from server.core.ids import EntryId, ModuleId, OfficialId
from server.core.round import Round

Late = Literal["next_heat", "stopped", "others_in"]
"""
Why a sheet is late. `next_heat`: a later heat works in the module; `stopped`: the station's clock was stopped and a
colleague has handed in; `others_in`: there is no clock, and more than half of the colleagues, two at least, have.
"""

OTHERS_MIN = 2
"""So many colleagues at least have handed in before a sheet is late where no clock says that the work is over."""


def late(round_: Round) -> Iterator[tuple[ModuleId, EntryId, OfficialId, Late]]:
    """The sheets of an open round that are late, each with the first reason that holds."""
    if round_.phase != "open":
        return
    for drawn in round_.pieces:
        if round_.state(drawn.entry) != "competing":
            continue
        for module in round_.panels:
            if not round_.is_judged_in(module, drawn.entry):
                continue
            why = why_late(round_, module, drawn.entry)
            if why is None:
                continue
            there = round_.sheets.get((module, drawn.entry), {})
            judges = round_.judging(module, drawn.entry)
            yield from ((module, drawn.entry, judge, why) for judge in judges if judge not in there)


def why_late(round_: Round, module: ModuleId, entry: EntryId) -> Late | None:
    """Why sheets of an entry that are owed in a module are late; None while there is time."""
    code = round_.codes[entry]
    clock = round_.floor.clock(module, code).state
    if clock in ("running", "paused"):
        return None
    if code in round_.drawn and 0 < round_.drawn[code].heat < round_.floor.heats.get(module, 0):
        return "next_heat"
    judges = round_.judging(module, entry)
    there = sum(judge in round_.sheets.get((module, entry), {}) for judge in judges)
    if clock == "stopped":
        return "stopped" if there else None
    others = len(judges) - 1
    return "others_in" if there >= OTHERS_MIN and 2 * there > others else None
